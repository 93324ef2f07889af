import { NotAllowedNow } from '@throughline/kernel';
import {
  after,
  answerId,
  asked,
  at,
  college,
  commitmentId,
  concernId,
  drafted,
  eventsOf,
  forumId,
  given,
  housing,
  hub,
  judged,
  kinfolk,
  namesOf,
  officer,
  otherOfficer,
  published,
  referralId,
  referred,
  reopened,
  submitted,
  type Told,
  told,
  triaged,
  words,
} from '../../test/telling.ts';
import { acknowledgeConcern } from './acknowledge-concern.ts';
import { requestInformation, supplyInformation } from './await-information.ts';
import {
  AlreadyEndorsed,
  AnswerAlreadyPublished,
  AskAlreadyAnswered,
  AskAlreadyReferred,
  AskNamedTwice,
  AskNotAnswered,
  AskNotInReferral,
  AsksIncomplete,
  AskUnknown,
  CommitmentMissing,
  CommitmentNotYetDue,
  CommitmentSettled,
  CommitmentUnfounded,
  ConsentCannotGrow,
  ConsentLacksForum,
  DateImpossible,
  ExternalReferenceRefused,
  InformationAlreadyAwaited,
  InformationAlreadySupplied,
  MergeImpossible,
  NextInstitutionMismatch,
  NotPartOfConcern,
  OwnConcern,
  ReferralAlreadyExtended,
  ReferralClosed,
  ReviewerIsAuthor,
  VerdictAlreadyGiven,
} from './concern.errors.ts';
import type { Concern } from './concern.ts';
import { type DraftedOutcome, draftAnswer } from './draft-answer.ts';
import { endorseConcern } from './endorse-concern.ts';
import { giveVerdicts } from './give-verdicts.ts';
import { absorbConcern, mergeConcern, releaseConcern, unmergeConcern } from './merge-concern.ts';
import { publishAnswer } from './publish-answer.ts';
import { referAsks } from './refer-asks.ts';
import { acknowledgeReferral, extendReferral, recordDelivery, returnReferral } from './referral-steps.ts';
import { reopenConcern } from './reopen-concern.ts';
import { keepCommitment, missCommitment } from './settle-commitment.ts';
import { type SubmitConcern, submitConcern } from './submit-concern.ts';
import { triageConcern } from './triage-concern.ts';
import { withdrawConsent } from './withdraw-consent.ts';

const day = given('2026-11-20T10:00:00Z');
const withHousing = () => told(submitted(), triaged(), referred());
const answered = (...more: readonly Told[]) => told(submitted(), triaged(), referred(), published(), ...more);

describe('submitting', () => {
  const submission: SubmitConcern = {
    reference: 'NMF-2026-0001',
    channel: 'api',
    category: 'housing',
    narrative: words('The boiler is out.'),
    asks: [words('Repair it.')],
    submitter: { id: kinfolk, kind: 'migrant-led' },
    identityTier: 'forum',
    areas: [],
    urgent: false,
  };
  const consent = (scope: ('forum' | 'institution' | 'public-summary')[], givenOn = '2026-11-02') => ({
    ...submission,
    onBehalfOf: { consent: { scope, version: '2026-1', givenOn } },
  });

  it('consent has to include the forum', () => {
    expect(() => submitConcern(consent(['institution']), day)).toThrow(ConsentLacksForum);
  });

  it('consent cannot have been given tomorrow', () => {
    expect(() => submitConcern(consent(['forum'], '2026-11-21'), day)).toThrow(DateImpossible);
  });

  it('an anonymous one carries no external reference', () => {
    const anonymously = { ...submission, identityTier: 'anonymous' as const, externalReference: 'CASE-1' };
    expect(() => submitConcern(anonymously, day)).toThrow(ExternalReferenceRefused);
  });

  it('says nothing of what was written, but that it was this', () => {
    const decision = submitConcern(submission, day);
    expect(JSON.stringify(eventsOf(decision))).not.toContain('boiler');
    expect(eventsOf(decision)[0]?.data).toMatchObject({
      acknowledgementDue: '2026-11-25',
      triageDue: '2026-12-04',
      textHashes: [{ textId: submission.narrative.textId, sha256: submission.narrative.sha256 }, expect.anything()],
    });
  });
});

