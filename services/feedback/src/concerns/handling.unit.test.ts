import { type HandlingStatus, handlingStatuses, openStatuses } from '@throughline/contracts';
import { NotAllowedNow } from '@throughline/kernel';
import {
  after,
  answerId,
  asked,
  commitmentId,
  concernId,
  concluded,
  drafted,
  endorsed,
  forumId,
  given,
  hub,
  judged,
  merged,
  published,
  referralId,
  referred,
  rejected,
  reopened,
  submitted,
  told,
  triaged,
  withdrawn,
  words,
} from '../../test/telling.ts';
import { acknowledgeConcern } from './acknowledge-concern.ts';
import { answerOutsideCompetence } from './answer-outside-competence.ts';
import { requestInformation, supplyInformation } from './await-information.ts';
import { rejectConcern, withdrawConcern } from './close-concern.ts';
import type { Concern } from './concern.ts';
import { draftAnswer } from './draft-answer.ts';
import { endorseConcern, withdrawEndorsement } from './endorse-concern.ts';
import { giveVerdicts } from './give-verdicts.ts';
import type { ConcernDecision } from './given.ts';
import { type ConcernCommand, handling, isOpen } from './handling.ts';
import { letClocksSpeak } from './let-clocks-speak.ts';
import { mergeConcern, unmergeConcern } from './merge-concern.ts';
import { placeOnAgenda } from './place-on-agenda.ts';
import { publishAnswer } from './publish-answer.ts';
import { referAsks } from './refer-asks.ts';
import { acknowledgeReferral, extendReferral, returnReferral } from './referral-steps.ts';
import { reopenConcern } from './reopen-concern.ts';
import { keepCommitment, missCommitment } from './settle-commitment.ts';
import { triageConcern } from './triage-concern.ts';
import { withdrawConsent } from './withdraw-consent.ts';

const now = given('2027-02-08T10:00:00Z', { actor: 'per_00000000000000000000000009' });

/*
 * One concern per status, each with everything in it that any command may be about: three asks (the third with nobody
 * where that can be), a commitment still open, a request unanswered, an endorsement, a draft where there can be one.
 */
const intake = [submitted({ asks: 3 }), asked(), endorsed()];
const withReferral = [...intake, triaged({ asks: 3 }), referred(1, [1]), referred(2, [2])];
const oneAgreed = published({ answer: 1, referral: 1, asks: [1], outcome: 'agreed', kept: false, due: '2027-01-22' });
const everythingAnswered = [
  ...withReferral,
  referred(3, [3]),
  oneAgreed,
  published({ answer: 2, referral: 2, asks: [2] }),
  published({ answer: 3, referral: 3, asks: [3] }),
];

const inStatus: Record<HandlingStatus, Concern> = {
  received: told(...intake),
  triaged: told(...intake, triaged({ asks: 3 }), referred(1, [1]), oneAgreed),
  referred: told(...withReferral, oneAgreed, drafted({ answer: 9, referral: 2, asks: [2] })),
  answered: told(...everythingAnswered),
  'under-review': told(...everythingAnswered, reopened([2], 2), drafted({ answer: 9, referral: 2, asks: [2] })),
  concluded: told(...everythingAnswered, judged([1, 2, 3]), concluded()),
  rejected: told(...intake, rejected()),
  withdrawn: told(...withReferral, oneAgreed, withdrawn()),
  merged: told(...withReferral, oneAgreed, merged()),
};

const target = told(submitted());
const reading = (number: number) => ({ number, text: words() });
const held = referralId(2);

