import type { ClockKind, ClockState } from '@throughline/contracts';
import { type Calendar, readClock } from '@throughline/working-days';
import type { Doer, DutyMirror } from '../concerns/concern-mirror.ts';

/** A clock as the API shows it; days are working days. */
export interface ClockShown {
  readonly kind: ClockKind;
  readonly owedBy: Doer;
  readonly about: DutyMirror['about'];
  readonly startedAt: string;
  readonly due: string;
  readonly state: ClockState;
  readonly workingDaysLeft: number;
  readonly workingDaysLate: number;
  readonly pausedDays: number;
  readonly extendedByDays: number;
}

const instant = (text: string | undefined) => (text ? new Date(text) : undefined);

/** Reads a mirrored duty at `now`: its owner reckoned the due day, the forum's calendar tells how far away it is. */
export function showClock(duty: DutyMirror, calendar: Calendar, now: Date): ClockShown {
  const { kind, owedBy, about, startedAt, due, pausedDays, extendedByDays } = duty;
  const reading = readClock(
    { due, startedAt: new Date(startedAt), metAt: instant(duty.metAt), cancelledAt: instant(duty.cancelledAt) },
    calendar,
    now,
  );
  return {
    kind,
    owedBy,
    about,
    startedAt,
    due,
    state: duty.isPaused && reading.state === 'running' ? 'paused' : reading.state,
    workingDaysLeft: reading.workingDaysLeft ?? 0,
    workingDaysLate: reading.workingDaysLate,
    pausedDays,
    extendedByDays,
  };
}
