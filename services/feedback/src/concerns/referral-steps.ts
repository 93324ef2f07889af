import { concernEvents, type NoticeChannel } from '@throughline/contracts';
import type { NewWords } from '@throughline/persistence';
import { readClock } from '@throughline/working-days';
import { NextInstitutionMismatch, ReferralAlreadyExtended } from './concern.errors.ts';
import { type Concern, isSettled, isUnderReview } from './concern.ts';
import { dutiesOf } from './concern-clocks.ts';
import { evolve } from './concern-fold.ts';
import { type ConcernDecision, type Given, hashesOf, requireOpenReferral, requireReferral, wordsOf } from './given.ts';
import { handling } from './handling.ts';

/** What an institution does with a referral before it answers. */

export function acknowledgeReferral(concern: Concern, referralId: string): ConcernDecision {
  const referral = requireReferral(concern, referralId);
  handling.require(concern.status, 'acknowledgeReferral');
  if (referral.acknowledgedAt) return [];
  requireOpenReferral(concern, referralId);
  return [concernEvents.referralAcknowledged.of({ referralId, institutionId: referral.institutionId })];
}

/** Whoever is not responsible names who is, another than itself; only where nobody is known can nobody be named. */
export function checkNextInstitution(
  { reason, nextInstitutionId }: { readonly reason: string; readonly nextInstitutionId?: string | undefined },
  institutionId: string,
): void {
  if ((reason === 'unknown-body') === (nextInstitutionId !== undefined) || nextInstitutionId === institutionId)
    throw new NextInstitutionMismatch();
}

export interface ReturnReferral {
  readonly referralId: string;
  readonly reason: string;
  readonly text: NewWords;
  readonly nextInstitutionId?: string | undefined;
}

/** Not ours: what is still open goes back to the secretariat, whose referral onward starts the next institution's clock. */
export function returnReferral(concern: Concern, command: ReturnReferral): ConcernDecision {
  const { referralId, reason, text, nextInstitutionId } = command;
  const { institutionId } = requireReferral(concern, referralId);
  handling.require(concern.status, 'returnReferral');
  requireOpenReferral(concern, referralId);
  checkNextInstitution(command, institutionId);
  const asks = concern.asks.filter((ask) => ask.referralId === referralId && !isSettled(ask));
  const returned = concernEvents.referralReturned.of({
    referralId,
    institutionId,
    asks: asks.map(({ number }) => number),
    reason,
    textId: text.textId,
    ...(nextInstitutionId ? { nextInstitutionId } : {}),
    ...hashesOf([text]),
  });
  return { events: [returned], words: wordsOf([text]) };
}

export interface ExtendReferral {
  readonly referralId: string;
  readonly workingDays: number;
  readonly reason: string;
  readonly text: NewWords;
}

/** Counted on from the old due date, once per referral, whether its answer or a review of it is owed. */
export function extendReferral(
  concern: Concern,
  command: ExtendReferral,
  { now, setting, actor }: Given,
): ConcernDecision {
  const { referralId, workingDays, reason, text } = command;
  const { institutionId, extension } = requireReferral(concern, referralId);
  handling.require(concern.status, 'extendReferral');
  requireOpenReferral(concern, referralId);
  if (extension) throw new ReferralAlreadyExtended();
  const kind = isUnderReview(concern, referralId) ? 'review' : 'answer';
  const dueIn = (state: Concern) => {
    const owed = dutiesOf(state).findLast((entry) => entry.kind === kind && entry.about.referralId === referralId);
    return owed && readClock(owed.duty, setting.calendar, now).due;
  };
  const told = concern.dues[`${kind}/${referralId}`] ?? '';
  const extended = (previousDue: string, answerDue: string) =>
    concernEvents.referralExtended.of({
      referralId,
      institutionId,
      workingDays,
      reason,
      textId: text.textId,
      previousDue,
      answerDue,
      ...hashesOf([text]),
    });
  const previousDue = dueIn(concern) ?? told;
  const after = evolve(concern, { ...extended(previousDue, previousDue), at: now.toISOString(), actor });
  // While information is awaited no due date follows; the end of the pause will tell the new one.
  return { events: [extended(previousDue, dueIn(after) ?? previousDue)], words: wordsOf([text]) };
}

/** What became of the notice about a referral. It reports on delivery and never on handling, so any status will do. */
export function recordDelivery(
  concern: Concern,
  { referralId, channel, failure }: { referralId: string; channel: NoticeChannel; failure?: string | undefined },
): ConcernDecision {
  const referral = concern.referrals.find(({ id }) => id === referralId);
  if (!referral || referral.delivery === 'delivered') return [];
  const delivery = { referralId, institutionId: referral.institutionId, channel };
  if (failure === undefined) return [concernEvents.referralDelivered.of(delivery)];
  return referral.delivery === 'failed' ? [] : [concernEvents.referralFailed.of({ ...delivery, reason: failure })];
}
