export { type BankHoliday, bankHolidaysOf, type Nation, nations } from './bank-holidays.ts';
export { bankHolidaysAsOf } from './bank-holidays-snapshot.ts';
export {
  addWorkingDays,
  areBankHolidaysKnown,
  type Calendar,
  type ClosureDay,
  type DayOff,
  dayOff,
  isWorkingDay,
  workingDaysBetween,
} from './calendar.ts';
export { type ClockMoment, nextMoments } from './clock-moments.ts';
export { type ClockReading, type ClockState, clockStates, readClock } from './clock-reading.ts';
export { type Deadline, deadline, type ExplainedDay } from './deadline.ts';
export type { CountedDuty, DatedDuty, Duty, Pause } from './duty.ts';
export { isLocalDate, type LocalDate } from './local-date.ts';
export { endOfLocalDay, isTimeZone, localDate, startOfLocalDay } from './time-zone.ts';
export { DutyImpossible, LocalDateMalformed, TimeZoneUnknown } from './working-days.errors.ts';
