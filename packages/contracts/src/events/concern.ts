import type { EventsOf } from '../define-event.ts';
import { concernAnswerEvents } from './concern-answer.ts';
import { concernIntakeEvents } from './concern-intake.ts';
import { concernReferralEvents } from './concern-referral.ts';
import { concernUpkeepEvents } from './concern-upkeep.ts';

/** Everything that happens to a concern: intake, referral, answer and what follows from it, and its upkeep. */
export const concernEvents = {
  ...concernIntakeEvents,
  ...concernReferralEvents,
  ...concernAnswerEvents,
  ...concernUpkeepEvents,
};
export type ConcernEvent = EventsOf<typeof concernEvents>;
