import { concernEvents } from '@throughline/contracts';
import type { NewWords } from '@throughline/persistence';
import { AskNotAnswered } from './concern.errors.ts';
import { type Concern, isSettled } from './concern.ts';
import { dueOfFresh } from './concern-clocks.ts';
import { type ConcernDecision, type Given, hashesOf, requireAsks, wordsOf } from './given.ts';
import { handling } from './handling.ts';

export interface ReopenConcern {
  readonly asks: readonly number[];
  readonly reason: string;
  readonly text: NewWords;
}

/**
 * Has answered asks looked at again. A review goes to the ask's last referral, to be published by somebody else than the
 * answer under review was; an ask that had none goes back to the secretariat. `reviewDaysOf` is the institution's standard.
 */
export function reopenConcern(
  concern: Concern,
  { asks, reason, text }: ReopenConcern,
  { now, setting, reviewDaysOf }: Given & { readonly reviewDaysOf: (institutionId: string) => number },
): ConcernDecision {
  handling.require(concern.status, 'reopen');
  const reviews = requireAsks(concern, asks).map((ask) => {
    if (!isSettled(ask)) throw new AskNotAnswered(ask.number);
    const referral = concern.referrals.find(({ id }) => id === ask.referralId);
    if (!referral) return { ask: ask.number, referralId: null, due: null };
    const reviewDays = reviewDaysOf(referral.institutionId);
    const due = dueOfFresh(setting.calendar, reviewDays, now);
    return { ask: ask.number, referralId: referral.id, due, reviewDays };
  });
  const reopened = concernEvents.reopened.of({ asks, reason, textId: text.textId, reviews, ...hashesOf([text]) });
  return { events: [reopened], words: wordsOf([text]) };
}