describe('acknowledging and triaging', () => {
  it('acknowledging twice says nothing new', () => {
    const once = after(told(submitted()), acknowledgeConcern(told(submitted())));
    expect(acknowledgeConcern(once)).toEqual([]);
  });

  const triage = (numbers: number[]) =>
    triageConcern(told(submitted()), {
      theme: 'safety-and-security',
      category: 'policing',
      publicSummary: words(),
      asks: numbers.map((number) => ({ number, text: words() })),
      visibility: 'members',
      urgent: true,
    });

  it('every ask is read, once', () => {
    expect(() => triage([1])).toThrow(AsksIncomplete);
    expect(() => triage([1, 1])).toThrow(AskNamedTwice);
    expect(() => triage([1, 2, 3])).toThrow(AskUnknown);
  });

  it.each([true, false])('leaves it as urgent as it was (%s) where nothing is said of it', (urgent) => {
    const concern = { ...told(submitted()), urgent };
    const reading = {
      theme: 'safety-and-security' as const,
      category: 'policing',
      publicSummary: words(),
      asks: [1, 2].map((number) => ({ number, text: words() })),
      visibility: 'members' as const,
    };
    expect(after(concern, triageConcern(concern, reading)).urgent).toBe(urgent);
  });

  it('sets theme, category and visibility', () => {
    expect(after(told(submitted()), triage([1, 2]))).toMatchObject({
      status: 'triaged',
      theme: 'safety-and-security',
      visibility: 'members',
      urgent: true,
      asks: [{ category: 'policing' }, { category: 'policing' }],
    });
  });
});

describe('referring', () => {
  const refer = (concern: Concern, asks: number[]) => referAsks(concern, { institutionId: housing, asks }, day);

  it('an ask already with an institution is not sent to a second one', () => {
    expect(() => refer(withHousing(), [1])).toThrow(AskAlreadyReferred);
  });

  it('an answered ask is not sent on', () => {
    const one = told(submitted(), triaged(), referred(1, [1]), published({ asks: [1] }));
    expect(() => refer(one, [1])).toThrow(AskAlreadyAnswered);
  });

  it("the institution's own standards win over the forum's", () => {
    const command = { institutionId: housing, asks: [1], institutionStandards: { answerDays: 5 } };
    expect(eventsOf(referAsks(told(submitted(), triaged()), command, day))[0]?.data).toMatchObject({
      answerDays: 5,
      answerDue: '2026-11-27',
      acknowledgementDays: 5,
    });
  });

  it('an urgent one is to be acknowledged within a working day', () => {
    const urgent = { ...told(submitted(), triaged()), urgent: true };
    expect(eventsOf(refer(urgent, [1]))[0]?.data).toMatchObject({ acknowledgementDue: '2026-11-23' });
  });

  it('a referral is acknowledged once', () => {
    const once = after(withHousing(), acknowledgeReferral(withHousing(), referralId(1)));
    expect(acknowledgeReferral(once, referralId(1))).toEqual([]);
    expect(() => acknowledgeReferral(once, referralId(7))).toThrow(NotPartOfConcern);
  });

  it('a return names the next institution, or says that it is not known', () => {
    const back = (reason: string, nextInstitutionId?: string) =>
      returnReferral(withHousing(), { referralId: referralId(1), reason, text: words(), nextInstitutionId });
    expect(() => back('other-body')).toThrow(NextInstitutionMismatch);
    expect(() => back('unknown-body', college)).toThrow(NextInstitutionMismatch);
    expect(() => back('other-body', housing)).toThrow(NextInstitutionMismatch);
    const returned = after(withHousing(), back('other-body', college));
    expect(returned).toMatchObject({ status: 'triaged', asks: [{ resolution: 'open' }, { resolution: 'open' }] });
    expect(returned.asks[0]?.referralId).toBeUndefined();
  });

  it('while another referral is open a return leaves the concern referred', () => {
    const two = told(submitted(), triaged(), referred(1, [1]), referred(2, [2], college));
    const command = { referralId: referralId(1), reason: 'unknown-body', text: words() };
    expect(after(two, returnReferral(two, command)).status).toBe('referred');
  });

  it('a referral is extended once', () => {
    const command = { referralId: referralId(1), workingDays: 5, reason: 'complex', text: words() };
    const once = after(withHousing(), extendReferral(withHousing(), command, day));
    expect(() => extendReferral(once, command, day)).toThrow(ReferralAlreadyExtended);
  });

  it('a referral that has been answered is closed', () => {
    const two = told(submitted(), triaged(), referred(1, [1]), referred(2, [2]), published({ asks: [1] }));
    expect(() => acknowledgeReferral(two, referralId(1))).toThrow(ReferralClosed);
  });

  it('delivery is recorded once, and only of what was referred', () => {
    const delivered = after(
      withHousing(),
      recordDelivery(withHousing(), { referralId: referralId(1), channel: 'mail' }),
    );
    expect(delivered.referrals[0]?.delivery).toBe('delivered');
    expect(recordDelivery(delivered, { referralId: referralId(1), channel: 'in-app' })).toEqual([]);
    expect(recordDelivery(delivered, { referralId: referralId(9), channel: 'mail' })).toEqual([]);
  });
});

