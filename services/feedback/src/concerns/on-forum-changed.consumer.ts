import { type ForumEvent, forumEvents, type Recorded } from '@throughline/contracts';
import { projectForum } from '../network/forum.ts';
import { settingFrom } from '../network/forums.ts';
import type { Concern } from './concern.ts';
import { nextDueAt, recalculation } from './concern-clocks.ts';
import { foldAll } from './concern-fold.ts';
import type { ConcernStore } from './concern-store.ts';
import type { ConcernDecision } from './given.ts';
import { ownself } from './speak-up.ts';

/** Settings that working days depend on. Standards hold from the start of a duty, and move nothing that is owed already. */
const movesClocks: ReadonlySet<string> = new Set(['closureDays', 'nation', 'timeZone']);

/**
 * A forum works on other days than before: every open clock of its concerns is reckoned anew, and what moved is told. The
 * calendar is the event's own, because the mirror may not have it yet.
 */
export const onForumChanged =
  ({
    concerns,
    openIn,
    now,
  }: {
    readonly concerns: ConcernStore;
    readonly openIn: (forumId: string) => AsyncIterable<string>;
    readonly now: () => Date;
  }) =>
  async (event: Recorded<ForumEvent>): Promise<void> => {
    if (event.type !== forumEvents.changed.type || !event.data.fields.some((field) => movesClocks.has(field))) return;
    const { calendar } = settingFrom(event.subject, projectForum(undefined, event));
    const context = {
      principal: ownself,
      now: now(),
      commandKey: event.id,
      fingerprint: event.id,
      correlationId: event.correlationId,
      causationId: event.id,
      requestId: event.id,
    };
    const reckonAnew = (concern: Concern): ConcernDecision => {
      const events = recalculation(concern, concern, { calendar, now: context.now, cause: 'calendar' });
      const after = foldAll(concern, events, { at: context.now.toISOString(), actor: 'system:feedback' });
      return { events, nextDueAt: nextDueAt(after, calendar) };
    };
    for await (const concernId of openIn(event.subject)) await concerns.change(concernId, context, reckonAnew);
  };
