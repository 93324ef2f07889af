import { anonymous, type Principal } from '@throughline/kernel';
import type { ConcernShown } from '../src/concerns/concern-representation.ts';
import { type Feedback, patiently, startFeedback } from './start-feedback.ts';

const english = (text: string) => ({ text, language: 'en' });

interface Listed {
  readonly items: readonly { readonly id: string; readonly publicSummary?: { readonly text: string } | null }[];
}

describe('other ways in', () => {
  let feedback: Feedback;
  let forumId: string;
  let housing: string;
  let key: Principal;
  let secretariat: Principal;
  let officer: Principal;

  const concern = (externalReference: string, more: object = {}) => ({
    forumId,
    category: 'housing',
    narrative: english('Mould in every flat of the tower since the autumn.'),
    asks: [english('Treat the mould.')],
    externalReference,
    ...more,
  });
  const post = <Body = ConcernShown & { created?: string; code?: string }>(
    who: Principal,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => feedback.call<Body>(who, 'POST', path, { body, headers });

  async function triageAndAnswer(id: string, outcome: string) {
    await post(secretariat, `/v1/concerns/${id}/triage`, {
      theme: 'basic-rights-and-needs',
      category: 'housing',
      publicSummary: english('Mould in a tower of flats.'),
      asks: [{ number: 1, text: english('Treat the mould in the flats.') }],
      visibility: 'public',
    });
    const { body } = await post(secretariat, `/v1/concerns/${id}/referrals`, { institutionId: housing, asks: [1] });
    return answer(id, body.created ?? '', outcome, officer);
  }

  async function answer(id: string, referralId: string, outcome: string, who: Principal) {
    const outcomes = [
      { ask: 1, outcome, reason: 'no-resources', text: english('A reply.'), plain: english('A plain reply.') },
    ];
    const drafted = await post(who, `/v1/concerns/${id}/answers`, { referralId, outcomes });
    return post(who, `/v1/concerns/${id}/answers/${drafted.body.created}/publish`);
  }

  beforeAll(async () => {
    feedback = await startFeedback();
    forumId = await feedback.tellForum();
    const kinfolk = await feedback.tellOrganisation('migrant-led', forumId);
    housing = await feedback.tellOrganisation('institution', forumId);
    key = feedback.key(kinfolk);
    secretariat = feedback.person('secretariat', { forumId });
    officer = feedback.person('officer', { organisationId: housing });
    await patiently('the network has been told', async () => {
      const tried = await post(key, '/v1/concerns', concern('FIRST'));
      return tried.status === 201 || tried.body.code === 'key-taken';
    });
  });
  afterAll(() => feedback.stop());

  it('a batch gives every item its own outcome, and can be sent again', async () => {
    const items = [
      concern('BATCH-1'),
      { ...concern('BATCH-2'), category: 'astrology' },
      concern('BATCH-3'),
      { ...concern('BATCH-4'), externalReference: undefined },
      concern('FIRST'),
    ];
    type Outcomes = { items: { externalReference: string; status: number; id?: string; problem?: { code: string } }[] };
    const first = (await post<Outcomes>(key, '/v1/concerns/batch', { items })).body.items;
    expect(first.map(({ status }) => status)).toEqual([201, 400, 201, 400, 409]);
    expect(first[1]?.problem?.code).toBe('malformed');
    const again = (await post<Outcomes>(key, '/v1/concerns/batch', { items })).body.items;
    expect(again.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
    const changed = (await post<Outcomes>(key, '/v1/concerns/batch', { items: [concern('BATCH-1', { urgent: true })] }))
      .body;
    expect(changed.items[0]?.problem?.code).toBe('idempotency-mismatch');
  });

  it('anybody can raise a concern without an account, and follow it to its end by the return code', async () => {
    const { externalReference: _none, ...body } = concern('');
    const made = await post(anonymous, '/v1/public/concerns', body);
    expect([made.status, made.body.channel]).toEqual([201, 'public']);
    const headers = { 'return-code': made.body.returnCode ?? '' };
    const { body: read } = await feedback.call<ConcernShown>(anonymous, 'GET', '/v1/follow-up', { headers });
    expect(read).toMatchObject({ id: made.body.id, narrative: body.narrative });
    expect(read.returnCode).toBeUndefined();

    await triageAndAnswer(made.body.id, 'needs-information');
    const supplied = await post(anonymous, '/v1/follow-up', { supply: { text: english('The third floor.') } }, headers);
    expect([supplied.status, supplied.body.status]).toEqual([200, 'referred']);
    await answer(made.body.id, supplied.body.referrals[0]?.id ?? '', 'declined', officer);
    const verdict = { verdicts: [{ ask: 1, verdict: 'not-resolved' }] };
    const judged = await post(anonymous, '/v1/follow-up', verdict, headers);
    expect(judged.body.status).toBe('concluded');
    const reopen = { reopen: { asks: [1], reason: 'answer-wrong', text: english('It is not true.') } };
    const reopened = await post(anonymous, '/v1/follow-up', reopen, headers);
    expect(reopened.body.status).toBe('under-review');

    const referralId = reopened.body.referrals[0]?.id ?? '';
    const sameOfficer = await answer(made.body.id, referralId, 'declined', officer);
    expect([sameOfficer.status, sameOfficer.body.code]).toEqual([409, 'reviewer-is-author']);
    const colleague = feedback.person('officer', { organisationId: housing });
    expect((await answer(made.body.id, referralId, 'already-in-place', colleague)).body.status).toBe('answered');

    const events = await feedback.eventsOf(made.body.id, 12);
    expect(
      events.filter(({ type }) => type.includes('.submitted.') || type.includes('verdict')).map(({ actor }) => actor),
    ).toEqual(['anonymous', 'anonymous']);
  });

  it('a machine that fills in the field that nobody sees is refused, and so is a wrong code', async () => {
    const { externalReference: _none, ...body } = concern('');
    const machine = await post(anonymous, '/v1/public/concerns', { ...body, website: 'https://example.org' });
    expect(machine.status).toBe(400);
    const headers = { 'return-code': '0'.repeat(26) };
    expect((await feedback.call(anonymous, 'GET', '/v1/follow-up', { headers })).status).toBe(404);
  });

  it('nobody in particular finds by words what they would be shown, and nothing else', async () => {
    const { body: hidden } = await post(
      key,
      '/v1/concerns',
      concern('HIDDEN', { narrative: english('Quicksilver in the well.') }),
    );
    await triageAndAnswer(hidden.id, 'declined');
    const find = async (who: Principal, path: string) =>
      (await feedback.call<Listed>(who, 'GET', path)).body.items.map(({ id }) => id);
    expect(await find(anonymous, '/v1/public/concerns?q=mould%20tower')).toContain(hidden.id);
    const { body } = await feedback.call<Listed>(anonymous, 'GET', '/v1/public/concerns?status=answered&limit=5');
    expect(body.items[0]?.publicSummary?.text).toBe('Mould in a tower of flats.');
    expect(await find(anonymous, '/v1/public/concerns?q=quicksilver')).toEqual([]);
    expect(await find(key, '/v1/concerns?q=quicksilver')).toEqual([hidden.id]);
  });

  it('similar concerns are found by what the reader may read', async () => {
    const { body: rare } = await post(
      key,
      '/v1/concerns',
      concern('RARE', { narrative: english('Ornithology lessons cancelled without notice.') }),
    );
    const similar = async (who: Principal) =>
      (
        await post<Listed>(who, '/v1/concerns/similar', {
          forumId,
          category: 'housing',
          text: english('Our ornithology lessons were cancelled without notice'),
        })
      ).body.items.map(({ id }) => id);
    expect((await similar(key))[0]).toBe(rare.id);
    expect(await similar(officer)).not.toContain(rare.id);
  });

  it('a referral returned as not ours goes onward, and the next clock starts then', async () => {
    const college = await feedback.tellOrganisation('institution', forumId);
    const { body: made } = await post(key, '/v1/concerns', concern('ONWARD'));
    await post(secretariat, `/v1/concerns/${made.id}/triage`, {
      theme: 'basic-rights-and-needs',
      category: 'language',
      publicSummary: english('A class.'),
      asks: [{ number: 1, text: english('A class.') }],
      visibility: 'members',
    });
    const { body: sent } = await post(secretariat, `/v1/concerns/${made.id}/referrals`, {
      institutionId: housing,
      asks: [1],
    });
    const back = await patiently('the college is known', async () => {
      const tried = await post(officer, `/v1/concerns/${made.id}/referrals/${sent.created}/return`, {
        reason: 'other-body',
        text: english('The college holds the classes.'),
        nextInstitutionId: college,
      });
      return tried.status === 200 ? tried : undefined;
    });
    expect([back.status, back.body.status, back.body.referrals[0]?.state]).toEqual([200, 'triaged', 'returned']);
    const onward = await post(secretariat, `/v1/concerns/${made.id}/referrals`, { institutionId: college, asks: [1] });
    expect(onward.body.status).toBe('referred');
    const answers = onward.body.clocks.filter(({ kind }) => kind === 'answer').map(({ state }) => state);
    expect(answers.toSorted()).toEqual(['cancelled', 'running']);
  });

  it('a day on which the forum does not work moves what is due, and says so', async () => {
    const { body: made } = await post(key, '/v1/concerns', concern('CLOSED'));
    expect(made.clocks.find(({ kind }) => kind === 'triage')?.due).toBe('2026-11-16');
    await feedback.tellClosure(forumId, '2026-11-12');
    const moved = await patiently('the clocks have moved', async () => {
      const { body } = await feedback.call<ConcernShown>(key, 'GET', `/v1/concerns/${made.id}`);
      return body.version === 2 && body;
    });
    expect(moved.clocks.find(({ kind }) => kind === 'triage')?.due).toBe('2026-11-17');
    const [, recalculated] = await feedback.eventsOf(made.id, 2);
    expect(recalculated?.data).toMatchObject({ cause: 'calendar', clocks: [{ kind: 'triage', due: '2026-11-17' }] });
  });

  it('nobody answers in time or judges: the verdict lapses after 28 days and the concern concludes', async () => {
    const { body: made } = await post(key, '/v1/concerns', concern('LAPSE'));
    await triageAndAnswer(made.id, 'declined');
    await feedback.moveTo('2027-01-10T09:00:00Z');
    const { body } = await feedback.call<ConcernShown>(key, 'GET', `/v1/concerns/${made.id}`);
    expect([body.status, body.asks[0]?.verdict]).toEqual(['concluded', 'none-given']);
    const late = await feedback.call<Listed>(secretariat, 'GET', '/v1/concerns?clock=overdue&limit=100');
    const ids = late.body.items.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids).not.toContain(made.id);
    expect((await feedback.call<Listed>(secretariat, 'GET', '/v1/concerns?clock=paused')).body.items).toEqual([]);
  });
});