describe('answering', () => {
  const outcome = (more: Partial<DraftedOutcome> = {}): DraftedOutcome => ({
    ask: 1,
    outcome: 'declined',
    reason: 'no-resources',
    text: words(),
    plain: words(),
    ...more,
  });
  const draft = (...outcomes: DraftedOutcome[]) =>
    draftAnswer(withHousing(), { referralId: referralId(1), outcomes }, day);
  const commitment = { text: words(), ownerId: housing, due: '2027-01-22', kept: false };

  it('an agreed outcome carries a commitment, and no other does', () => {
    expect(() => draft(outcome({ outcome: 'agreed' }))).toThrow(CommitmentMissing);
    expect(() => draft(outcome({ commitment }))).toThrow(CommitmentUnfounded);
  });

  it('nothing is promised for a day that has passed, unless it is done', () => {
    const past = { ...commitment, due: '2026-11-19' };
    expect(() => draft(outcome({ outcome: 'agreed', commitment: past }))).toThrow(DateImpossible);
    expect(namesOf(draft(outcome({ outcome: 'agreed', commitment: { ...past, kept: true } })))).toEqual([
      'answer-drafted',
    ]);
  });

  it('each ask is answered once, and only those that the referral holds', () => {
    expect(() => draft(outcome(), outcome())).toThrow(AskNamedTwice);
    const two = told(submitted(), triaged(), referred(1, [1]), referred(2, [2]));
    expect(() => draftAnswer(two, { referralId: referralId(2), outcomes: [outcome()] }, day)).toThrow(AskNotInReferral);
  });

  it('a next institution goes with an ask that is not ours', () => {
    expect(() => draft(outcome({ nextInstitutionId: college }))).toThrow(NextInstitutionMismatch);
  });

  it('an ask that is not ours names whose it is, another than ourselves, or says that nobody knows', () => {
    const notOurs = (reason: string, nextInstitutionId?: string) =>
      draft(outcome({ outcome: 'not-ours', reason, nextInstitutionId }));
    expect(() => notOurs('other-body')).toThrow(NextInstitutionMismatch);
    expect(() => notOurs('unknown-body', college)).toThrow(NextInstitutionMismatch);
    expect(() => notOurs('other-body', housing)).toThrow(NextInstitutionMismatch);
    for (const said of [notOurs('other-body', college), notOurs('unknown-body')])
      expect(namesOf(said)).toEqual(['answer-drafted']);
  });

  const publish = (concern: Concern, actor = officer) =>
    publishAnswer(concern, { answerId: answerId(1) }, { ...day, actor });

  it('a published answer is published once', () => {
    const concern = told(submitted(), triaged(), referred(), drafted());
    expect(namesOf(publish(concern))).toEqual(['answer-published']);
    expect(() => publish(after(concern, publish(concern)))).toThrow(AnswerAlreadyPublished);
  });

  it('an answer of which every ask went back leaves the concern triaged', () => {
    const concern = told(submitted(), triaged(), referred(), drafted({ outcome: 'not-ours' }));
    expect(after(concern, publish(concern))).toMatchObject({ status: 'triaged', referrals: [{ settledBy: 'return' }] });
  });

  it('needing information asks the submitter, and the clocks wait until the last reply', () => {
    const concern = told(submitted(), triaged(), referred(), drafted({ outcome: 'needs-information' }));
    const decision = publish(concern);
    expect(namesOf(decision)).toEqual([
      'answer-published',
      'information-requested',
      'information-requested',
      'clocks-recalculated',
    ]);
    const waiting = after(concern, decision, '2026-11-20T10:00:00.000Z');
    const first = after(waiting, supplyInformation(waiting, { number: 1, text: words() }, day));
    expect(first.asks.map(({ resolution }) => resolution)).toEqual(['needs-information', 'needs-information']);
    const both = after(first, supplyInformation(first, { number: 2, text: words() }, day));
    expect(both.asks.map(({ resolution }) => resolution)).toEqual(['open', 'open']);
  });

  it('who published the answer under review does not publish the review', () => {
    const concern = told(
      submitted(),
      triaged(),
      referred(),
      at('2026-11-24T10:00:00Z', published(), officer),
      reopened([1]),
      drafted({ answer: 2, asks: [1] }),
    );
    const review = (actor: string) => publishAnswer(concern, { answerId: answerId(2) }, { ...day, actor });
    expect(() => review(officer)).toThrow(ReviewerIsAuthor);
    const reviewed = after(concern, review(otherOfficer));
    expect(reviewed.status).toBe('answered');
    expect(reviewed.answers.map(({ state }) => state)).toEqual(['published', 'published']);
  });

  it('an answer that nothing stands on any more is superseded, and stays', () => {
    const one = told(
      submitted({ asks: 1 }),
      triaged({ asks: 1 }),
      referred(1, [1]),
      published({ asks: [1] }),
      reopened([1]),
      drafted({ answer: 2, asks: [1] }),
    );
    const reviewed = after(one, publishAnswer(one, { answerId: answerId(2) }, { ...day, actor: otherOfficer }));
    expect(reviewed.answers.map(({ state }) => state)).toEqual(['superseded', 'published']);
  });
});

