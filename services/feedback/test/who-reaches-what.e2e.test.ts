import { anonymous, newId, type Principal } from '@throughline/kernel';
import type { ConcernShown } from '../src/concerns/concern-representation.ts';
import { routes } from '../src/routes.ts';
import { type Answered, type Feedback, patiently, startFeedback } from './start-feedback.ts';

const english = (text: string) => ({ text, language: 'en' });
const canary = 'Canary-in-the-narrative';

interface Listed {
  readonly items: {
    readonly id: string;
    readonly reference: string;
    readonly submitter: { organisationId: string | null };
  }[];
}

describe('who reaches what', () => {
  let feedback: Feedback;
  let forumId: string;
  let kinfolk: string;
  let housing: string;
  let hub: string;
  let key: Principal;
  let secretariat: Principal;
  let officer: Principal;
  let concern: ConcernShown;

  const submission = (more: object = {}) => ({
    forumId,
    category: 'housing',
    narrative: english(canary),
    asks: [english('One ask.')],
    ...more,
  });
  const submit = (who: Principal, more: object = {}, headers: Record<string, string> = {}) =>
    feedback.call<ConcernShown & { code?: string }>(who, 'POST', '/v1/concerns', { body: submission(more), headers });
  const post = (who: Principal, path: string, body?: unknown) =>
    feedback.call<ConcernShown & { code?: string; created?: string }>(who, 'POST', path, { body });
  const triageBody = (visibility: string) => ({
    theme: 'basic-rights-and-needs',
    category: 'housing',
    publicSummary: english('A summary.'),
    asks: [{ number: 1, text: english('The ask in plain words.') }],
    visibility,
  });

  beforeAll(async () => {
    feedback = await startFeedback();
    forumId = await feedback.tellForum();
    kinfolk = await feedback.tellOrganisation('migrant-led', forumId);
    hub = await feedback.tellOrganisation('migrant-support', forumId);
    housing = await feedback.tellOrganisation('institution', forumId);
    key = feedback.key(kinfolk);
    secretariat = feedback.person('secretariat', { forumId });
    officer = feedback.person('officer', { organisationId: housing });
    concern = await patiently('the network has been told', async () => {
      const tried = await submit(key, { externalReference: 'CASE-1' });
      return tried.status === 201 && tried.body;
    });
    await patiently('the hub is seated', async () => {
      const tried = await submit(feedback.key(hub));
      return tried.status === 201;
    });
    await post(secretariat, `/v1/concerns/${concern.id}/triage`, triageBody('members'));
    await post(secretariat, `/v1/concerns/${concern.id}/referrals`, { institutionId: housing, asks: [1] });
  });
  afterAll(() => feedback.stop());

  it('a foreign concern answers exactly as an unknown one, on every route and to every role', async () => {
    const other = newId('frm');
    const foreigners: Principal[] = [
      feedback.person('secretariat', { forumId: other }),
      feedback.person('chair', { forumId: other }),
      feedback.person('officer', { organisationId: newId('org') }),
      feedback.person('caseworker', { organisationId: newId('org') }),
      feedback.person('representative', { organisationId: newId('org') }),
      feedback.key(newId('org')),
    ];
    const part: Record<string, string> = {
      referralId: newId('ref'),
      answerId: newId('ans'),
      commitmentId: newId('cmt'),
      organisationId: newId('org'),
      number: '1',
    };
    const pathOf = (path: string, id: string) =>
      path.replace(':concern', id).replaceAll(/:(\w+)/g, (_, name: string) => part[name] ?? '');
    const cases = routes
      .filter((one) => one.path.includes(':concern'))
      .flatMap(({ method, path, body }) =>
        // No version of it may be guessed from a 412 either.
        [method === 'patch' ? { 'if-match': '"1"' } : {}, { 'if-match': '"999"' }].map((headers) => ({
          method,
          path,
          request: { ...(body && method !== 'get' ? { body: bodies[path] ?? {} } : {}), headers },
        })),
      );
    for (const { method, path, request } of cases)
      for (const foreigner of foreigners) {
        const [foreign, unknown] = await Promise.all(
          [concern.id, newId('con')].map((id) =>
            feedback.call<{ code: string; detail: string }>(foreigner, method.toUpperCase(), pathOf(path, id), request),
          ),
        );
        expect([method, path, foreign?.status, foreign?.body.code, foreign?.body.detail]).toEqual([
          method,
          path,
          unknown?.status,
          unknown?.body.code,
          unknown?.body.detail,
        ]);
        expect([403, 404]).toContain(foreign?.status);
      }
  });

  it('nobody reads without a bearer', async () => {
    for (const path of [`/v1/concerns/${concern.id}`, '/v1/concerns'])
      expect((await feedback.call(anonymous, 'GET', path)).status).toBe(401);
  });

  it('who may know of it and not do it is told so', async () => {
    for (const who of [key, officer, feedback.person('chair', { forumId }), feedback.person('auditor')])
      expect((await post(who, `/v1/concerns/${concern.id}/triage`, triageBody('public'))).status).toBe(403);
  });

  it('each reader sees the words that the table gives them', async () => {
    const seen = async (who: Principal) => {
      const { body } = await feedback.call<ConcernShown>(who, 'GET', `/v1/concerns/${concern.id}`);
      return [body.narrative?.text ?? null, body.publicSummary?.text ?? null, body.submitter.organisationId];
    };
    expect(await seen(key)).toEqual([canary, 'A summary.', kinfolk]);
    expect(await seen(secretariat)).toEqual([canary, 'A summary.', kinfolk]);
    expect(await seen(officer)).toEqual([canary, 'A summary.', null]);
    expect(await seen(feedback.key(hub))).toEqual([null, 'A summary.', null]);
    expect(await seen(feedback.person('auditor'))).toEqual([null, 'A summary.', null]);
  });

  it('words are given text by text to whom they are visible, and to the writer of notices', async () => {
    const events = await feedback.eventsOf(concern.id, 3);
    const narrativeTextId = String(events[0]?.data['narrativeTextId']);
    const summaryTextId = String(events[1]?.data['summaryTextId']);
    const ids = [narrativeTextId, summaryTextId].map((textId) => ({ aggregateId: concern.id, textId }));
    const ask = async (who: Principal) =>
      (await feedback.call<{ words: Record<string, unknown> }>(who, 'POST', '/internal/words', { body: { ids } })).body
        .words;
    expect(await ask(officer)).toEqual({
      [narrativeTextId]: english(canary),
      [summaryTextId]: english('A summary.'),
    });
    expect(await ask(feedback.key(hub))).toEqual({ [narrativeTextId]: null, [summaryTextId]: english('A summary.') });
    expect(await ask(anonymous)).toEqual({ [narrativeTextId]: null, [summaryTextId]: null });
    expect(await ask({ kind: 'service', id: 'insights' })).toEqual({ [narrativeTextId]: null, [summaryTextId]: null });
    expect(await ask({ kind: 'service', id: 'notifications' })).toMatchObject({ [narrativeTextId]: english(canary) });
  });

  it('lists hold what a reader may know of, and a filter tells no more than the concern would', async () => {
    const list = async (who: Principal, query = '') =>
      (await feedback.call<Listed>(who, 'GET', `/v1/concerns${query}`)).body.items.map(({ id }) => id);
    expect(await list(officer)).toEqual([concern.id]);
    expect(await list(key)).toContain(concern.id);
    expect(await list(secretariat, `?forum=${forumId}&status=referred&institution=${housing}`)).toEqual([concern.id]);
    expect(await list(feedback.person('secretariat', { forumId: newId('frm') }))).toEqual([]);
    // Tier `forum`: an officer is not told who submitted, and so does not find it by its submitter either.
    expect(await list(officer, `?submitter=${kinfolk}`)).toEqual([]);
    expect(await list(secretariat, `?submitter=${kinfolk}`)).toContain(concern.id);
    expect(await list(secretariat, '?updatedSince=2030-01-01T00:00:00Z')).toEqual([]);
    expect((await feedback.call(secretariat, 'GET', '/v1/concerns?colour=red')).status).toBe(400);
  });

  it('pages lead through a list without a gap or a repetition', async () => {
    for (let count = 0; count < 4; count++) await submit(key);
    const seen: string[] = [];
    let path: string | undefined = '/v1/concerns?limit=2';
    while (path) {
      const listed: Answered<Listed> = await feedback.call<Listed>(key, 'GET', path);
      seen.push(...listed.body.items.map(({ id }) => id));
      path = /<([^>]+)>; rel="next"/.exec(listed.headers.get('link') ?? '')?.[1];
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(5);
    expect(seen).toEqual(seen.toSorted().toReversed());
  });

  it('the same request with the same key makes one concern, and with another body none', async () => {
    const headers = { 'idempotency-key': 'once-only' };
    const all = await Promise.all(Array.from({ length: 20 }, () => submit(key, {}, headers)));
    const made = all.filter(({ status }) => status === 201);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    expect(all.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(made.filter((one) => one.headers.get('idempotency-replayed') !== 'true')).toHaveLength(1);
    const other = await submit(key, { category: 'health' }, headers);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-mismatch']);
  });

  it('an external reference stands for one concern of its organisation', async () => {
    const again = await submit(key, { externalReference: 'CASE-1' });
    expect([again.status, again.body.code]).toEqual([409, 'key-taken']);
    expect((await submit(feedback.key(hub), { externalReference: 'CASE-1' })).status).toBe(201);
  });

  it('fifty commands at once leave an unbroken row of versions', async () => {
    const { body } = await submit(key);
    const path = `/v1/concerns/${body.id}/triage`;
    const all = await Promise.all(Array.from({ length: 50 }, () => post(secretariat, path, triageBody('public'))));
    expect(all.every(({ status }) => status === 200 || status === 409)).toBe(true);
    const done = all.filter(({ status }) => status === 200).length;
    const { body: now } = await feedback.call<ConcernShown>(secretariat, 'GET', `/v1/concerns/${body.id}`);
    expect(now.version).toBe(1 + done);
    const events = await feedback.eventsOf(body.id, now.version);
    expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, place) => place + 1));
  });

  it('an older version is refused, and a replay wins over that', async () => {
    const { body } = await submit(key);
    const path = `/v1/concerns/${body.id}/acknowledge`;
    const headers = { 'if-match': '"1"', 'idempotency-key': 'acknowledge-once' };
    expect((await feedback.call(secretariat, 'POST', path, { headers })).status).toBe(200);
    expect((await feedback.call(secretariat, 'POST', path, { headers })).status).toBe(200);
    const stale = await feedback.call<{ code: string }>(secretariat, 'POST', `/v1/concerns/${body.id}/triage`, {
      body: triageBody('public'),
      headers: { 'if-match': '"1"' },
    });
    expect([stale.status, stale.body.code]).toEqual([412, 'stale']);
  });

  it('an anonymous submission keeps no trace of who it was, and a return code to follow it up', async () => {
    const headers = { 'idempotency-key': 'nobody-knows-this-one' };
    const first = await submit(key, { identityTier: 'anonymous' }, headers);
    expect([first.status, first.body.submitter]).toEqual([201, { organisationId: null, identityTier: 'anonymous' }]);
    expect(first.body.returnCode).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
    const again = await submit(key, { identityTier: 'anonymous' }, headers);
    expect([again.body.id, again.body.returnCode]).toEqual([first.body.id, first.body.returnCode]);
    const [submitted] = await feedback.eventsOf(first.body.id, 1);
    expect(submitted?.actor).toBe('anonymous');
    expect(JSON.stringify(submitted)).not.toContain(kinfolk);
    expect((await feedback.call(key, 'GET', `/v1/concerns/${first.body.id}`)).status).toBe(404);
    const refused = await submit(key, { identityTier: 'anonymous', externalReference: 'CASE-9' });
    expect([refused.status, refused.body.code]).toEqual([422, 'external-reference-refused']);
  });

  it('an unverified organisation, an unknown forum and an unknown institution are refused by name', async () => {
    const unverified = await submit(feedback.key(newId('org')));
    expect([unverified.status, unverified.body.code]).toEqual([409, 'organisation-not-verified']);
    const elsewhere = await submit(key, { forumId: newId('frm') });
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'forum-unknown']);
    const { body } = await submit(key);
    await post(secretariat, `/v1/concerns/${body.id}/triage`, triageBody('public'));
    const nobody = await post(secretariat, `/v1/concerns/${body.id}/referrals`, { institutionId: hub, asks: [1] });
    expect([nobody.status, nobody.body.code]).toEqual([422, 'institution-unknown']);
  });

  it('a merge is done on both sides, and undone on both', async () => {
    const [one, other] = [(await submit(key)).body, (await submit(feedback.key(hub))).body];
    const merged = await post(secretariat, `/v1/concerns/${other.id}/merge`, { into: one.id });
    expect(merged.body).toMatchObject({ status: 'merged', closedAs: 'merged', mergedInto: one.id });
    const absorbed = () => feedback.call<ConcernShown>(secretariat, 'GET', `/v1/concerns/${one.id}`);
    await patiently('the other side is done', async () => (await absorbed()).body.absorbed.includes(other.id));
    const undone = await post(secretariat, `/v1/concerns/${other.id}/unmerge`);
    expect(undone.body).toMatchObject({ status: 'received', mergedInto: null });
    await patiently('the other side is undone', async () => (await absorbed()).body.absorbed.length === 0);
  });

  it('consent that is withdrawn takes the words along and leaves the counts', async () => {
    const consent = { scope: ['forum', 'institution', 'public-summary'], version: '2026-1', givenOn: '2026-11-02' };
    const { body } = await submit(key, { onBehalfOf: { peopleConcerned: 7, consent } });
    await post(secretariat, `/v1/concerns/${body.id}/triage`, triageBody('public'));
    const gone = await post(key, `/v1/concerns/${body.id}/consent-withdrawal`, { scopeLeft: [] });
    expect(gone.body).toMatchObject({
      status: 'withdrawn',
      closedAs: 'withdrawn',
      narrative: null,
      publicSummary: null,
      onBehalfOf: { peopleConcerned: 7, consent: { scope: [] } },
    });
    expect(gone.body.asks.map(({ text }) => text)).toEqual([null]);
  });

  it('an endorsement shows its band to all and its number to the parties', async () => {
    const { body } = await submit(key);
    await post(secretariat, `/v1/concerns/${body.id}/triage`, triageBody('public'));
    const hubs = feedback.key(hub);
    const endorsed = await post(hubs, `/v1/concerns/${body.id}/endorsements`, { peopleAffected: 34 });
    expect(endorsed.status).toBe(201);
    expect(endorsed.body.endorsements[0]).toMatchObject({
      organisationId: hub,
      peopleAffected: null,
      peopleAffectedBand: '30-39',
    });
    const { body: seen } = await feedback.call<ConcernShown>(key, 'GET', `/v1/concerns/${body.id}`);
    expect(seen.endorsements[0]?.peopleAffected).toBe(34);
  });
});

