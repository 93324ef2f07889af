import { areBankHolidaysKnown, type Calendar, workingDaysBetween } from './calendar.ts';
import { type Deadline, deadline } from './deadline.ts';
import { type Duty, endOf, isDated } from './duty.ts';
import type { LocalDate } from './local-date.ts';
import { localDate } from './time-zone.ts';

/** The states of a clock, which no status of a concern is ever named after. */
export const clockStates = ['running', 'paused', 'met', 'met-late', 'overdue', 'cancelled'] as const;

/** A state of a clock. */
export type ClockState = (typeof clockStates)[number];

/** What a clock shows at one moment. All days are working days. */
export interface ClockReading extends Deadline {
  readonly state: ClockState;
  /** Days after today up to and with the due day, so 0 on it; 0 once ended; null while paused with no due day in sight. */
  readonly workingDaysLeft: number | null;
  /**
   * Days after the due day up to and with today, or the day it was met. It can be 0 for a clock that is overdue or
   * met late: on the Saturday after a Friday, no working day has passed yet.
   */
  readonly workingDaysLate: number;
  readonly extendedByDays: number;
}

function stateOf(duty: Duty, due: LocalDate | null, timeZone: string, now: Date): ClockState {
  const { metAt, cancelledAt } = duty;
  const end = endOf(duty);
  if (end && end === cancelledAt && end !== metAt) return 'cancelled';
  const late = due !== null && localDate(end ?? now, timeZone) > due;
  if (end) return late ? 'met-late' : 'met';
  if (late) return 'overdue';
  return due === null || isPausedAt(duty, now) ? 'paused' : 'running';
}

const isPausedAt = (duty: Duty, now: Date) =>
  !isDated(duty) && (duty.pauses ?? []).some(({ from, to }) => from <= now && (!to || now < to));

function daysLeft(duty: Duty, { due, explanation }: Deadline, today: LocalDate, calendar: Calendar): number | null {
  if (due === null) return null;
  if (isDated(duty)) return workingDaysBetween(today, due, calendar);
  return explanation.filter(({ date, counted }) => counted && date > today).length;
}

function deadlineOf(duty: Duty, calendar: Calendar, now: Date): Deadline {
  if (!isDated(duty)) return deadline(duty, calendar, now);
  return {
    due: duty.due,
    explanation: [],
    pausedDays: 0,
    bankHolidaysKnown: areBankHolidaysKnown(duty.due, duty.due, calendar),
  };
}

/**
 * Reads the duty's clock at `now`: due date, state, working days left or late, and the day-by-day explanation (empty
 * for a duty with a date of its own). Pure: the same facts, calendar and moment always read the same.
 *
 * A pause that begins after the due day changes nothing: the duty was late before information was asked for.
 * @throws DutyImpossible, LocalDateMalformed, TimeZoneUnknown as `deadline` does
 */
export function readClock(duty: Duty, calendar: Calendar, now: Date): ClockReading {
  const reckoned = deadlineOf(duty, calendar, now);
  const { due } = reckoned;
  const state = stateOf(duty, due, calendar.timeZone, now);
  const upTo = localDate(state === 'met-late' ? (endOf(duty) ?? now) : now, calendar.timeZone);
  const isOwed = state === 'running' || state === 'paused' || state === 'overdue';
  const isLate = state === 'overdue' || state === 'met-late';
  return {
    ...reckoned,
    state,
    workingDaysLeft: isOwed ? daysLeft(duty, reckoned, upTo, calendar) : 0,
    workingDaysLate: isLate && due !== null ? workingDaysBetween(due, upTo, calendar) : 0,
    extendedByDays: isDated(duty) ? 0 : (duty.extendedByDays ?? 0),
  };
}