describe('commitments', () => {
  const promised = () =>
    told(submitted(), triaged(), referred(), published({ outcome: 'agreed', kept: false, due: '2026-12-15' }));
  const one = { commitmentId: commitmentId(101) };

  it('are kept in time, or late', () => {
    const state = (now: string) => after(promised(), keepCommitment(promised(), one, given(now))).commitments[0]?.state;
    expect(state('2026-12-15T20:00:00Z')).toBe('kept');
    expect(state('2026-12-16T08:00:00Z')).toBe('kept-late');
  });

  it('are missed from the day after, and may still be kept late', () => {
    expect(() => missCommitment(promised(), one, given('2026-12-15T20:00:00Z'))).toThrow(CommitmentNotYetDue);
    const missed = after(promised(), missCommitment(promised(), one, given('2026-12-16T08:00:00Z')));
    expect(missed.commitments[0]?.state).toBe('missed');
    const kept = after(missed, keepCommitment(missed, one, given('2026-12-20T08:00:00Z')));
    expect(kept.commitments[0]?.state).toBe('kept-late');
    expect(() => missCommitment(kept, one, given('2026-12-21T08:00:00Z'))).toThrow(CommitmentSettled);
    expect(keepCommitment(kept, one, given('2026-12-21T08:00:00Z'))).toEqual([]);
  });
});

