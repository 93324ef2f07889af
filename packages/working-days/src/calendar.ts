import { type BankHoliday, bankHolidaysOf, type Nation } from './bank-holidays.ts';
import { dateOf, dayNumber, daysSinceMonday, type LocalDate } from './local-date.ts';
import { DutyImpossible } from './working-days.errors.ts';

/** A day on which a forum does not work although it is neither weekend nor bank holiday. */
export interface ClosureDay {
  readonly date: LocalDate;
  readonly name: string;
}

/**
 * What decides which days a forum works. Treat it as a value: what is reckoned from it is kept for as long as the object
 * lives, so a change is a new object, never a write into this one.
 */
export interface Calendar {
  readonly nation: Nation;
  /** IANA name, for example `Europe/London`. */
  readonly timeZone: string;
  readonly closureDays: readonly ClosureDay[];
  /** In place of the nation's snapshot, the whole list: for a bank holiday that was added or withdrawn since. */
  readonly bankHolidays?: readonly BankHoliday[] | undefined;
}

/** Why nobody works on a day. */
export type DayOff =
  | { readonly reason: 'weekend' }
  | { readonly reason: 'bank-holiday' | 'closure-day'; readonly name: string };

interface Reckoned {
  readonly daysOff: ReadonlyMap<number, DayOff>;
  /** Day numbers of `daysOff`, ascending; none is a Saturday or Sunday. */
  readonly sorted: readonly number[];
  /** First and last day of the years that the list of bank holidays spans. */
  readonly known: readonly [first: number, last: number] | undefined;
}

const weekend: DayOff = Object.freeze({ reason: 'weekend' });
const isWeekend = (day: number) => daysSinceMonday(day) >= 5;
const reckoned = new WeakMap<Calendar, Reckoned>();

function reckon(calendar: Calendar): Reckoned {
  const bankHolidays = calendar.bankHolidays ?? bankHolidaysOf(calendar.nation);
  const daysOff = new Map<number, DayOff>();
  // Bank holidays second: a closure day on a bank holiday is explained by what the whole nation keeps.
  for (const { date, name } of calendar.closureDays) daysOff.set(dayNumber(date), { reason: 'closure-day', name });
  for (const { date, name } of bankHolidays) daysOff.set(dayNumber(date), { reason: 'bank-holiday', name });
  for (const day of daysOff.keys()) if (isWeekend(day)) daysOff.delete(day);
  const years = bankHolidays.map(({ date }) => date.slice(0, 4)).toSorted();
  const [first, last] = [years.at(0), years.at(-1)];
  return {
    daysOff,
    sorted: [...daysOff.keys()].toSorted((a, b) => a - b),
    known: first && last ? [dayNumber(`${first}-01-01`), dayNumber(`${last}-12-31`)] : undefined,
  };
}

function reckonedOf(calendar: Calendar): Reckoned {
  const kept = reckoned.get(calendar);
  if (kept) return kept;
  const fresh = reckon(calendar);
  reckoned.set(calendar, fresh);
  return fresh;
}

/** As `dayOff`, by day number. */
export const dayOffByNumber = (day: number, calendar: Calendar): DayOff | undefined =>
  isWeekend(day) ? weekend : reckonedOf(calendar).daysOff.get(day);

/**
 * Why the day is not worked; undefined for a working day. Weekend comes before bank holiday, bank holiday before closure day.
 * @throws LocalDateMalformed
 */
export const dayOff = (date: LocalDate, calendar: Calendar): DayOff | undefined =>
  dayOffByNumber(dayNumber(date), calendar);

/**
 * Whether the forum works on the day: not a Saturday or Sunday, not a bank holiday of its nation, not a closure day.
 * @throws LocalDateMalformed
 */
export const isWorkingDay = (date: LocalDate, calendar: Calendar): boolean => dayOff(date, calendar) === undefined;

/**
 * Whether the list of bank holidays spans both days (whole years, from its first entry's to its last's). Where it does
 * not, only weekends and closure days are known to be off, and what was counted may come out later once the list grows.
 * @throws LocalDateMalformed
 */
export function areBankHolidaysKnown(from: LocalDate, to: LocalDate, calendar: Calendar): boolean {
  const { known } = reckonedOf(calendar);
  const [first, last] = [dayNumber(from), dayNumber(to)];
  return known !== undefined && first >= known[0] && last <= known[1];
}

/** How many days off lie on weekdays up to and with the day: the place of the first later one in the sorted list. */
function daysOffUpTo(day: number, sorted: readonly number[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Number.POSITIVE_INFINITY) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Weekdays from the Monday before 1970 up to and with the day. */
function weekdaysUpTo(day: number): number {
  const sinceMonday = day + 3;
  return Math.floor(sinceMonday / 7) * 5 + Math.min(daysSinceMonday(day) + 1, 5);
}

/**
 * Working days after `from` up to and with `to`; 0 when `to` is not after `from`. So days left are those between today
 * and the due day, and days late those between the due day and today (domain: "Working days left", "Late").
 * Costs the same for a day and for a century.
 * @throws LocalDateMalformed
 */
export function workingDaysBetween(from: LocalDate, to: LocalDate, calendar: Calendar): number {
  const [after, upTo] = [dayNumber(from), dayNumber(to)];
  if (upTo <= after) return 0;
  const { sorted } = reckonedOf(calendar);
  return weekdaysUpTo(upTo) - weekdaysUpTo(after) - (daysOffUpTo(upTo, sorted) - daysOffUpTo(after, sorted));
}

/**
 * The nth working day after the date, or before it when `workingDays` is negative; 0 gives the date itself. The date is
 * never counted.
 * @throws LocalDateMalformed
 * @throws DutyImpossible when `workingDays` is not a whole number
 */
export function addWorkingDays(date: LocalDate, workingDays: number, calendar: Calendar): LocalDate {
  if (!Number.isSafeInteger(workingDays)) throw new DutyImpossible(`${workingDays} is not a number of working days.`);
  const step = Math.sign(workingDays);
  let day = dayNumber(date);
  for (let left = Math.abs(workingDays); left > 0; ) {
    day += step;
    if (!dayOffByNumber(day, calendar)) left -= 1;
  }
  return dateOf(day);
}
