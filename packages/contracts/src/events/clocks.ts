import { z } from 'zod';
import { clockKind, clockState, recalculationCause } from '../code-lists.ts';
import { askNumber, id, isoDate, secretariatOrOrganisation, workingDays } from '../scalars.ts';

/** What a duty is about, inside the event's own aggregate; empty when it is the whole aggregate. */
const about = z.strictObject({
  referralId: id('ref').exactOptional(),
  commitmentId: id('cmt').exactOptional(),
  ask: askNumber.exactOptional(),
});

const duty = { kind: clockKind, about, owedBy: secretariatOrOrganisation, due: isoDate };

/** `workingDaysLeft`: those after today up to and with the due day, 0 on it. */
export const clockReminded = z.strictObject({ ...duty, workingDaysLeft: workingDays });

/** `workingDaysLate`: those after the due day up to and with today; 0 when no working day has passed since. */
export const clockOverdue = z.strictObject({ ...duty, workingDaysLate: workingDays });

/** Every clock that moved, as it stands now; `pausedDays` and `extendedByDays` are working days. */
export const clocksRecalculated = z.strictObject({
  cause: recalculationCause,
  clocks: z
    .array(z.strictObject({ ...duty, state: clockState, pausedDays: workingDays, extendedByDays: workingDays }))
    .min(1)
    .max(200),
});
