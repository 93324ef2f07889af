import { isFinalOutcome } from '@throughline/contracts';
import type { AskMirror, ConcernMirror } from './concern-mirror.ts';
import { cancelDuties, meetDuty } from './duties.ts';

/** Whether nothing more is to be said to an ask. */
export const isSettled = ({ outcome }: Pick<AskMirror, 'outcome'>): boolean =>
  outcome !== undefined && isFinalOutcome(outcome);

/** Whether an institution still has an ask of this referral. */
const isOpen = (asks: readonly AskMirror[], referralId: string) =>
  asks.some((ask) => ask.referralId === referralId && !isSettled(ask));

/** The asks with these numbers changed. */
export const changeAsks = (
  asks: readonly AskMirror[],
  numbers: readonly number[],
  change: (ask: AskMirror) => AskMirror,
): AskMirror[] => asks.map((ask) => (numbers.includes(ask.number) ? change(ask) : ask));

/** An ask that is back at its beginning; what was said to it stays in the links. */
export function resetAsk({ number, textId, category, referralId }: AskMirror): AskMirror {
  return { number, textId, ...(category && { category }), ...(referralId && { referralId }) };
}

/** An ask that has gone back to the secretariat. */
export function withoutReferral(ask: AskMirror): AskMirror {
  const { referralId: _, isUnderReview: __, ...left } = ask;
  return left;
}

/**
 * What follows when asks were answered or went back (domain: "published an answer", "return a referral"): the concern is
 * answered once every ask is settled, and back with the secretariat when no institution has one any more. A referral's
 * clocks end with its last ask: met where one was answered, fallen away where all went back.
 */
export function settleAsks(
  { referrals, duties, status }: ConcernMirror,
  asks: readonly AskMirror[],
  at: string,
): Pick<ConcernMirror, 'asks' | 'status' | 'duties'> {
  const over = referrals.filter(({ id }) => !isOpen(asks, id));
  const ended = over.reduce((left, { id }) => {
    const acknowledged = meetDuty(left, at, 'referral-acknowledgement', id);
    if (!asks.some(({ referralId }) => referralId === id)) return cancelDuties(acknowledged, at, id);
    return meetDuty(meetDuty(acknowledged, at, 'answer', id), at, 'review', id);
  }, duties);
  const isWithSomebody = over.length < referrals.length;
  return { asks, duties: ended, status: asks.every(isSettled) ? 'answered' : isWithSomebody ? status : 'triaged' };
}
