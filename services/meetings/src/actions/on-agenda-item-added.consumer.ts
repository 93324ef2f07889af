import { type MeetingEvent, meetingEvents } from '@throughline/contracts';
import type { Clock } from '@throughline/kernel';
import type { EffectsDefinition } from '@throughline/persistence';
import { causedBy } from '../caused-by.ts';
import { carryOver } from './action.ts';
import type { ActionStore } from './action-store.ts';

/** The meeting has put an open action on its agenda: the action notes that it was carried there. */
export const carryActionsOver = ({
  actions,
  clock,
}: {
  readonly actions: ActionStore;
  readonly clock: Clock;
}): EffectsDefinition<MeetingEvent> => ({
  name: 'carry-over',
  async handle(event) {
    if (event.type !== meetingEvents.agendaItemAdded.type || !event.data.actionId) return;
    const to = { meetingId: event.subject, itemId: event.data.itemId };
    await actions.change(event.data.actionId, causedBy(event, clock.now()), (action) => carryOver(action, to));
  },
});
