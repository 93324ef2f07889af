import { firstBrokenLink, type Principal } from '@throughline/kernel';
import type { ConcernShown } from '../src/concerns/concern-representation.ts';
import { type Feedback, patiently, startFeedback } from './start-feedback.ts';

const english = (text: string) => ({ text, language: 'en' });

const submission = (forumId: string) => ({
  forumId,
  category: 'housing',
  narrative: english('Fourteen people live in flats whose boiler has been out since September.'),
  asks: [
    english('Repair the heating in the temporary flats.'),
    english('Name one housing officer for the building.'),
    english('Hold an English class at a time when parents can come.'),
  ],
  onBehalfOf: {
    peopleConcerned: 14,
    consent: { scope: ['forum', 'institution', 'public-summary'], version: '2026-1', givenOn: '2026-11-02' },
  },
  identityTier: 'forum',
  areas: ['E05011118'],
  externalReference: 'CASE-1182',
});

const triage = {
  theme: 'basic-rights-and-needs',
  category: 'housing',
  publicSummary: english('Temporary flats without heating; no contact; English classes out of reach.'),
  asks: [
    { number: 1, text: english('Repair the heating.') },
    { number: 2, text: english('Name one officer.') },
    { number: 3, text: english('An English class at a possible time.'), category: 'language' },
  ],
  visibility: 'public',
};

const outcome = (ask: number, owner: string, kept: boolean) => ({
  ask,
  outcome: ask === 3 ? 'agreed-in-part' : 'agreed',
  reason: 'within-current-plan',
  text: english(`The answer to ask ${ask}, at length.`),
  plain: english(`The answer to ask ${ask}.`),
  commitment: { text: english('It will be done.'), ownerId: owner, due: '2027-01-22', kept },
});

