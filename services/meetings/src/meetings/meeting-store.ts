import type { MeetingEvent } from '@throughline/contracts';
import { holds, type Principal } from '@throughline/kernel';
import type { AggregateDefinition, AggregateStore, Stored } from '@throughline/persistence';
import { type Meeting, meetingState, wasCalled } from './meeting.ts';
import { evolveMeeting } from './meeting-fold.ts';

/** Where meetings are kept. */
export type MeetingStore = AggregateStore<Meeting, MeetingEvent>;
export type StoredMeeting = Stored<Meeting>;

/** Who sees what has not been called yet, and what of a meeting is not public: who prepares it, and who reads everything. */
export const seesPreparation = (principal: Principal, forumId: string): boolean =>
  holds(principal, 'secretariat', forumId) ||
  holds(principal, 'chair', forumId) ||
  holds(principal, 'auditor') ||
  holds(principal, 'administrator') ||
  (principal.kind === 'service' && principal.id === 'notifications');

export const meetingDefinition: AggregateDefinition<Meeting, MeetingEvent> = {
  name: 'meeting',
  prefix: 'mtg',
  collection: 'meetings',
  context: 'meetings',
  state: meetingState,
  evolve: evolveMeeting,
  forumIdOf: ({ forumId }) => forumId,
  visibleTo: (principal, { state }) => wasCalled(state) || seesPreparation(principal, state.forumId),
  indexes: [
    { fields: { forumId: 1, 'state.startsAt': -1, _id: -1 } },
    { fields: { forumId: 1, updatedAt: 1, _id: 1 } },
    { fields: { 'state.agenda.concerns': 1 } },
  ],
};
