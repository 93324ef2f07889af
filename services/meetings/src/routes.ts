import {
  assignActionRoute,
  completeActionRoute,
  dropActionRoute,
  reassignActionRoute,
  reportProgressRoute,
} from './actions/pursue-action.http.ts';
import { listActionsRoute, showActionRoute } from './actions/read-actions.http.ts';
import { changeForumRoute, disbandForumRoute, establishForumRoute } from './forums/govern-forum.http.ts';
import { listForumsRoute, showForumRoute } from './forums/read-forums.http.ts';
import {
  addAgendaItemRoute,
  changeAgendaItemRoute,
  orderAgendaRoute,
  removeAgendaItemRoute,
} from './meetings/arrange-agenda.http.ts';
import {
  callMeetingRoute,
  cancelMeetingRoute,
  changeMeetingRoute,
  draftMeetingRoute,
  postponeMeetingRoute,
} from './meetings/convene-meeting.http.ts';
import {
  concludeMeetingRoute,
  openMeetingRoute,
  recordAttendanceRoute,
  recordDecisionRoute,
} from './meetings/hold-meeting.http.ts';
import {
  arrangeRoute,
  confirmArrangementRoute,
  recordMetRoute,
  recordNotMetRoute,
  requestArrangementRoute,
} from './meetings/provide-access.http.ts';
import { listMeetingsRoute, showMeetingRoute } from './meetings/read-meetings.http.ts';

/** Every route of this service; the internal ones are added in `compose.ts`. */
export const routes = [
  establishForumRoute,
  listForumsRoute,
  showForumRoute,
  changeForumRoute,
  disbandForumRoute,
  draftMeetingRoute,
  listMeetingsRoute,
  showMeetingRoute,
  changeMeetingRoute,
  callMeetingRoute,
  openMeetingRoute,
  concludeMeetingRoute,
  postponeMeetingRoute,
  cancelMeetingRoute,
  addAgendaItemRoute,
  changeAgendaItemRoute,
  removeAgendaItemRoute,
  orderAgendaRoute,
  recordAttendanceRoute,
  recordDecisionRoute,
  requestArrangementRoute,
  arrangeRoute,
  confirmArrangementRoute,
  recordMetRoute,
  recordNotMetRoute,
  assignActionRoute,
  listActionsRoute,
  showActionRoute,
  reportProgressRoute,
  completeActionRoute,
  dropActionRoute,
  reassignActionRoute,
] as const;