describe('the boiler: a concern from submission to conclusion', () => {
  let feedback: Feedback;
  let forumId: string;
  let housing: string;
  let college: string;
  let caseSystem: Principal;
  let secretariat: Principal;
  let housingOfficer: Principal;
  let collegeOfficer: Principal;
  let concern: ConcernShown;

  const post = async (who: Principal, path: string, body?: unknown) =>
    feedback.call<ConcernShown & { created?: string; code?: string }>(who, 'POST', `/v1/concerns${path}`, { body });
  const clock = (kind: string, referralId?: string) =>
    concern.clocks.find((one) => one.kind === kind && one.about.referralId === referralId);

  beforeAll(async () => {
    feedback = await startFeedback();
    forumId = await feedback.tellForum();
    const kinfolk = await feedback.tellOrganisation('migrant-led', forumId);
    housing = await feedback.tellOrganisation('institution', forumId);
    college = await feedback.tellOrganisation('institution', forumId);
    caseSystem = feedback.key(kinfolk);
    secretariat = feedback.person('secretariat', { forumId });
    housingOfficer = feedback.person('officer', { organisationId: housing });
    collegeOfficer = feedback.person('officer', { organisationId: college });
  });
  afterAll(() => feedback.stop());

  it('an organisation submits through its case system', async () => {
    const answered = await patiently('forum and organisation have been told', async () => {
      const tried = await post(caseSystem, '', submission(forumId));
      return tried.status === 201 && tried;
    });
    concern = answered.body;
    expect(concern).toMatchObject({
      reference: 'NMF-2026-0001',
      status: 'received',
      version: 1,
      channel: 'api',
      externalReference: 'CASE-1182',
      created: concern.id,
      narrative: submission(forumId).narrative,
    });
    expect(answered.headers.get('location')).toBe(`/v1/concerns/${concern.id}`);
    expect(answered.headers.get('etag')).toBe('"1.2026-11-02"');
    expect(clock('acknowledgement')).toMatchObject({ owedBy: 'secretariat', due: '2026-11-05', state: 'running' });
    expect(clock('triage')).toMatchObject({ due: '2026-11-16', workingDaysLeft: 10 });
  });

  it('nobody else learns of it before the triage', async () => {
    const outsiders = [housingOfficer, feedback.person('secretariat', { forumId: 'frm_00000000000000000000000000' })];
    for (const outsider of outsiders) {
      const { status, body } = await feedback.call<{ code: string }>(outsider, 'GET', `/v1/concerns/${concern.id}`);
      expect([status, body.code]).toEqual([404, 'not-found']);
    }
  });

  it('the secretariat acknowledges, triages and refers the next day', async () => {
    await feedback.moveTo('2026-11-03T10:00:00Z');
    const acknowledged = await post(secretariat, `/${concern.id}/acknowledge`);
    expect([acknowledged.status, acknowledged.body.status]).toEqual([200, 'received']);
    const triaged = await post(secretariat, `/${concern.reference}/triage`, triage);
    expect([triaged.status, triaged.body.status]).toEqual([200, 'triaged']);
    const toHousing = await post(secretariat, `/${concern.id}/referrals`, { institutionId: housing, asks: [1, 2] });
    expect(toHousing.status).toBe(201);
    const toCollege = await post(secretariat, `/${concern.id}/referrals`, { institutionId: college, asks: [3] });
    concern = toCollege.body;
    expect(concern).toMatchObject({ status: 'referred', version: 5 });
    const [referral] = concern.referrals;
    expect(referral).toMatchObject({ id: toHousing.body.created, institutionId: housing, state: 'pending' });
    expect(clock('answer', referral?.id)).toMatchObject({ due: '2026-12-01', owedBy: housing });
  });

  it('the notice about a referral makes it delivered', async () => {
    const referralId = concern.referrals[0]?.id ?? '';
    await feedback.tellNotice({ concernId: concern.id, referralId });
    const delivered = await patiently('the delivery is known', async () => {
      const { body } = await feedback.call<ConcernShown>(secretariat, 'GET', `/v1/concerns/${concern.id}`);
      return body.referrals[0]?.state === 'delivered' && body;
    });
    expect(delivered.version).toBe(6);
  });

  it('an officer sees the own referral alone, and only while somebody consents to it the words', async () => {
    const { body } = await feedback.call<ConcernShown>(housingOfficer, 'GET', `/v1/concerns/${concern.id}`);
    expect(body.narrative).toEqual(submission(forumId).narrative);
    expect(body.submitter).toEqual({ organisationId: null, identityTier: 'forum' });
    expect(body.externalReference).toBeUndefined();
  });

  it('housing acknowledges; the clocks remind, and say overdue once', async () => {
    const referralId = concern.referrals[0]?.id ?? '';
    const acknowledged = await post(housingOfficer, `/${concern.id}/referrals/${referralId}/acknowledge`);
    expect(acknowledged.body.referrals[0]?.state).toBe('acknowledged');
    await feedback.moveTo('2026-12-02T09:00:00Z');
    const { body } = await feedback.call<ConcernShown>(secretariat, 'GET', `/v1/concerns/${concern.id}`);
    concern = body;
    expect(clock('answer', referralId)).toMatchObject({ due: '2026-12-01', state: 'overdue', workingDaysLate: 1 });
    await feedback.moveTo('2026-12-02T12:00:00Z');
    const events = await feedback.eventsOf(concern.id, concern.version);
    const overdue = events.filter(({ type }) => type.endsWith('clock-overdue.v1')).map(({ data }) => data);
    expect(overdue).toHaveLength(3);
    expect(overdue).toContainEqual(
      expect.objectContaining({ kind: 'answer', about: { referralId }, owedBy: housing, due: '2026-12-01' }),
    );
  });

  it('the clocks explain themselves day by day', async () => {
    const referralId = concern.referrals[0]?.id ?? '';
    const { body } = await feedback.call<{
      clocks: { kind: string; about: { referralId?: string }; explanation: object[] }[];
    }>(secretariat, 'GET', `/v1/concerns/${concern.id}/clocks`);
    const answer = body.clocks.find((one) => one.kind === 'answer' && one.about.referralId === referralId);
    expect(answer?.explanation.slice(0, 2)).toEqual([
      { date: '2026-11-03', counted: false, reason: 'start-day' },
      { date: '2026-11-04', counted: true, number: 1 },
    ]);
    expect(answer?.explanation.at(-1)).toEqual({ date: '2026-12-01', counted: true, number: 20 });
  });

  it('a draft is seen by its institution alone, and published late', async () => {
    await feedback.moveTo('2026-12-08T10:00:00Z');
    const [toHousing, toCollege] = concern.referrals;
    const drafted = await post(housingOfficer, `/${concern.id}/answers`, {
      referralId: toHousing?.id,
      outcomes: [outcome(1, housing, false), outcome(2, housing, true)],
    });
    expect([drafted.status, drafted.body.answers[0]?.state]).toEqual([201, 'draft']);
    const seenBy = async (who: Principal) =>
      (await feedback.call<ConcernShown>(who, 'GET', `/v1/concerns/${concern.id}`)).body.answers.length;
    expect([await seenBy(secretariat), await seenBy(caseSystem), await seenBy(collegeOfficer)]).toEqual([0, 0, 0]);
    const published = await post(housingOfficer, `/${concern.id}/answers/${drafted.body.created}/publish`);
    expect([published.status, published.body.status]).toEqual([200, 'referred']);
    const fromCollege = await post(collegeOfficer, `/${concern.id}/answers`, {
      referralId: toCollege?.id,
      outcomes: [outcome(3, college, true)],
    });
    const answered = await post(collegeOfficer, `/${concern.id}/answers/${fromCollege.body.created}/publish`);
    expect(answered.body.status).toBe('answered');
    concern = (await feedback.call<ConcernShown>(caseSystem, 'GET', `/v1/concerns/${concern.id}`)).body;
    expect(clock('answer', toHousing?.id)).toMatchObject({ state: 'met-late', workingDaysLate: 5 });
    expect(concern.commitments.map(({ state }) => state)).toEqual(['open', 'kept', 'kept']);
  });

  it('verdicts on every ask conclude it, and not one of them before', async () => {
    const two = await post(caseSystem, `/${concern.id}/verdicts`, {
      verdicts: [
        { ask: 2, verdict: 'resolved' },
        { ask: 3, verdict: 'partly', text: english('Thursdays still clash with school.') },
      ],
    });
    expect([two.status, two.body.status]).toEqual([200, 'answered']);
    await feedback.moveTo('2027-01-20T10:00:00Z');
    const commitment = concern.commitments[0]?.id ?? '';
    const kept = await post(housingOfficer, `/${concern.id}/commitments/${commitment}/keep`, {});
    expect(kept.body.commitments[0]?.state).toBe('kept');
    const last = await post(caseSystem, `/${concern.id}/verdicts`, { verdicts: [{ ask: 1, verdict: 'resolved' }] });
    expect([last.status, last.body.status]).toEqual([200, 'concluded']);
    concern = last.body;
  });

  it('every event has left, in order, in an unbroken chain, and without a word', async () => {
    const events = await feedback.eventsOf(concern.id, concern.version);
    expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, place) => place + 1));
    expect(events).toHaveLength(concern.version);
    expect(firstBrokenLink(events)).toBeUndefined();
    expect(JSON.stringify(events)).not.toMatch(/boiler|heating|English class|CASE-1182|Thursdays/);
  });

  it('the history tells it in sentences', async () => {
    const { body } = await feedback.call<{ items: { by: string; sentence: string }[] }>(
      secretariat,
      'GET',
      `/v1/concerns/${concern.id}/history`,
    );
    expect(body.items.map(({ sentence }) => sentence)).toEqual(
      expect.arrayContaining([
        'Submitted with 3 asks.',
        'Referred asks 1 and 2; the answer is due on 2026-12-01.',
        'Overdue: answering the referral was due on 2026-12-01.',
        'Verdict: ask 1 resolved.',
        'Concluded: every ask has its verdict.',
      ]),
    );
    expect(body.items.map(({ sentence }) => sentence)).not.toContain('An answer was begun.');
  });
});
