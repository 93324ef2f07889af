import { type ForumEvent, forumEvents } from '@throughline/contracts';
import type { Clock } from '@throughline/kernel';
import type { EffectsDefinition } from '@throughline/persistence';
import { causedBy } from '../caused-by.ts';
import type { ActionStore } from './action-store.ts';

/** The fields of a forum on which the reckoning of days depends. */
const calendarFields = new Set(['nation', 'timeZone', 'closureDays']);

interface Dependencies {
  readonly actions: ActionStore;
  readonly openActionsOf: (forumId: string) => Promise<readonly string[]>;
  readonly clock: Clock;
}

/**
 * Another calendar moves the days on which open actions remind, though not their own due dates: a command that says nothing
 * has the store work out anew when each has something to say.
 */
export const rescheduleActions = ({ actions, openActionsOf, clock }: Dependencies): EffectsDefinition<ForumEvent> => ({
  name: 'calendar',
  async handle(event) {
    if (event.type !== forumEvents.changed.type || !event.data.fields.some((field) => calendarFields.has(field)))
      return;
    for (const id of await openActionsOf(event.subject))
      await actions.change(id, causedBy(event, clock.now()), () => []);
  },
});
