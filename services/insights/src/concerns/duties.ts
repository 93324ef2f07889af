import type { ClockKind, ClockState } from '@throughline/contracts';
import { type DutyMirror, neverDue } from './concern-mirror.ts';

interface RecalculatedClock {
  readonly kind: ClockKind;
  readonly about: DutyMirror['about'];
  readonly due: string;
  readonly state: ClockState;
  readonly pausedDays: number;
  readonly extendedByDays: number;
}

/** Whether somebody still owes it. */
export const isOwed = ({ metAt, cancelledAt }: DutyMirror): boolean => !metAt && !cancelledAt;
const isAbout = (duty: DutyMirror, referralId: string | undefined) =>
  referralId === undefined || duty.about.referralId === referralId;

/** The duties with those of this kind (and referral) met at `at`, where they were still owed. */
export const meetDuty = (
  duties: readonly DutyMirror[],
  at: string,
  kind: ClockKind,
  referralId?: string,
): readonly DutyMirror[] =>
  duties.map((duty) =>
    duty.kind === kind && isAbout(duty, referralId) && isOwed(duty) ? { ...duty, metAt: at, isPaused: false } : duty,
  );

/** The duties with what was still owed fallen away. */
export const cancelDuties = (duties: readonly DutyMirror[], at: string): readonly DutyMirror[] =>
  duties.map((duty) => (isOwed(duty) ? { ...duty, cancelledAt: at, isPaused: false } : duty));

/** The duties with what fell away at that moment owed again: a merge that was undone. */
export const restoreDuties = (duties: readonly DutyMirror[], cancelledAt: string | undefined): readonly DutyMirror[] =>
  duties.map((duty) => {
    if (cancelledAt === undefined || duty.cancelledAt !== cancelledAt) return duty;
    const { cancelledAt: _, ...owed } = duty;
    return owed;
  });

/** The duties with the dates and states that their owner has reckoned anew. */
export const recalculate = (
  duties: readonly DutyMirror[],
  clocks: readonly RecalculatedClock[],
): readonly DutyMirror[] =>
  duties.map((duty) => {
    const clock = clocks.find(
      ({ kind, about }) =>
        kind === duty.kind &&
        about.referralId === duty.about.referralId &&
        about.commitmentId === duty.about.commitmentId,
    );
    if (!clock || !isOwed(duty)) return duty;
    const { due, pausedDays, extendedByDays } = clock;
    return { ...duty, due, pausedDays, extendedByDays, isPaused: clock.state === 'paused' };
  });

/** The earliest due day still owed; a paused duty is owed by nobody just now. */
export const nextDueOf = (duties: readonly DutyMirror[]): string =>
  duties
    .filter((duty) => isOwed(duty) && !duty.isPaused)
    .reduce((earliest, { due }) => (due < earliest ? due : earliest), neverDue);
