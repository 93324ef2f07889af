import { areBankHolidaysKnown, type Calendar, type DayOff, dayOffByNumber } from './calendar.ts';
import { type CountedDuty, endOf } from './duty.ts';
import { dateOf, dayNumber, type LocalDate } from './local-date.ts';
import { localDate } from './time-zone.ts';
import { DutyImpossible } from './working-days.errors.ts';

/** One day of a duty: either the how-manieth working day it was, or why it did not count. */
export type ExplainedDay =
  | { readonly date: LocalDate; readonly counted: true; readonly number: number }
  | { readonly date: LocalDate; readonly counted: false; readonly reason: 'start-day' | 'weekend' | 'paused' }
  | {
      readonly date: LocalDate;
      readonly counted: false;
      readonly reason: 'bank-holiday' | 'closure-day';
      readonly name: string;
    };

/** When a duty falls due, and why. */
export interface Deadline {
  /** The last counted day, at whose end the duty falls due; null when it was paused before and has not gone on. */
  readonly due: LocalDate | null;
  /** From the day of the start to the due day without a gap; without one, to the day of `now` or of the duty's end. */
  readonly explanation: readonly ExplainedDay[];
  /** Working days that did not count because of a pause. */
  readonly pausedDays: number;
  /** Whether the list of bank holidays spans every day explained; if not, the due date may move when the list grows. */
  readonly bankHolidaysKnown: boolean;
}

/** Day numbers: paused at the end of each day from `from` up to but without `to`. */
interface PausedDays {
  readonly from: number;
  readonly to: number;
}

interface Facts {
  readonly startDay: number;
  readonly required: number;
  readonly paused: readonly PausedDays[];
  /** How far to look: without end, unless a pause has none, for then there is a day after which nothing counts. */
  readonly lookTo: number;
}

const whole = (value: number, atLeast: number) => Number.isSafeInteger(value) && value >= atLeast;

function factsOf(duty: CountedDuty, timeZone: string, now: Date | undefined): Facts {
  const { startedAt, workingDays, extendedByDays = 0, pauses = [] } = duty;
  if (!whole(workingDays, 1) || !whole(extendedByDays, 0))
    throw new DutyImpossible(`${workingDays} working days extended by ${extendedByDays} cannot be counted.`);
  const dayOf = (instant: Date) => dayNumber(localDate(instant, timeZone));
  const end = endOf(duty);
  const paused: PausedDays[] = [];
  for (const { from, to } of pauses) {
    if (to && to < from) throw new DutyImpossible('A pause cannot end before it begins.');
    if (end && from >= end) continue;
    // Open at the end of the duty means open for good: the clock stood then, so no later fact may give it a due date.
    paused.push({ from: dayOf(from), to: to && !(end && to > end) ? dayOf(to) : Number.POSITIVE_INFINITY });
  }
  const startDay = dayOf(startedAt);
  // The least of nothing is infinity: without an open pause the count goes on until it is full.
  const stopsOn = Math.min(...paused.filter(({ to }) => to === Number.POSITIVE_INFINITY).map(({ from }) => from));
  const seen = [end, now].filter((instant) => instant !== undefined).map(dayOf);
  const seenTo = seen.length === 0 ? startDay : Math.min(...seen);
  const lookTo = Math.max(stopsOn, seenTo);
  return { startDay, required: workingDays + extendedByDays, paused, lookTo };
}

const skipped = (date: LocalDate, off: DayOff): ExplainedDay => ({ date, counted: false, ...off });

/**
 * When the duty falls due, day by day. The rules (domain.md, "Clocks"): working days of the forum's nation and closure
 * days, in its time zone; the day of the start is not counted; a day counts if the clock was running at its end, so the
 * day a pause begins does not and the day it ends does; an extension is counted on from the old due date; the duty falls
 * due at the end of its last counted day.
 *
 * Pure. `now` decides only how far a duty that stands still is explained.
 * @throws DutyImpossible when the facts contradict themselves
 * @throws LocalDateMalformed, TimeZoneUnknown when the calendar is not one
 */
export function deadline(duty: CountedDuty, calendar: Calendar, now?: Date): Deadline {
  const { startDay, required, paused, lookTo } = factsOf(duty, calendar.timeZone, now);
  const explanation: ExplainedDay[] = [{ date: dateOf(startDay), counted: false, reason: 'start-day' }];
  let [day, number, pausedDays] = [startDay, 0, 0];
  while (number < required && day < lookTo) {
    day += 1;
    const date = dateOf(day);
    const off = dayOffByNumber(day, calendar);
    if (off) {
      explanation.push(skipped(date, off));
    } else if (paused.some(({ from, to }) => from <= day && day < to)) {
      pausedDays += 1;
      explanation.push({ date, counted: false, reason: 'paused' });
    } else {
      number += 1;
      explanation.push({ date, counted: true, number });
    }
  }
  const lastDay = dateOf(day);
  return {
    due: number === required ? lastDay : null,
    explanation,
    pausedDays,
    bankHolidaysKnown: areBankHolidaysKnown(dateOf(startDay), lastDay, calendar),
  };
}
