import { problem } from '@throughline/kernel';

/** The organisation has a seat on this forum. */
export class SeatTaken extends problem({
  code: 'seat-taken',
  kind: 'conflict',
  title: 'The organisation has a seat on this forum already',
  remedy: 'End the present seat first, or leave it as it is.',
}) {}

/** A term that ends before it begins. */
export class TermImpossible extends problem({
  code: 'term-impossible',
  kind: 'impossible',
  title: 'The term ends before it begins',
  remedy: 'Send a last day on or after the first.',
}) {}

/** There is no such seat, or it has ended. */
export class SeatNotHeld extends problem({
  code: 'seat-not-held',
  kind: 'conflict',
  title: 'This seat is not held any more',
  remedy: 'Read the organisation again: its seats and their terms are listed.',
}) {}

/** Only institutions have the duty to answer. */
export class NotAnInstitution extends problem({
  code: 'not-an-institution',
  kind: 'conflict',
  title: 'Only an institution has responsibilities',
  remedy: 'Register the body with kind `institution`, or leave its responsibilities out.',
}) {}

/** A forum that is not known, or has been disbanded. */
export class ForumUnknown extends problem({
  code: 'forum-unknown',
  kind: 'impossible',
  title: 'There is no such forum',
  remedy: 'Send the id of a forum that meets; `GET /v1/forums` lists them.',
}) {}

/** A record can be succeeded only by another one that exists. */
export class SuccessorUnknown extends problem({
  code: 'successor-unknown',
  kind: 'impossible',
  title: 'There is no such organisation to succeed it',
  remedy: 'Register the successor first, or close the record without one.',
}) {}

/** A record that has ended, or was never verified, takes no seat. */
export class NotVerified extends problem({
  code: 'not-verified',
  kind: 'conflict',
  title: 'The organisation is not verified',
  remedy: 'Verify its record first.',
}) {}
