import { concernEvents as events } from '@throughline/contracts';
import { isOwed, meetDuty } from './duties.ts';
import { type Changes, link } from './link.ts';
import { changeAsks, resetAsk, settleAsks, withoutReferral } from './settle-asks.ts';

/** Asks on their way to an institution, and back. */
export const referralChanges: Changes = {
  [events.referred.type]: (concern, event) => {
    const { referralId, institutionId, asks, acknowledgementDue, answerDue } = event.data;
    const duty = {
      about: { referralId },
      owedBy: institutionId,
      startedAt: event.at,
      isPaused: false,
      pausedDays: 0,
      extendedByDays: 0,
    };
    return {
      status: 'referred',
      asks: changeAsks(concern.asks, asks, (ask) => ({ ...resetAsk(ask), referralId })),
      referrals: [...concern.referrals, { id: referralId, institutionId }],
      institutions: [...new Set([...concern.institutions, institutionId])],
      duties: [
        ...concern.duties,
        { ...duty, kind: 'referral-acknowledgement', due: acknowledgementDue },
        { ...duty, kind: 'answer', due: answerDue },
      ],
      links: [link(event, 'referral', 'secretariat', { id: referralId, data: { institutionId, asks } })],
    };
  },
  [events.referralAcknowledged.type]: (concern, event) => {
    const { referralId, institutionId } = event.data;
    return {
      referrals: concern.referrals.map((referral) =>
        referral.id === referralId ? { ...referral, acknowledgedAt: event.at } : referral,
      ),
      duties: meetDuty(concern.duties, event.at, 'referral-acknowledgement', referralId),
      links: [link(event, 'referral-acknowledgement', institutionId, { data: { referralId } })],
    };
  },
  [events.referralReturned.type]: (concern, event) => {
    const { referralId, institutionId, asks, reason, textId, nextInstitutionId } = event.data;
    const back = changeAsks(concern.asks, asks, (ask) => withoutReferral(resetAsk(ask)));
    return {
      ...settleAsks(concern, back, event.at),
      links: [
        link(event, 'referral-return', institutionId, {
          textId,
          data: { referralId, asks, reason, ...(nextInstitutionId && { nextInstitutionId }) },
        }),
      ],
    };
  },
  [events.referralExtended.type]: (concern, event) => {
    const { referralId, institutionId, answerDue, workingDays, reason, textId } = event.data;
    const isItsOwn = ({ referralId: about }: { readonly referralId?: string }) => about === referralId;
    const isReviewed = concern.duties.some((duty) => duty.kind === 'review' && isItsOwn(duty.about) && isOwed(duty));
    return {
      // It moves the clock that runs: the answer's, or a review's once the referral had been answered.
      duties: concern.duties.map((duty) =>
        isItsOwn(duty.about) && duty.kind === (isReviewed ? 'review' : 'answer') && isOwed(duty)
          ? { ...duty, due: answerDue, extendedByDays: workingDays }
          : duty,
      ),
      links: [link(event, 'extension', institutionId, { textId, data: { referralId, workingDays, reason } })],
    };
  },
};