describe('verdicts', () => {
  const judge = (concern: Concern, ask: number, verdict: 'resolved' | 'not-resolved' = 'resolved') =>
    giveVerdicts(concern, { verdicts: [{ ask, verdict }] });

  it('wait for a final outcome', () => {
    expect(() => judge(withHousing(), 1)).toThrow(AskNotAnswered);
  });

  it('are given once', () => {
    expect(() => judge(answered(judged([1])), 1)).toThrow(VerdictAlreadyGiven);
  });

  it('the last one concludes', () => {
    expect(namesOf(judge(answered(), 1))).toEqual(['verdict-given']);
    expect(namesOf(judge(answered(judged([1])), 2))).toEqual(['verdict-given', 'concluded']);
  });

  it('none concludes while an ask is without an answer', () => {
    const one = told(submitted(), triaged(), referred(1, [1]), referred(2, [2]), published({ asks: [1] }));
    expect(namesOf(judge(one, 1))).toEqual(['verdict-given']);
  });

  it('after two "not resolved" on one ask it goes to the next meeting by itself', () => {
    const again = told(
      submitted({ asks: 1 }),
      triaged({ asks: 1 }),
      referred(1, [1]),
      published({ asks: [1] }),
      judged([1], 'not-resolved'),
      reopened([1]),
      published({ answer: 2, asks: [1] }),
    );
    const decision = judge(again, 1, 'not-resolved');
    expect(namesOf(decision)).toEqual(['verdict-given', 'placed-on-agenda', 'concluded']);
    expect(after(again, decision).agendas).toMatchObject([{ forumId }]);
  });
});

describe('reopening', () => {
  const reopen = (concern: Concern, asks: number[]) =>
    reopenConcern(concern, { asks, reason: 'answer-wrong', text: words() }, { ...day, reviewDaysOf: () => 20 });

  it('makes a review on the last referral, and forgets verdict and outcome', () => {
    const concern = after(answered(judged([1])), reopen(answered(judged([1])), [1]));
    expect(concern).toMatchObject({
      status: 'under-review',
      reviews: [{ referralId: referralId(1), authors: [officer] }],
    });
    expect(concern.asks[0]).toMatchObject({ resolution: 'open', referralId: referralId(1) });
    expect(concern.asks[0]?.verdict).toBeUndefined();
  });

  it('an ask that had no referral goes back to the secretariat', () => {
    const concern = answered();
    const withoutReferral = { ...concern, asks: concern.asks.map(({ referralId: _gone, ...ask }) => ask) };
    expect(after(withoutReferral, reopen(withoutReferral, [1])).status).toBe('triaged');
  });
});

describe('information', () => {
  it('is asked for once at a time, and supplied once', () => {
    const waiting = told(submitted(), asked());
    expect(() => requestInformation(waiting, { from: 'secretariat', text: words() }, day)).toThrow(
      InformationAlreadyAwaited,
    );
    const replied = after(waiting, supplyInformation(waiting, { number: 1, text: words() }, day));
    expect(() => supplyInformation(replied, { number: 1, text: words() }, day)).toThrow(InformationAlreadySupplied);
    expect(() => supplyInformation(replied, { number: 2, text: words() }, day)).toThrow(NotPartOfConcern);
  });
});

