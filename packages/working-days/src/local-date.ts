import { LocalDateMalformed } from './working-days.errors.ts';

/** A day of the calendar with no time and no zone, written `YYYY-MM-DD`; the order of strings is the order of days. */
export type LocalDate = string;

const millisecondsPerDay = 86_400_000;
const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01, or undefined when the text is not a date. */
function parsedDayNumber(text: string): number | undefined {
  const [, year, month, day] = pattern.exec(text) ?? [];
  if (!year) return undefined;
  const milliseconds = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Date.UTC rolls 31 February over into March, and takes the years 0 to 99 for 1900 to 1999.
  return new Date(milliseconds).toISOString().startsWith(text) ? milliseconds / millisecondsPerDay : undefined;
}

/** Whether the text is a day that exists, written `YYYY-MM-DD`. */
export const isLocalDate = (text: string): text is LocalDate => parsedDayNumber(text) !== undefined;

/** Days are counted as whole numbers since 1970-01-01: plain arithmetic, and no zone can move them. */
export function dayNumber(date: LocalDate): number {
  const number = parsedDayNumber(date);
  if (number === undefined) throw new LocalDateMalformed(`"${date}" is not a date of the form YYYY-MM-DD.`);
  return number;
}

/** The date of a day number. */
export const dateOf = (number: number): LocalDate => new Date(number * millisecondsPerDay).toISOString().slice(0, 10);

/** Days since the last Monday: 0 Monday … 5 Saturday, 6 Sunday. 1970-01-01 was a Thursday. */
export const daysSinceMonday = (number: number): number => (((number + 3) % 7) + 7) % 7;
