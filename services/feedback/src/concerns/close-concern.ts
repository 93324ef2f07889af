import { concernEvents } from '@throughline/contracts';
import type { NewWords } from '@throughline/persistence';
import type { Concern } from './concern.ts';
import { type ConcernDecision, hashesOf, wordsOf } from './given.ts';
import { handling } from './handling.ts';

/** The secretariat does not take the concern up, and says why. */
export function rejectConcern(
  concern: Concern,
  { reason, text }: { readonly reason: string; readonly text: NewWords },
): ConcernDecision {
  handling.require(concern.status, 'reject');
  const rejected = concernEvents.rejected.of({ reason, textId: text.textId, ...hashesOf([text]) });
  return { events: [rejected], words: wordsOf([text]) };
}

/** The submitter takes the concern back while it is open. */
export function withdrawConcern(concern: Concern, { reason }: { readonly reason: string }): ConcernDecision {
  handling.require(concern.status, 'withdraw');
  return [concernEvents.withdrawn.of({ reason })];
}
