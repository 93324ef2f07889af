import { problem } from '@throughline/kernel';

/** It would end before it begins (422). */
export class MeetingTimesImpossible extends problem({
  code: 'meeting-times-impossible',
  kind: 'impossible',
  title: 'The meeting would end before it begins',
  remedy: 'Give an `endsAt` that is later than `startsAt`.',
}) {}

/** A called meeting is moved by postponing it, so that everybody invited is told why (409). */
export class MeetingAlreadyCalled extends problem({
  code: 'meeting-already-called',
  kind: 'conflict',
  title: 'The meeting has been called for another time',
  remedy: 'Postpone it: its title and place can be corrected without that.',
}) {}

/** Called inside the notice that is owed, without saying why (409). */
export class NoticeTooShort extends problem({
  code: 'notice-too-short',
  kind: 'conflict',
  title: 'The meeting is too close to be called without a reason',
  remedy:
    'Call it at least 5 working days ahead, postpone it, or send `urgent` with a text that says why it cannot wait.',
}) {
  constructor(workingDays: number) {
    super(`It is ${workingDays} working days ahead.`);
  }
}

/** The minutes allotted would not fit between start and end (409). */
export class AgendaTooLong extends problem({
  code: 'agenda-too-long',
  kind: 'conflict',
  title: 'The agenda does not fit into the meeting',
  remedy: 'Give items fewer minutes, take one off, or make the meeting longer.',
}) {
  constructor({ allotted, available }: { allotted: number; available: number }) {
    super(`${allotted} minutes would be allotted, and the meeting has ${available}.`);
  }
}

/** An agenda holds 100 items (409). */
export class AgendaFull extends problem({
  code: 'agenda-full',
  kind: 'conflict',
  title: 'The agenda holds no more items',
  remedy: 'Take items off that can wait: an agenda has at most 100.',
}) {}

/** A path names an item that is not on this agenda (404). */
export class AgendaItemNotFound extends problem({
  code: 'agenda-item-not-found',
  kind: 'not-found',
  title: 'The item is not on this agenda',
  remedy: 'Read the meeting again: its agenda lists every item with its id.',
}) {}

/** A body names an item that is not on this agenda (422). */
export class AgendaItemUnknown extends problem({
  code: 'agenda-item-unknown',
  kind: 'impossible',
  title: 'The meeting has no such agenda item',
  remedy: 'Name an item of this meeting’s agenda, or leave `agendaItemId` out.',
}) {
  constructor() {
    super('That item is not on the agenda of this meeting.', {
      faults: [{ pointer: '/agendaItemId', code: 'agenda-item-unknown', message: 'is not on this agenda' }],
    });
  }
}

/** An order that leaves items out, or names others (422). */
export class AgendaOrderIncomplete extends problem({
  code: 'agenda-order-incomplete',
  kind: 'impossible',
  title: 'The order does not name every item once',
  remedy: 'Send the ids of all items on the agenda, each once, in the order that you want.',
}) {}

/** Nobody decides without a quorum, unless the decision says so itself (409). */
export class NoQuorum extends problem({
  code: 'no-quorum',
  kind: 'conflict',
  title: 'The meeting has no quorum',
  remedy: 'Record who attends, or record the decision with `inquorate` set to true.',
}) {
  constructor({ present, needed }: { present: number; needed: number }) {
    super(`${present} of the ${needed} seats that it needs are present.`);
  }
}

/** A decision of another meeting, or none at all (422). */
export class DecisionUnknown extends problem({
  code: 'decision-unknown',
  kind: 'impossible',
  title: 'The meeting has made no such decision',
  remedy: 'Name a decision of this meeting, or leave the field out.',
}) {}

/** A path names an arrangement that this meeting does not have (404). */
export class ArrangementNotFound extends problem({
  code: 'arrangement-not-found',
  kind: 'not-found',
  title: 'The meeting has no such arrangement',
  remedy: 'Read the meeting again: it lists its arrangements with their ids.',
}) {}

/** What a meeting holds at most (409). */
export class AttendanceFull extends problem({
  code: 'attendance-full',
  kind: 'conflict',
  title: 'The attendance holds no more organisations',
  remedy: 'A meeting records at most 500 organisations.',
}) {}
