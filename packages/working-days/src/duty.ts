import type { LocalDate } from './local-date.ts';

/** A time during which information was awaited from the submitter, so that the duty did not run. */
export interface Pause {
  readonly from: Date;
  /** Absent while it is still awaited. */
  readonly to?: Date | undefined;
}

/** How a duty ended, where it has. What happens afterwards moves neither its due date nor its state. */
interface Ending {
  readonly metAt?: Date | undefined;
  readonly cancelledAt?: Date | undefined;
}

/** A duty with a number of working days to be done in: acknowledgement, triage, answer, review… */
export interface CountedDuty extends Ending {
  readonly startedAt: Date;
  /** Whole, at least 1. */
  readonly workingDays: number;
  /** Working days granted on top, counted on from the old due date. Whole; how many may be granted is the caller's rule. */
  readonly extendedByDays?: number | undefined;
  /** In any order; they may overlap. */
  readonly pauses?: readonly Pause[] | undefined;
}

/** A duty with a date of its own, which no pause moves: a commitment, an action. */
export interface DatedDuty extends Ending {
  readonly due: LocalDate;
  /** When it was taken on: no reminder is due before. */
  readonly startedAt?: Date | undefined;
}

/** The facts from which a clock is derived: who owes what is the caller's; by when is reckoned here. */
export type Duty = CountedDuty | DatedDuty;

export const isDated = (duty: Duty): duty is DatedDuty => 'due' in duty;

/** The instant at which the duty came to an end; undefined while it is owed. */
export function endOf({ metAt, cancelledAt }: Ending): Date | undefined {
  if (metAt && cancelledAt) return metAt <= cancelledAt ? metAt : cancelledAt;
  return metAt ?? cancelledAt;
}
