import type { ConcernEvent, concernEvents, Recorded } from '@throughline/contracts';
import { type Ask, type Concern, isReferralOpen, isSettled, type Referral, type Review } from './concern.ts';

/** What the fold reads of a recorded event; a decision's events become these to see where they lead. */
export type ConcernFact = ConcernEvent & Pick<Recorded<ConcernEvent>, 'at' | 'actor' | 'forumId'>;
export type FactOf<Type extends ConcernEvent['type']> = Extract<ConcernFact, { type: Type }>;

/** What each event after the submission does to a concern. */
export type Folds = {
  readonly [Type in Exclude<ConcernEvent['type'], typeof concernEvents.submitted.type>]: (
    concern: Concern,
    fact: FactOf<Type>,
  ) => Concern;
};

/** The concern with some of its asks changed. */
export const withAsks = (concern: Concern, numbers: readonly number[], change: (ask: Ask) => Ask): Concern => ({
  ...concern,
  asks: concern.asks.map((ask) => (numbers.includes(ask.number) ? change(ask) : ask)),
});

/** The concern with one of its referrals changed. */
export const withReferral = (concern: Concern, id: string, change: (referral: Referral) => Referral): Concern => ({
  ...concern,
  referrals: concern.referrals.map((referral) => (referral.id === id ? change(referral) : referral)),
});

/** A thing without some of its fields. */
export const without = <T extends object, Key extends keyof T>(thing: T, ...keys: readonly Key[]): Omit<T, Key> =>
  Object.fromEntries(Object.entries(thing).filter(([key]) => !keys.includes(key as Key))) as Omit<T, Key>;

/** An ask that is back at its beginning: what was said of it stays in the answers. */
export const reset = (ask: Ask): Ask => ({
  ...without(ask, 'reason', 'answerId', 'commitmentId', 'finalAt', 'verdict', 'verdictAt', 'verdictTextId'),
  resolution: 'open',
});

/** Marks referrals and reviews whose asks have all been answered or gone back, each the first time that it is so. */
function settleReferrals(concern: Concern, at: string): Concern {
  const settle = <T extends Referral | Review>(thing: T, id: string): T => {
    if (thing.settledAt || isReferralOpen(concern, id)) return thing;
    const answered = concern.asks.some((ask) => thing.asks.includes(ask.number) && ask.referralId === id);
    return { ...thing, settledAt: at, settledBy: answered ? 'answer' : 'return' };
  };
  return {
    ...concern,
    referrals: concern.referrals.map((referral) => settle(referral, referral.id)),
    reviews: concern.reviews.map((review) => settle(review, review.referralId)),
  };
}

/** Where a concern stands once asks were answered or went back: the one rule behind publishing and returning. */
export function settle(concern: Concern, at: string): Concern {
  const settled = settleReferrals(concern, at);
  if (settled.asks.every(isSettled)) return { ...settled, status: 'answered', answeredAt: at };
  if (settled.referrals.some(({ id }) => isReferralOpen(settled, id))) return settled;
  return { ...settled, status: 'triaged' };
}

/** The concern with due dates told to those outside. */
export const withDues = (concern: Concern, dues: Readonly<Record<string, string>>): Concern => ({
  ...concern,
  dues: { ...concern.dues, ...dues },
});
