import { type Calendar, localDate, workingDaysBetween } from '@throughline/working-days';
import { neverDue } from '../concerns/concern-mirror.ts';

/** How urgent a concern is on a dashboard, from its earliest due day. */
export const clockGroups = ['overdue', 'due-soon', 'running', 'paused', 'none'] as const;

/** One of {@link clockGroups}. */
export type ClockGroup = (typeof clockGroups)[number];

const soonDays = 5;

/** Where a concern stands: due soon means at most five working days left, the moment of the first reminder. */
export function clockGroupOf(
  { nextDue, isPaused }: { readonly nextDue: string; readonly isPaused: boolean },
  calendar: Calendar,
  now: Date,
): ClockGroup {
  if (nextDue === neverDue) return isPaused ? 'paused' : 'none';
  const today = localDate(now, calendar.timeZone);
  if (nextDue < today) return 'overdue';
  return workingDaysBetween(today, nextDue, calendar) <= soonDays ? 'due-soon' : 'running';
}
