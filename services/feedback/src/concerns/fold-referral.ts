import { concernEvents, defaultStandards } from '@throughline/contracts';
import { type Concern, clockKey, isUnderReview } from './concern.ts';
import { type FactOf, type Folds, reset, settle, withAsks, withDues, without, withReferral } from './fold-parts.ts';

function returned(concern: Concern, { data, at }: FactOf<typeof concernEvents.referralReturned.type>): Concern {
  const { asks, reason, nextInstitutionId, textId } = data;
  const back = withAsks(concern, asks, (ask) => without(reset(ask), 'referralId'));
  const entry = { at, reason, asks: [...asks], textId, ...(nextInstitutionId ? { nextInstitutionId } : {}) };
  return settle(
    withReferral(back, data.referralId, (referral) => ({ ...referral, returns: [...referral.returns, entry] })),
    at,
  );
}

/** An extension moves the clock that runs: the answer's, or a review's once the referral had been answered. */
const extendedClock = (concern: Concern, referralId: string) =>
  clockKey(isUnderReview(concern, referralId) ? 'review' : 'answer', referralId);

/** Sending asks to an institution, and what it does with them before it answers. */
export const referralFolds = {
  [concernEvents.referred.type]: (concern, { data, at }) => ({
    ...withAsks(concern, data.asks, (ask) => ({ ...reset(ask), referralId: data.referralId })),
    status: 'referred',
    referrals: [
      ...concern.referrals,
      {
        id: data.referralId,
        institutionId: data.institutionId,
        asks: [...data.asks],
        at,
        acknowledgementDays: data.acknowledgementDays ?? defaultStandards.referralAcknowledgementDays,
        answerDays: data.answerDays ?? defaultStandards.answerDays,
        delivery: 'pending',
        returns: [],
      },
    ],
    dues: {
      ...concern.dues,
      [clockKey('referral-acknowledgement', data.referralId)]: data.acknowledgementDue,
      [clockKey('answer', data.referralId)]: data.answerDue,
    },
  }),
  [concernEvents.referralDelivered.type]: (concern, { data }) =>
    withReferral(concern, data.referralId, (referral) => ({ ...referral, delivery: 'delivered' })),
  [concernEvents.referralFailed.type]: (concern, { data }) =>
    withReferral(concern, data.referralId, (referral) => ({ ...referral, delivery: 'failed' })),
  [concernEvents.referralAcknowledged.type]: (concern, { data, at }) =>
    withReferral(concern, data.referralId, (referral) => ({ ...referral, acknowledgedAt: at })),
  [concernEvents.referralReturned.type]: returned,
  [concernEvents.referralExtended.type]: (concern, { data, at }) =>
    withDues(
      withReferral(concern, data.referralId, (referral) => ({
        ...referral,
        extension: { at, workingDays: data.workingDays, reason: data.reason, textId: data.textId },
      })),
      { [extendedClock(concern, data.referralId)]: data.answerDue },
    ),
  [concernEvents.assigned.type]: (concern, { data }) =>
    withReferral(concern, data.referralId, (referral) =>
      data.assigneeId ? { ...referral, assigneeId: data.assigneeId } : without(referral, 'assigneeId'),
    ),
} satisfies Partial<Folds>;
