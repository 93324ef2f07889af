import { type ConcernEvent, concernEvents, type Recorded } from '@throughline/contracts';
import type { Concern } from './concern.ts';

/** What happened, in a sentence for people. */
export interface Told {
  /** An organisation's id, `secretariat`, `submitter` or `system`: never a person. */
  readonly by: string;
  readonly sentence: string;
  /** Only those who see drafts of this institution are told. */
  readonly draftOf?: string;
  /** Only those who see this institution's referrals are told. */
  readonly referralOf?: string;
}

type Teller<Type extends ConcernEvent['type']> = (
  data: Extract<ConcernEvent, { type: Type }>['data'],
  concern: Concern,
) => Told;

const plain = (code: string) => code.replaceAll('-', ' ');
const asksIn = (numbers: readonly number[]) =>
  numbers.length === 1 ? `ask ${numbers[0]}` : `asks ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
const days = (count: number) => (count === 1 ? '1 working day' : `${count} working days`);
const nameOf = (kind: string) =>
  ({
    acknowledgement: 'acknowledging the concern',
    triage: 'triaging the concern',
    'referral-acknowledgement': 'acknowledging the referral',
    answer: 'answering the referral',
    review: 'reviewing the answer',
    commitment: 'keeping the commitment',
  })[kind] ?? plain(kind);

const institutionOf = (concern: Concern, referralId: string | null | undefined) =>
  concern.referrals.find(({ id }) => id === referralId)?.institutionId;
const ofReferral = (concern: Concern, referralId: string | null | undefined) => {
  const institutionId = institutionOf(concern, referralId);
  return institutionId ? { referralOf: institutionId } : {};
};

const drafting =
  (
    sentence: string,
  ): Teller<typeof concernEvents.answerDrafted.type> & Teller<typeof concernEvents.answerDraftChanged.type> =>
  ({ referralId }, concern) => {
    const institutionId = institutionOf(concern, referralId);
    return { by: institutionId ?? 'secretariat', sentence, ...(institutionId ? { draftOf: institutionId } : {}) };
  };

const tellers: { readonly [Type in ConcernEvent['type']]: Teller<Type> } = {
  [concernEvents.submitted.type]: ({ asks, urgent }) => ({
    by: 'submitter',
    sentence: `Submitted with ${asks.length === 1 ? 'one ask' : `${asks.length} asks`}${urgent ? ', as urgent' : ''}.`,
  }),
  [concernEvents.acknowledged.type]: () => ({ by: 'secretariat', sentence: 'Acknowledged.' }),
  [concernEvents.triaged.type]: ({ theme, category, visibility, urgent }) => ({
    by: 'secretariat',
    sentence: `Triaged under ${plain(theme)}, ${plain(category)}; visible to ${plain(visibility)}${urgent ? '; urgent' : ''}.`,
  }),
  [concernEvents.rejected.type]: ({ reason }) => ({ by: 'secretariat', sentence: `Rejected: ${plain(reason)}.` }),
  [concernEvents.withdrawn.type]: ({ reason }) => ({ by: 'submitter', sentence: `Withdrawn: ${plain(reason)}.` }),
  [concernEvents.informationRequested.type]: ({ number, from, referralId }, concern) => ({
    by: from,
    sentence: `Information was asked for (request ${number}); clocks wait.`,
    ...ofReferral(concern, referralId),
  }),
  [concernEvents.informationSupplied.type]: ({ number }) => ({
    by: 'submitter',
    sentence: `The information of request ${number} was supplied.`,
  }),
  [concernEvents.consentWithdrawn.type]: ({ scopeLeft }) => ({
    by: 'submitter',
    sentence: scopeLeft.length
      ? `Consent was narrowed to ${scopeLeft.map(plain).join(', ')}.`
      : 'Consent was withdrawn.',
  }),
  [concernEvents.referred.type]: ({ asks, answerDue, institutionId }) => ({
    by: 'secretariat',
    sentence: `Referred ${asksIn(asks)}; the answer is due on ${answerDue}.`,
    referralOf: institutionId,
  }),
  [concernEvents.referralDelivered.type]: ({ channel, institutionId }) => ({
    by: 'system',
    sentence: `The referral was delivered by ${plain(channel)}.`,
    referralOf: institutionId,
  }),
  [concernEvents.referralFailed.type]: ({ channel, institutionId }) => ({
    by: 'system',
    sentence: `The referral could not be delivered by ${plain(channel)}.`,
    referralOf: institutionId,
  }),
  [concernEvents.referralAcknowledged.type]: ({ institutionId }) => ({
    by: institutionId,
    sentence: 'The referral was acknowledged.',
    referralOf: institutionId,
  }),
  [concernEvents.referralReturned.type]: ({ institutionId, asks, reason }) => ({
    by: institutionId,
    sentence: `Returned ${asksIn(asks)} as not theirs: ${plain(reason)}.`,
    referralOf: institutionId,
  }),
  [concernEvents.referralExtended.type]: ({ institutionId, workingDays, reason, answerDue }) => ({
    by: institutionId,
    sentence: `Took ${days(workingDays)} more (${plain(reason)}); due on ${answerDue} now.`,
    referralOf: institutionId,
  }),
  [concernEvents.assigned.type]: ({ referralId, assigneeId }, concern) => {
    const institutionId = institutionOf(concern, referralId);
    const sentence = assigneeId
      ? 'The referral was given to an officer.'
      : 'The referral was given to nobody in particular.';
    return { by: institutionId ?? 'system', sentence, ...(institutionId ? { draftOf: institutionId } : {}) };
  },
  [concernEvents.answerDrafted.type]: drafting('An answer was begun.'),
  [concernEvents.answerDraftChanged.type]: drafting('The draft of an answer was changed.'),
  [concernEvents.answerPublished.type]: ({ referralId, outcomes, version }, concern) => ({
    by: institutionOf(concern, referralId) ?? 'secretariat',
    sentence: `Answered${version > 1 ? ` (version ${version})` : ''}: ${outcomes
      .map(({ ask, outcome, reason }) => `ask ${ask} ${plain(outcome)} (${plain(reason)})`)
      .join('; ')}.`,
  }),
  [concernEvents.commitmentKept.type]: ({ ask, late }) => ({
    by: 'system',
    sentence: `The commitment on ask ${ask} was kept${late ? ', late' : ''}.`,
  }),
  [concernEvents.commitmentMissed.type]: ({ ask }) => ({
    by: 'system',
    sentence: `The commitment on ask ${ask} was missed.`,
  }),
  [concernEvents.verdictGiven.type]: ({ verdicts }) => ({
    by: 'submitter',
    sentence: `Verdict: ${verdicts.map(({ ask, verdict }) => `ask ${ask} ${plain(verdict)}`).join('; ')}.`,
  }),
  [concernEvents.concluded.type]: ({ by, missing }) => ({
    by: 'system',
    sentence:
      by === 'lapse'
        ? `Concluded: no verdict on ${asksIn(missing)} within 28 days.`
        : 'Concluded: every ask has its verdict.',
  }),
  [concernEvents.reopened.type]: ({ asks, reason }) => ({
    by: 'submitter',
    sentence: `Reopened for ${asksIn(asks)}: ${plain(reason)}.`,
  }),
  [concernEvents.endorsed.type]: ({ organisationId, peopleAffectedBand }) => ({
    by: organisationId,
    sentence: `Endorsed, for ${plain(peopleAffectedBand)} people.`,
  }),
  [concernEvents.endorsementWithdrawn.type]: ({ organisationId }) => ({
    by: organisationId,
    sentence: 'The endorsement was withdrawn.',
  }),
  [concernEvents.merged.type]: () => ({ by: 'secretariat', sentence: 'Merged into another concern.' }),
  [concernEvents.unmerged.type]: ({ reason }) => ({
    by: 'secretariat',
    sentence: `The merge was undone: ${plain(reason)}.`,
  }),
  [concernEvents.absorbed.type]: () => ({ by: 'system', sentence: 'Took in another concern.' }),
  [concernEvents.released.type]: () => ({ by: 'system', sentence: 'Let go a concern that it had taken in.' }),
  [concernEvents.placedOnAgenda.type]: () => ({ by: 'secretariat', sentence: 'Marked for the next meeting.' }),
  [concernEvents.clockReminded.type]: ({ kind, due, workingDaysLeft, about }, concern) => ({
    by: 'system',
    sentence: `Reminder: ${nameOf(kind)} is due on ${due}, ${days(workingDaysLeft)} left.`,
    ...ofReferral(concern, about.referralId),
  }),
  [concernEvents.clockOverdue.type]: ({ kind, due, about }, concern) => ({
    by: 'system',
    sentence: `Overdue: ${nameOf(kind)} was due on ${due}.`,
    ...ofReferral(concern, about.referralId),
  }),
  [concernEvents.clocksRecalculated.type]: ({ cause, clocks }) => ({
    by: 'system',
    sentence: `Due dates moved (${plain(cause)}): ${clocks
      .map(({ kind, due, state }) => `${nameOf(kind)} ${state === 'paused' ? 'waits' : due}`)
      .join('; ')}.`,
  }),
  [concernEvents.textErased.type]: ({ reason }) => ({ by: 'system', sentence: `Words were erased: ${plain(reason)}.` }),
};

/** An event as its concern's history tells it. */
export function tell(event: Recorded<ConcernEvent>, concern: Concern): Told {
  const teller = tellers[event.type] as Teller<ConcernEvent['type']>;
  return teller(event.data as never, concern);
}
