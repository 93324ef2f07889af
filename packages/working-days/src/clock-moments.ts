import { addWorkingDays, type Calendar } from './calendar.ts';
import { deadline } from './deadline.ts';
import { type CountedDuty, type DatedDuty, type Duty, endOf, isDated } from './duty.ts';
import { dateOf, dayNumber, type LocalDate } from './local-date.ts';
import { endOfLocalDay, startOfLocalDay } from './time-zone.ts';

/** An instant at which a clock has something to say. */
export type ClockMoment =
  | { readonly kind: 'reminder'; readonly workingDaysLeft: number; readonly at: Date }
  | { readonly kind: 'overdue'; readonly at: Date };

/** Who owes something is reminded when this many working days are left. */
const remindedAt = [5, 1] as const;

interface Spoken {
  readonly workingDaysLeft: number;
  readonly on: LocalDate;
}

/** Left are the counted days after today, so `n` are left from the start of the counted day with `n` behind it. */
function remindersOfCounted(duty: CountedDuty, calendar: Calendar): { due: LocalDate | null; reminders: Spoken[] } {
  const { due, explanation } = deadline(duty, calendar);
  const counted = explanation.filter((day) => day.counted);
  const reminders = remindedAt.flatMap((workingDaysLeft) => {
    // Too short a duty has that many left from its very start: telling it is the referral's notice, not a reminder.
    const on = counted.at(-1 - workingDaysLeft)?.date;
    return on ? [{ workingDaysLeft, on }] : [];
  });
  return { due, reminders };
}

/** Counted back from the day after, because the date may itself be no working day. */
function remindersOfDated({ due }: DatedDuty, calendar: Calendar): { due: LocalDate; reminders: Spoken[] } {
  const dayAfter = dateOf(dayNumber(due) + 1);
  const reminders = remindedAt.map((workingDaysLeft) => ({
    workingDaysLeft,
    on: addWorkingDays(dayAfter, -1 - workingDaysLeft, calendar),
  }));
  return { due, reminders };
}

/**
 * The instants at which the clock speaks, in order: the start of the local days from which 5 and 1 working days are left,
 * and the start of the local day after the due day, from which it is overdue. None for a duty that was met or cancelled
 * or that stands still; a reminder is left out when the duty began with no more days than that.
 *
 * A moment may lie in the past: after a pause, an extension or a changed calendar it may already have been spoken, and
 * what was spoken is the caller's record. The earliest not spoken yet is the aggregate's `nextDueAt`.
 * @throws DutyImpossible, LocalDateMalformed, TimeZoneUnknown as `deadline` does
 */
export function nextMoments(duty: Duty, calendar: Calendar): readonly ClockMoment[] {
  if (endOf(duty)) return [];
  const { due, reminders } = isDated(duty) ? remindersOfDated(duty, calendar) : remindersOfCounted(duty, calendar);
  if (due === null) return [];
  const { startedAt } = duty;
  const moments: ClockMoment[] = reminders
    .map(({ workingDaysLeft, on }) => ({
      kind: 'reminder' as const,
      workingDaysLeft,
      at: startOfLocalDay(on, calendar.timeZone),
    }))
    .filter(({ at }) => !startedAt || at > startedAt);
  return [...moments, { kind: 'overdue', at: endOfLocalDay(due, calendar.timeZone) }];
}