const attempts: Record<ConcernCommand, (concern: Concern) => ConcernDecision> = {
  acknowledge: acknowledgeConcern,
  triage: (concern) =>
    triageConcern(concern, {
      theme: 'safety-and-security',
      category: 'housing',
      publicSummary: words(),
      asks: [1, 2, 3].map(reading),
      visibility: 'parties',
      urgent: false,
    }),
  reject: (concern) => rejectConcern(concern, { reason: 'duplicate', text: words() }),
  requestInformation: (concern) =>
    requestInformation(concern, { from: 'org_00000000000000000000000002', text: words() }, now),
  supplyInformation: (concern) => supplyInformation(concern, { number: 1, text: words() }, now),
  refer: (concern) => referAsks(concern, { institutionId: 'org_00000000000000000000000002', asks: [3] }, now),
  acknowledgeReferral: (concern) => acknowledgeReferral(withPart(concern), held),
  returnReferral: (concern) =>
    returnReferral(withPart(concern), { referralId: held, reason: 'unknown-body', text: words() }),
  extendReferral: (concern) =>
    extendReferral(withPart(concern), { referralId: held, workingDays: 10, reason: 'complex', text: words() }, now),
  draftAnswer: (concern) =>
    draftAnswer(
      withPart(concern),
      {
        referralId: held,
        outcomes: [{ ask: 2, outcome: 'declined', reason: 'no-resources', text: words(), plain: words() }],
      },
      now,
    ),
  publishAnswer: (concern) => publishAnswer(withDraft(withPart(concern)), { answerId: answerId(9) }, now),
  answerOutsideCompetence: (concern) =>
    answerOutsideCompetence(
      concern,
      { ask: 3, reason: 'no-legal-power', text: words(), plain: words(), signpost: words() },
      now,
    ),
  keepCommitment: (concern) => keepCommitment(withPart(concern), { commitmentId: commitmentId(101) }, now),
  missCommitment: (concern) => missCommitment(withPart(concern), { commitmentId: commitmentId(101) }, now),
  giveVerdicts: (concern) => giveVerdicts(concern, { verdicts: [{ ask: 1, verdict: 'partly' }] }),
  lapse: (concern) => {
    handling.require(concern.status, 'lapse');
    return letClocksSpeak(concern, now);
  },
  reopen: (concern) =>
    reopenConcern(concern, { asks: [1], reason: 'new-facts', text: words() }, { ...now, reviewDaysOf: () => 20 }),
  withdraw: (concern) => withdrawConcern(concern, { reason: 'other' }),
  withdrawConsent: (concern) => withdrawConsent(concern, { scopeLeft: [] }, { words: {} }),
  merge: (concern) => mergeConcern(concern, { id: concernId(1), into: concernId(2), target, now: now.now }),
  unmerge: (concern) => unmergeConcern(concern, { reason: 'mistake', now: now.now }),
  endorse: (concern) =>
    endorseConcern(concern, { organisationId: 'org_00000000000000000000000005', peopleAffected: 30 }, {}),
  withdrawEndorsement: (concern) => withdrawEndorsement(concern, { organisationId: hub }, {}),
  placeOnAgenda: (concern) => placeOnAgenda(concern, { forumId }),
};

/** A concern that never had the part would be refused for that: what is tested here is the status. */
function withPart(concern: Concern): Concern {
  const { referrals, commitments } = inStatus.referred;
  return {
    ...concern,
    referrals: concern.referrals.some(({ id }) => id === held) ? concern.referrals : referrals,
    commitments: concern.commitments.length > 0 ? concern.commitments : commitments,
  };
}

function withDraft(concern: Concern): Concern {
  const draft = inStatus.referred.answers.filter(({ state }) => state === 'draft');
  return concern.answers.some(({ id }) => id === answerId(9))
    ? concern
    : { ...concern, answers: [...concern.answers, ...draft] };
}

describe('the table of handling', () => {
  it('has a row for every status, and calls open what the contract calls open', () => {
    expect([...handling.states].toSorted()).toEqual([...handlingStatuses].toSorted());
    expect(handlingStatuses.filter(isOpen)).toEqual([...openStatuses]);
    expect(Object.keys(attempts).toSorted()).toEqual([...handling.commands].toSorted());
  });

  for (const status of handlingStatuses)
    for (const command of Object.keys(attempts) as ConcernCommand[]) {
      const targets = handling.targets(status, command);
      it(`${status} · ${command}: ${targets.length > 0 ? `leads to ${targets.join(' or ')}` : 'is refused'}`, () => {
        const concern = inStatus[status];
        expect(concern.status).toBe(status);
        if (targets.length === 0) expect(() => attempts[command](concern)).toThrow(NotAllowedNow);
        else expect(targets).toContain(after(concern, attempts[command](concern)).status);
      });
    }
});
