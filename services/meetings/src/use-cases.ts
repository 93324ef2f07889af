import type { ActionEvent, ForumEvent, MeetingEvent } from '@throughline/contracts';
import type { NewId, Principal } from '@throughline/kernel';
import type { MongoAggregateStore } from '@throughline/persistence';
import type { Action } from './actions/action.ts';
import { letActionSpeakUseCase } from './actions/let-actions-speak.ts';
import { listActionsQuery } from './actions/list-actions.query.ts';
import {
  assignActionUseCase,
  completeActionUseCase,
  dropActionUseCase,
  presentActionUseCase,
  reassignActionUseCase,
  reportProgressUseCase,
  showActionUseCase,
} from './actions/pursue-action.ts';
import { type ConcernMirror, knownConcerns } from './concerns/known-concerns.ts';
import type { Forum, ForumParticulars } from './forums/forum.ts';
import { changeForumUseCase, disbandForumUseCase, establishForumUseCase } from './forums/govern-forum.ts';
import type { KnownForums } from './forums/known-forums.ts';
import { listForumsQuery } from './forums/list-forums.query.ts';
import {
  addAgendaItemUseCase,
  changeAgendaItemUseCase,
  orderAgendaUseCase,
  removeAgendaItemUseCase,
} from './meetings/arrange-agenda.ts';
import {
  callMeetingUseCase,
  cancelMeetingUseCase,
  changeMeetingUseCase,
  draftMeetingUseCase,
  postponeMeetingUseCase,
} from './meetings/convene-meeting.ts';
import {
  concludeMeetingUseCase,
  openMeetingUseCase,
  recordAttendanceUseCase,
  recordDecisionUseCase,
} from './meetings/hold-meeting.ts';
import type { Meeting } from './meetings/meeting.ts';
import {
  arrangeUseCase,
  confirmArrangementUseCase,
  recordMetUseCase,
  recordNotMetUseCase,
  requestArrangementUseCase,
} from './meetings/provide-access.ts';
import { listMeetingsQuery, showMeetingQuery } from './meetings/show-meeting.query.ts';
import { waitingBusinessQuery } from './meetings/waiting-business.query.ts';
import { knownOrganisations, type OrganisationMirror } from './organisations/known-organisations.ts';
import { resolveWordsUseCase } from './words/resolve-words.ts';

/** Where aggregates and mirrors are, and what makes numbers and ids. */
export interface Dependencies {
  readonly forums: MongoAggregateStore<Forum, ForumEvent, ForumParticulars>;
  readonly meetings: MongoAggregateStore<Meeting, MeetingEvent>;
  readonly actions: MongoAggregateStore<Action, ActionEvent>;
  readonly forumsKnown: KnownForums;
  readonly organisationMirror: OrganisationMirror;
  readonly concernMirror: ConcernMirror;
  readonly nextOrdinal: (forumId: string, year: number) => Promise<number>;
  readonly newId: NewId;
}

/** Everything that can be asked of this service. */
export function useCasesOf({ forums, meetings, actions, forumsKnown, ...rest }: Dependencies) {
  const organisations = knownOrganisations(rest.organisationMirror);
  const concerns = knownConcerns(rest.concernMirror);
  const { newId, nextOrdinal } = rest;
  const collections = { meetings: meetings.collection, actions: actions.collection, forums: forumsKnown };
  const waitingBusiness = waitingBusinessQuery({ ...collections, concerns: rest.concernMirror });
  const govern = { forums, newId };
  const convene = { meetings, forums: forumsKnown, waitingBusiness, nextOrdinal, newId };
  const hold = { meetings, forums: forumsKnown, organisations, concerns, newId };
  const pursue = { ...hold, actions };
  return {
    establishForum: establishForumUseCase(govern),
    changeForum: changeForumUseCase(govern),
    disbandForum: disbandForumUseCase(govern),
    showForum: (forumId: string, principal: Principal) => forums.require(forumId, principal),
    listForums: listForumsQuery(forums.collection),
    draftMeeting: draftMeetingUseCase(convene),
    changeMeeting: changeMeetingUseCase(convene),
    callMeeting: callMeetingUseCase(convene),
    postponeMeeting: postponeMeetingUseCase(convene),
    cancelMeeting: cancelMeetingUseCase(convene),
    addAgendaItem: addAgendaItemUseCase(hold),
    changeAgendaItem: changeAgendaItemUseCase(hold),
    removeAgendaItem: removeAgendaItemUseCase(hold),
    orderAgenda: orderAgendaUseCase(hold),
    openMeeting: openMeetingUseCase(hold),
    concludeMeeting: concludeMeetingUseCase(hold),
    recordAttendance: recordAttendanceUseCase(hold),
    recordDecision: recordDecisionUseCase(hold),
    requestArrangement: requestArrangementUseCase(hold),
    arrange: arrangeUseCase(hold),
    confirmArrangement: confirmArrangementUseCase(hold),
    recordMet: recordMetUseCase(hold),
    recordNotMet: recordNotMetUseCase(hold),
    findMeeting: (meetingId: string, principal: Principal) => meetings.require(meetingId, principal),
    showMeeting: showMeetingQuery(collections),
    listMeetings: listMeetingsQuery(collections),
    assignAction: assignActionUseCase(pursue),
    reportProgress: reportProgressUseCase(pursue),
    completeAction: completeActionUseCase(pursue),
    dropAction: dropActionUseCase(pursue),
    reassignAction: reassignActionUseCase(pursue),
    showAction: showActionUseCase(pursue),
    presentAction: presentActionUseCase(pursue),
    listActions: listActionsQuery({ actions: actions.collection, forums: forums.collection, organisations }),
    letActionSpeak: letActionSpeakUseCase({ actions, forums: forumsKnown }),
    resolveWords: resolveWordsUseCase({ forums, meetings, actions, organisations }),
  };
}

/** What routes may use: by name, so that every route's type stays short. */
export interface UseCases extends ReturnType<typeof useCasesOf> {}