describe('voices', () => {
  const endorse = (concern: Concern, organisationId: string) =>
    endorseConcern(concern, { organisationId, peopleAffected: 34 }, {});

  it('an organisation speaks once, and not for its own concern', () => {
    const once = after(told(submitted()), endorse(told(submitted()), hub));
    expect(() => endorse(once, hub)).toThrow(AlreadyEndorsed);
    expect(() => endorse(once, kinfolk)).toThrow(OwnConcern);
  });

  it('the event says the band, and no number', () => {
    expect(eventsOf(endorse(told(submitted()), hub))[0]?.data).toEqual({
      organisationId: hub,
      peopleAffectedBand: '30-39',
      weight: 1,
    });
  });

  const [one, other] = [concernId(1), concernId(2)];
  const merge = (concern: Concern, target: Concern) =>
    mergeConcern(concern, { id: one, into: other, target, now: day.now });

  it('a concern is merged into an open one of its forum that is another', () => {
    const concern = told(submitted());
    expect(() => mergeConcern(concern, { id: one, into: one, target: concern, now: day.now })).toThrow(MergeImpossible);
    expect(() => merge(concern, { ...concern, forumId: 'frm_other' })).toThrow(MergeImpossible);
    expect(() => merge(concern, { ...concern, status: 'withdrawn' })).toThrow(MergeImpossible);
  });

  it('undoing a merge restores exactly what there was', () => {
    const concern = withHousing();
    const merged = after(concern, merge(concern, told(submitted())));
    expect(merged).toMatchObject({ status: 'merged', mergedInto: other });
    const again = after(merged, unmergeConcern(merged, { reason: 'mistake', now: day.now }));
    expect(again).toEqual({ ...concern, formerly: [other] });
  });

  it('the absorbing concern takes the earliest start, and gives it back', () => {
    const concern = told(at('2026-11-09T10:00:00Z', submitted()));
    const entry = { concernId: one, concernVersion: 3, clockStart: '2026-11-02T16:50:00.000Z' };
    const decision = absorbConcern(concern, entry);
    if (decision === 'undo') throw new Error('it is open');
    const absorbed = after(concern, decision);
    expect(absorbed.clockStart).toBe(entry.clockStart);
    expect(absorbConcern(absorbed, entry)).toEqual([]);
    expect(releaseConcern(absorbed, { concernId: one, concernVersion: 2 })).toEqual([]);
    expect(after(absorbed, releaseConcern(absorbed, { concernId: one, concernVersion: 4 }))).toEqual(concern);
    expect(absorbConcern({ ...concern, status: 'concluded' }, entry)).toBe('undo');
  });
});

describe('consent', () => {
  const consent = (scopeLeft: ('forum' | 'institution' | 'public-summary')[], concern = withHousing()) =>
    withdrawConsent(
      concern,
      { scopeLeft },
      {
        words: Object.fromEntries(
          [concern.narrativeTextId, concern.summaryTextId ?? ''].map((id) => [
            id,
            { text: 'words', language: 'en', salt: 's' },
          ]),
        ),
      },
    );

  it('withdrawn wholly erases every word and withdraws the concern', () => {
    expect(namesOf(consent([]))).toEqual(['consent-withdrawn', 'text-erased', 'text-erased', 'withdrawn']);
    expect(after(withHousing(), consent([]))).toMatchObject({ status: 'withdrawn', consentScope: [] });
  });

  it('without the public summary the summary goes, and nobody outside finds the concern', () => {
    expect(namesOf(consent(['forum', 'institution']))).toEqual(['consent-withdrawn', 'text-erased']);
    const left = after(withHousing(), consent(['forum', 'institution']));
    expect(left.audience).not.toContain('public');
  });

  it('only narrows, and keeps the forum unless nothing is left', () => {
    expect(() => consent(['institution'])).toThrow(ConsentLacksForum);
    const narrow = { ...withHousing(), consentScope: ['forum' as const] };
    expect(() => consent(['forum', 'institution'], narrow)).toThrow(ConsentCannotGrow);
    expect(consent(['forum', 'institution', 'public-summary'])).toEqual([]);
  });

  it('can be withdrawn of a closed concern too', () => {
    const closed = { ...withHousing(), status: 'rejected' as const };
    expect(namesOf(consent([], closed))).not.toContain('withdrawn');
    expect(() => consent([], closed)).not.toThrow(NotAllowedNow);
  });
});
