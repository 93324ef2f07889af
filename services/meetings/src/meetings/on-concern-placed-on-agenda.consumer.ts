import { type ConcernEvent, concernEvents } from '@throughline/contracts';
import type { Clock, NewId } from '@throughline/kernel';
import type { EffectsDefinition } from '@throughline/persistence';
import { causedBy } from '../caused-by.ts';
import type { ConcernMirror } from '../concerns/known-concerns.ts';
import { placeConcern } from './agenda.ts';
import type { MeetingStore } from './meeting-store.ts';

interface Dependencies {
  readonly meetings: MeetingStore;
  readonly concerns: ConcernMirror;
  readonly nextMeetingInPreparation: (forumId: string, now: Date) => Promise<string | undefined>;
  readonly clock: Clock;
  readonly newId: NewId;
}

/**
 * A concern marked for the next meeting goes on its agenda while that has not gone out. Without such a meeting nothing is
 * lost: the mark stays in the mirror, and the next meeting finds it when it is created.
 */
export const placeMarkedConcerns = (given: Dependencies): EffectsDefinition<ConcernEvent> => ({
  name: 'agenda',
  async handle(event) {
    if (event.type !== concernEvents.placedOnAgenda.type) return;
    const now = given.clock.now();
    const meetingId = await given.nextMeetingInPreparation(event.data.forumId, now);
    if (!meetingId) return;
    const { subject: id } = event;
    const concern = (await given.concerns.find(id)) ?? (await given.concerns.refreshed(id));
    if (!concern || concern.closedAs) return;
    const marked = { id, submitterKind: concern.submitterKind };
    await given.meetings.change(meetingId, causedBy(event, now), (meeting) =>
      placeConcern(meeting, marked, given.newId),
    );
  },
});
