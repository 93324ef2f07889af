import { problem } from '@throughline/kernel';

/** A date is not a day of the calendar written `YYYY-MM-DD`. */
export class LocalDateMalformed extends problem({
  code: 'local-date-malformed',
  kind: 'impossible',
  title: 'This is not a date',
  remedy: 'Write a day of the calendar as YYYY-MM-DD, for example 2026-12-01.',
}) {}

/** The time zone is not an IANA name that this machine's time-zone data knows. */
export class TimeZoneUnknown extends problem({
  code: 'time-zone-unknown',
  kind: 'impossible',
  title: 'This time zone is not known',
  remedy: 'Give a name of the IANA time-zone database, for example Europe/London.',
}) {}

/** The facts of a duty contradict themselves, so that no due date follows from them. */
export class DutyImpossible extends problem({
  code: 'duty-impossible',
  kind: 'impossible',
  title: 'No due date follows from this',
  remedy:
    'Give a whole number of working days of at least 1, an extension of at least 0, and pauses that end after they begin.',
}) {}
