import type { ActionEvent, ConcernEvent, ForumEvent, MeetingEvent, OrganisationEvent } from '@throughline/contracts';
import type { Database, Mirror } from '@throughline/persistence';
import type { ConcernMirror } from './concerns/concern-mirror.ts';
import { projectConcern } from './concerns/project-concern.ts';
import { type ForumMirror, projectForum } from './forums/forum-mirror.ts';
import { type ActionMirror, projectAction } from './meetings/action-mirror.ts';
import { type MeetingMirror, projectMeeting } from './meetings/meeting-mirror.ts';
import { projectSeats, type SeatMirror } from './organisations/seat-mirror.ts';

/** Everything that the read side keeps: one mirror per kind of aggregate, joined by id when something is read. */
export interface Mirrors {
  readonly concerns: Mirror<ConcernMirror>;
  readonly meetings: Mirror<MeetingMirror>;
  readonly actions: Mirror<ActionMirror>;
  readonly forums: Mirror<ForumMirror>;
  readonly organisations: Mirror<SeatMirror>;
}

/** Declares the mirrors with the indexes that every read here uses. */
export const declareMirrors = (database: Database): Mirrors => ({
  concerns: database.mirror<ConcernMirror, ConcernEvent>({
    collection: 'concerns',
    project: projectConcern,
    indexes: [
      // Unique with its owner. Here it must not be: a document that holds a gate alone has none.
      { fields: { reference: 1 } },
      { fields: { isOpen: 1, forumId: 1, nextDue: 1, _id: 1 } },
      { fields: { isOpen: 1, institutions: 1, nextDue: 1, _id: 1 } },
      { fields: { isOpen: 1, submitterId: 1, nextDue: 1, _id: 1 } },
      { fields: { isOpen: 1, nextDue: 1, _id: 1 } },
    ],
  }),
  meetings: database.mirror<MeetingMirror, MeetingEvent>({
    collection: 'meetings',
    project: projectMeeting,
    indexes: [{ fields: { concerns: 1 } }],
  }),
  actions: database.mirror<ActionMirror, ActionEvent>({
    collection: 'actions',
    project: projectAction,
    indexes: [{ fields: { concerns: 1 } }],
  }),
  forums: database.mirror<ForumMirror, ForumEvent>({ collection: 'forums', project: projectForum }),
  organisations: database.mirror<SeatMirror, OrganisationEvent>({ collection: 'organisations', project: projectSeats }),
});
