import { type ConcernEvent, concernEvents } from '@throughline/contracts';
import type { Clock, NewId } from '@throughline/kernel';
import type { Reaction } from '@throughline/persistence';
import { causedBy } from '../caused-by.ts';
import type { Concern } from '../concerns/concern.ts';
import { placeConcern } from './agenda.ts';
import type { MeetingStore } from './meeting-store.ts';

interface Dependencies {
  readonly meetings: MeetingStore;
  readonly nextMeetingInPreparation: (forumId: string, now: Date) => Promise<string | undefined>;
  readonly clock: Clock;
  readonly newId: NewId;
}

/**
 * A concern marked for the next meeting goes on its agenda while that has not gone out. Without such a meeting nothing is
 * lost: the mark stays in the mirror, and the next meeting finds it when it is created.
 */
export const placeMarkedConcerns = (given: Dependencies): Reaction<Concern, ConcernEvent> => ({
  to: [concernEvents.placedOnAgenda.type],
  async handle(event, concern) {
    if (event.type !== concernEvents.placedOnAgenda.type || concern.closedAs) return;
    const now = given.clock.now();
    const meetingId = await given.nextMeetingInPreparation(event.data.forumId, now);
    if (!meetingId) return;
    const marked = { id: event.subject, submitterKind: concern.submitterKind };
    await given.meetings.change(meetingId, causedBy(event, now), (meeting) =>
      placeConcern(meeting, marked, given.newId),
    );
  },
});
