import { isFinalOutcome } from '@throughline/contracts';
import type { AskMirror, ConcernMirror, DutyMirror } from './concern-mirror.ts';
import { isOwed } from './duties.ts';

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

/** How a referral's duty ends with the referral: met where an ask was answered, fallen away where all went back. */
function ended(duty: DutyMirror, asks: readonly AskMirror[], at: string): DutyMirror {
  const isAnswered = asks.some(
    ({ number, referralId }) => referralId === duty.about.referralId && (duty.reviewed?.includes(number) ?? true),
  );
  // Whoever answers or returns it has plainly received it.
  const isMet = duty.kind === 'referral-acknowledgement' || isAnswered;
  return { ...duty, isPaused: false, ...(isMet ? { metAt: at } : { cancelledAt: at }) };
}

/**
 * What follows when asks were answered or went back (domain: "publish an answer", "return a referral"): the concern is
 * answered once every ask is settled, and back with the secretariat when no institution has one any more. A referral's
 * clocks end with its last ask.
 */
export function settleAsks(
  { referrals, duties, status }: ConcernMirror,
  asks: readonly AskMirror[],
  at: string,
): Pick<ConcernMirror, 'asks' | 'status' | 'duties'> {
  const isWithSomebody = referrals.some(({ id }) => isOpen(asks, id));
  return {
    asks,
    status: asks.every(isSettled) ? 'answered' : isWithSomebody ? status : 'triaged',
    duties: duties.map((duty) => {
      const { referralId } = duty.about;
      return referralId && isOwed(duty) && !isOpen(asks, referralId) ? ended(duty, asks, at) : duty;
    }),
  };
}
