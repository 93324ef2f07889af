import { dateOf, dayNumber, type LocalDate } from './local-date.ts';
import { TimeZoneUnknown } from './working-days.errors.ts';

const millisecondsPerMinute = 60_000;
const minutesPerDay = 1_440;
/** Liberia was the last to leave an offset of odd seconds, on 7 January 1972. */
const offsetsAreMinutesSince = Date.UTC(1973, 0, 1);

/** Making a formatter costs a hundred times its use. Bounded by the zones that exist, since an unknown one throws. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  try {
    // Canadian English writes YYYY-MM-DD; calendar and digits are pinned so that no locale data can change them.
    const formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formatters.set(timeZone, formatter);
    return formatter;
  } catch (cause) {
    throw new TimeZoneUnknown(`"${timeZone}" is not a known time zone.`, { cause });
  }
}

/** Whether the name is one of the IANA time-zone database as this machine has it. */
export function isTimeZone(name: string): boolean {
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What was asked last of a zone, by its minute: submissions come thick, and their dates are the same. */
const latest = new Map<string, { readonly minute: number; readonly date: LocalDate }>();

/**
 * The day that a clock on the wall of that zone shows at the instant. Since 1973 every offset is of whole minutes, and
 * changes on one, so the instants of a minute share their date; older ones are asked for one by one.
 * @throws TimeZoneUnknown
 */
export function localDate(instant: Date, timeZone: string): LocalDate {
  const minute = Math.floor(instant.getTime() / millisecondsPerMinute);
  const known = latest.get(timeZone);
  if (known?.minute === minute) return known.date;
  const date = formatterOf(timeZone).format(instant);
  if (instant.getTime() >= offsetsAreMinutesSince) latest.set(timeZone, { minute, date });
  return date;
}

/**
 * The first instant of a day in the zone. It is searched for on the formatter, not reckoned from an offset, so it holds
 * on a day that begins at 01:00 because the clocks went forward at midnight, and on one that midnight strikes twice.
 * A day that a zone left out altogether (Samoa, 30 December 2011) begins where the next one does.
 * @throws LocalDateMalformed, TimeZoneUnknown
 */
export function startOfLocalDay(date: LocalDate, timeZone: string): Date {
  const utcMidnight = dayNumber(date) * minutesPerDay;
  // No zone is further than 14 hours ahead of UTC or 12 behind, and since 1972 every offset is of whole minutes.
  let before = utcMidnight - 15 * 60;
  let notBefore = utcMidnight + 15 * 60;
  while (notBefore - before > 1) {
    const middle = Math.floor((before + notBefore) / 2);
    if (localDate(new Date(middle * millisecondsPerMinute), timeZone) < date) before = middle;
    else notBefore = middle;
  }
  return new Date(notBefore * millisecondsPerMinute);
}

/**
 * The end of a day in the zone: the first instant that belongs to it no more. A duty due on the day is in time before
 * this instant and overdue from it on.
 * @throws LocalDateMalformed, TimeZoneUnknown
 */
export const endOfLocalDay = (date: LocalDate, timeZone: string): Date =>
  startOfLocalDay(dateOf(dayNumber(date) + 1), timeZone);