const text = { text: 'words', language: 'en' };
const outcomes = [{ ask: 1, outcome: 'declined', reason: 'no-resources', text, plain: text }];

/** A body that each route takes, so that it is the concern and not the body that is refused. */
const bodies: Record<string, unknown> = {
  '/v1/concerns/:concern/triage': {
    theme: 'basic-rights-and-needs',
    category: 'housing',
    publicSummary: text,
    asks: [{ number: 1, text }],
    visibility: 'public',
  },
  '/v1/concerns/:concern/reject': { reason: 'duplicate', text },
  '/v1/concerns/:concern/information-requests': { text },
  '/v1/concerns/:concern/information-requests/:number/supply': { text },
  '/v1/concerns/:concern/referrals': { institutionId: 'org_01m8159vbqehfapqxq150682w1', asks: [1] },
  '/v1/concerns/:concern/referrals/:referralId/return': { reason: 'unknown-body', text },
  '/v1/concerns/:concern/referrals/:referralId/extend': { workingDays: 5, reason: 'complex', text },
  '/v1/concerns/:concern/answers': { referralId: 'ref_01m8159vbqehfapqxq150682w1', outcomes },
  '/v1/concerns/:concern/answers/:answerId': { outcomes },
  '/v1/concerns/:concern/asks/:number/outside-competence': {
    reason: 'no-legal-power',
    text,
    plain: text,
    signpost: text,
  },
  '/v1/concerns/:concern/verdicts': { verdicts: [{ ask: 1, verdict: 'resolved' }] },
  '/v1/concerns/:concern/reopen': { asks: [1], reason: 'new-facts', text },
  '/v1/concerns/:concern/withdraw': { reason: 'other' },
  '/v1/concerns/:concern/consent-withdrawal': { scopeLeft: [] },
  '/v1/concerns/:concern/merge': { into: 'con_01m8159vbqehfapqxq150682w1' },
  '/v1/concerns/:concern/endorsements': { peopleAffected: 3 },
  '/v1/concerns/:concern/agenda': { forumId: 'frm_01m8159vbqehfapqxq150682w1' },
};
