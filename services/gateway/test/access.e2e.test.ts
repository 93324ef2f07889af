import { newId } from '@throughline/kernel';
import { type Gateway, type Shown, startGateway } from './start-gateway.ts';

let gateway: Gateway;
let admin: string;
const forum = newId('frm');
const organisations = { aston: newId('org'), hub: newId('org'), housing: newId('org') };

beforeAll(async () => {
  gateway = await startGateway();
  gateway.behind['meetings']?.known.set(forum, {});
  gateway.behind['organisations']?.known.set(organisations.aston, { kind: 'migrant-led' });
  gateway.behind['organisations']?.known.set(organisations.hub, { kind: 'migrant-support' });
  gateway.behind['organisations']?.known.set(organisations.housing, { kind: 'institution' });
  admin = (await gateway.signIn({ firstAdministrator: gateway.administrator })).token;
});
afterAll(() => gateway?.stop());

let number = 0;
async function invite(bearer = admin): Promise<Shown> {
  number += 1;
  const body = { name: `Person ${number}`, email: `person.${number}@network.example`, language: 'en' };
  const answered = await gateway.call('POST', '/v1/people', { bearer, body });
  expect(answered.status).toBe(201);
  return answered.body;
}
const grant = (bearer: string, id: string, body: object) =>
  gateway.call('POST', `/v1/people/${id}/roles`, { bearer, body });
async function personWith(role: object): Promise<{ id: string; token: string }> {
  const { id } = await invite();
  expect((await grant(admin, id, role)).status).toBe(201);
  return { id, token: (await gateway.signIn({ personId: id })).token };
}

describe('the first administrator', () => {
  it('is one person, however often the stack asks for them, and nobody else', async () => {
    const again = await gateway.signIn({ firstAdministrator: gateway.administrator });
    const me = await gateway.call('GET', '/v1/me', { bearer: again.token });
    expect(me.body).toMatchObject({
      kind: 'person',
      id: again.personId,
      name: 'Morwenna Tate',
      roles: [{ role: 'administrator' }],
    });
    expect((await gateway.call('GET', '/v1/me', { bearer: admin })).body['id']).toBe(again.personId);
    const other = { ...gateway.administrator, email: 'somebody.else@network.example' };
    await expect(gateway.signIn({ firstAdministrator: other })).rejects.toThrow('first-administrator-exists');
  });

  it('cannot end the only role that could give anybody a role', async () => {
    const { body } = await gateway.call('GET', '/v1/people?role=administrator', { bearer: admin });
    const [{ id, roles }] = body['items'];
    const ended = await gateway.call('POST', `/v1/people/${id}/roles/${roles[0].id}/end`, { bearer: admin });
    expect([ended.status, ended.body['code']]).toEqual([409, 'last-administrator']);
  });
});

describe('people', () => {
  it('are invited once per key and once per mail address', async () => {
    const body = { name: 'Tamsin Ellery', email: 'Tamsin@Northgate.example', language: 'en' };
    const headers = { 'idempotency-key': 'invite-tamsin' };
    const first = await gateway.call('POST', '/v1/people', { bearer: admin, body, headers });
    expect([first.status, first.headers.get('location')]).toEqual([201, `/v1/people/${first.body['id']}`]);
    expect(first.body).toMatchObject({ created: first.body['id'], name: 'Tamsin Ellery', roles: [], version: 1 });
    const replay = await gateway.call('POST', '/v1/people', { bearer: admin, body, headers });
    expect([replay.status, replay.body['id'], replay.headers.get('idempotency-replayed')]).toEqual([
      201,
      first.body['id'],
      'true',
    ]);
    const mismatch = await gateway.call('POST', '/v1/people', { bearer: admin, body: { ...body, name: 'T' }, headers });
    expect([mismatch.status, mismatch.body['code']]).toEqual([422, 'idempotency-mismatch']);
    const taken = { ...body, email: 'tamsin@northgate.example' };
    const second = await gateway.call('POST', '/v1/people', { bearer: admin, body: taken });
    expect([second.status, second.body['code']]).toEqual([409, 'mail-taken']);
  });

  it('refuses what is no name, address or language, every fault at once', async () => {
    const body = { name: ' ', email: 'nowhere', language: 'English', role: 'administrator' };
    const { status, body: shown } = await gateway.call('POST', '/v1/people', { bearer: admin, body });
    expect([status, shown['errors'].length]).toEqual([400, 4]);
  });

  it('hold roles from the moment they are granted, in a session that was open already', async () => {
    const { id } = await invite();
    const { token } = await gateway.signIn({ personId: id });
    expect((await gateway.call('GET', '/v1/me', { bearer: token })).body['roles']).toEqual([]);
    const granted = await grant(admin, id, { role: 'secretariat', forumId: forum });
    expect(granted.status).toBe(201);
    const roleId = granted.body['created'] as string;
    expect(roleId).toMatch(/^rol_/);
    expect((await gateway.call('GET', '/v1/me', { bearer: token })).body['roles']).toEqual([
      { role: 'secretariat', forumId: forum },
    ]);
    expect((await grant(admin, id, { role: 'secretariat', forumId: forum })).body['code']).toBe('role-already-held');
    const end = () => gateway.call('POST', `/v1/people/${id}/roles/${roleId}/end`, { bearer: admin });
    expect((await end()).status).toBe(200);
    expect((await end()).body['code']).toBe('role-ended');
    expect((await gateway.call('GET', '/v1/me', { bearer: token })).body['roles']).toEqual([]);
  });

  it.each([
    [{ role: 'officer', organisationId: organisations.aston }, 422, 'role-does-not-fit'],
    [{ role: 'caseworker', organisationId: organisations.housing }, 422, 'role-does-not-fit'],
    [{ role: 'officer', organisationId: newId('org') }, 422, 'organisation-unknown'],
    [{ role: 'chair', forumId: newId('frm') }, 422, 'forum-unknown'],
    [{ role: 'chair' }, 400, 'malformed'],
    [{ role: 'administrator', forumId: forum }, 400, 'malformed'],
  ])('a role that cannot be is refused: %j', async (role, status, code) => {
    const answered = await grant(admin, (await invite())['id'], role);
    expect([answered.status, answered.body['code']]).toEqual([status, code]);
  });

  it('change their own particulars, on the version that they have read', async () => {
    const { id, token } = await personWith({ role: 'caseworker', organisationId: organisations.aston });
    const path = `/v1/people/${id}`;
    const read = await gateway.call('GET', path, { bearer: token });
    const etag = read.headers.get('etag') ?? '';
    expect((await gateway.call('PATCH', path, { bearer: token, body: { language: 'so' } })).status).toBe(428);
    const patch = (body: object, match: string) =>
      gateway.call('PATCH', path, { bearer: token, body, headers: { 'if-match': match } });
    const changed = await patch({ name: 'Hodan', language: 'so' }, etag);
    expect([changed.status, changed.body['name'], changed.body['language']]).toEqual([200, 'Hodan', 'so']);
    expect((await patch({ name: 'Other' }, etag)).status).toBe(412);
    const same = await patch({ name: 'Hodan' }, changed.headers.get('etag') ?? '');
    expect([same.status, same.body['version']]).toEqual([200, changed.body['version']]);
  });

  it('know whom they work with and nobody else: a stranger is as unknown as nobody', async () => {
    const [aston, colleague, hub] = [
      await personWith({ role: 'representative', organisationId: organisations.aston }),
      await personWith({ role: 'caseworker', organisationId: organisations.aston }),
      await personWith({ role: 'caseworker', organisationId: organisations.hub }),
    ];
    const read = (bearer: string, id: string) => gateway.call('GET', `/v1/people/${id}`, { bearer });
    expect((await read(aston.token, colleague.id)).body).toMatchObject({ email: expect.stringContaining('@') });
    expect((await read(colleague.token, aston.id)).body).toMatchObject({ name: expect.any(String), email: null });
    const [foreign, unknown] = [await read(aston.token, hub.id), await read(aston.token, newId('per'))];
    expect([foreign.status, foreign.body['code'], foreign.body['detail']]).toEqual([
      404,
      unknown.body['code'],
      unknown.body['detail'],
    ]);
    const role = { role: 'caseworker', organisationId: organisations.aston };
    const attempts: readonly (readonly [method: string, path: string, body?: object])[] = [
      ['PATCH', '', { name: 'Somebody' }],
      ['POST', '/roles', role],
      ['POST', `/roles/${newId('rol')}/end`],
    ];
    for (const [method, path, sent] of attempts) {
      // No version of a stranger may be guessed from a 412 either.
      const guess = (id: string) =>
        gateway.call(method, `/v1/people/${id}${path}`, {
          bearer: aston.token,
          ...(sent ? { body: sent } : {}),
          headers: { 'if-match': '"999"' },
        });
      expect([method, path, (await guess(hub.id)).status]).toEqual([method, path, 404]);
      expect([method, path, (await guess(newId('per'))).status]).toEqual([method, path, 404]);
    }
    const { body } = await gateway.call('GET', '/v1/people?limit=100', { bearer: colleague.token });
    const known = (body['items'] as { id: string }[]).map(({ id }) => id);
    expect(known).toEqual(expect.arrayContaining([aston.id, colleague.id]));
    expect(known).not.toContain(hub.id);
  });

  it('are given roles by their representatives within the organisation, and never beyond it', async () => {
    const { token } = await personWith({ role: 'representative', organisationId: organisations.hub });
    const { id } = await invite(token);
    expect((await grant(token, id, { role: 'caseworker', organisationId: organisations.hub })).status).toBe(201);
    for (const role of [
      { role: 'caseworker', organisationId: organisations.aston },
      { role: 'secretariat', forumId: forum },
      { role: 'administrator' },
    ])
      expect((await grant(token, id, role)).status).toBe(403);
  });

  it('are listed a page at a time, in the order of their invitation', async () => {
    const found: string[] = [];
    let path: string | undefined = '/v1/people?limit=3';
    while (path) {
      const { body, headers }: { body: Shown; headers: Headers } = await gateway.call('GET', path, { bearer: admin });
      found.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
      path = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(found.length).toBeGreaterThan(10);
    expect(found).toEqual([...new Set(found)].toSorted());
  });
});

describe('API keys', () => {
  const keysOf = (id: string) => `/v1/organisations/${id}/api-keys`;
  const body = { name: 'case system', scopes: ['concerns:submit'] };

  it('are shown once: neither a replay nor a list shows them again', async () => {
    const headers = { 'idempotency-key': 'one-key' };
    const first = await gateway.call('POST', keysOf(organisations.aston), { bearer: admin, body, headers });
    expect(first.body['key']).toMatch(/^thl_test_[0-9a-z]{26}_[0-9A-Za-z]{49}$/);
    expect(first.headers.get('cache-control')).toBe('no-store');
    const replay = await gateway.call('POST', keysOf(organisations.aston), { bearer: admin, body, headers });
    expect([replay.status, replay.body['id'], replay.body['key']]).toEqual([201, first.body['id'], undefined]);
    const list = await gateway.call('GET', keysOf(organisations.aston), { bearer: admin });
    expect(list.body['items']).toContainEqual(expect.objectContaining({ id: first.body['id'], name: 'case system' }));
    expect(JSON.stringify(list.body)).not.toContain(first.body['key']);
  });

  it('are their representatives’ and the administrator’s to make; others of the organisation may not, strangers find nothing', async () => {
    const post = async (role: object, organisationId: string) =>
      (await gateway.call('POST', keysOf(organisationId), { bearer: (await personWith(role)).token, body })).status;
    const { aston, hub } = organisations;
    expect(await post({ role: 'representative', organisationId: aston }, aston)).toBe(201);
    expect(await post({ role: 'caseworker', organisationId: aston }, aston)).toBe(403);
    expect(await post({ role: 'representative', organisationId: hub }, aston)).toBe(404);
    expect(await post({ role: 'auditor' }, aston)).toBe(403);
    const key = (await gateway.call('POST', keysOf(aston), { bearer: admin, body })).body['id'] as string;
    const stranger = (await personWith({ role: 'representative', organisationId: hub })).token;
    for (const path of [`${keysOf(aston)}/${key}`, `${keysOf(hub)}/${key}`, `${keysOf(hub)}/${newId('key')}`]) {
      const revoked = await gateway.call('DELETE', path, { bearer: stranger, headers: { 'if-match': '"999"' } });
      expect(revoked.status).toBe(404);
    }
    const unknown = await gateway.call('POST', keysOf(newId('org')), { bearer: admin, body });
    expect([unknown.status, unknown.body['code']]).toEqual([422, 'organisation-unknown']);
  });

  it('cannot be made to have expired, and make no keys themselves', async () => {
    const past = { ...body, expiresOn: '2020-01-01' };
    const refused = await gateway.call('POST', keysOf(organisations.aston), { bearer: admin, body: past });
    expect([refused.status, refused.body['code']]).toEqual([422, 'expiry-in-the-past']);
    const { key } = (await gateway.call('POST', keysOf(organisations.aston), { bearer: admin, body })).body;
    const made = await gateway.call('POST', keysOf(organisations.aston), { bearer: key as string, body });
    expect(made.status).toBe(403);
  });
});

describe('code lists', () => {
  it('are open to everybody as they ship, and changed by the administrator without losing a code', async () => {
    const read = async () => {
      const { body } = await gateway.call('GET', '/v1/code-lists');
      return (body['items'] as Shown[]).find(({ name }) => name === 'drop-reasons') ?? {};
    };
    const before = await read();
    expect(before['version']).toBe(0);
    const put = (codes: unknown, headers = {}) =>
      gateway.call('PUT', '/v1/code-lists/drop-reasons', { bearer: admin, body: { codes }, headers });
    const short = await put([before['codes'][0]]);
    expect([short.status, short.body['code']]).toEqual([422, 'codes-missing']);
    const codes = [...before['codes'], { code: 'no-quorum', labels: [{ text: 'Nobody came', language: 'en' }] }];
    const changed = await put(codes);
    expect([changed.status, changed.body['version']]).toEqual([200, 1]);
    expect((await read())['codes'].at(-1)).toEqual({
      code: 'no-quorum',
      retired: false,
      labels: [{ text: 'Nobody came', language: 'en' }],
    });
    expect((await put(codes)).status).toBe(428);
    const same = await put(codes, { 'if-match': '"1"' });
    expect([same.status, same.body['version']]).toEqual([200, 1]);
  });
});

describe('the demo’s doors', () => {
  it('show a service whom a visitor may be', async () => {
    const bearer = await gateway.signers.portal.serviceToken();
    const { body } = await gateway.call('GET', '/internal/demo/people', { bearer });
    expect(body['items'][0]).toEqual({
      id: expect.stringMatching(/^per_/),
      name: 'Morwenna Tate',
      roles: [{ role: 'administrator' }],
    });
  });

  it('the clock stops at every due time on the way, is kept for processes to come, and never goes back', async () => {
    const { meetings, feedback } = gateway.behind;
    if (!meetings || !feedback || !gateway.clock) throw new Error('no stack');
    const now = gateway.clock.now().getTime();
    const inDays = (days: number) => new Date(now + days * 86_400_000);
    meetings.due.push(inDays(2), inDays(40));
    feedback.due.push(inDays(1), inDays(3));
    const move = (to: Date, bearer = admin) =>
      gateway.call('PUT', '/v1/demo-clock', { bearer, body: { now: to.toISOString() } });
    const moved = await move(inDays(10));
    expect(moved.status).toBe(200);
    expect(meetings.stops).toEqual([1, 2, 3, 10].map((days) => inDays(days).toISOString()));
    expect(feedback.stops).toEqual(meetings.stops);
    expect(gateway.keptClock().offsetMs).toBe(gateway.clock.offsetMs);
    const back = await move(inDays(5));
    expect([back.status, back.body['code']]).toEqual([409, 'clock-forward-only']);
    const { token } = await personWith({ role: 'secretariat', forumId: forum });
    expect((await move(inDays(20), token)).status).toBe(403);
  });

  it('a key works through its last day, and expires when the clock has passed it', async () => {
    const expiresOn = new Date((gateway.clock?.now().getTime() ?? 0) + 2 * 86_400_000).toISOString().slice(0, 10);
    const path = `/v1/organisations/${organisations.aston}/api-keys`;
    const issue = () =>
      gateway.call('POST', path, {
        bearer: admin,
        body: { name: 'short', scopes: ['concerns:read'], expiresOn },
        headers: { 'idempotency-key': 'a-short-lived-key' },
      });
    const issued = await issue();
    const read = () => gateway.call('GET', '/v1/concerns', { bearer: issued.body['key'] as string });
    const move = (at: string) => gateway.call('PUT', '/v1/demo-clock', { bearer: admin, body: { now: at } });
    await move(`${expiresOn}T23:59:00Z`);
    expect((await read()).status).toBe(200);
    await move(new Date(Date.parse(`${expiresOn}T23:59:00Z`) + 120_000).toISOString());
    expect((await read()).status).toBe(401);
    // The same request again is answered with the key that it made, although its day has passed by now.
    const again = await issue();
    expect([again.status, again.body['id'], again.body['key']]).toEqual([201, issued.body['id'], undefined]);
    const { body } = await gateway.call('GET', `${path}?limit=100`, { bearer: admin });
    const shown = (body['items'] as Shown[]).find(({ id }) => id === issued.body['id']);
    expect(shown?.['expiredAt']).toEqual(expect.any(String));
  });
});

describe('a production', () => {
  it('has no demo behind any door, and takes no key of one', async () => {
    const production = await startGateway({ mode: 'production' });
    try {
      const bearer = await production.signers.stack.serviceToken();
      for (const [method, path] of [
        ['GET', '/internal/demo/people'],
        ['POST', '/internal/demo/sessions'],
        ['GET', '/v1/demo-clock'],
        ['PUT', '/v1/demo-clock'],
        ['GET', '/internal/clock'],
      ] as const)
        expect([path, (await production.call(method, path, { bearer })).status]).toEqual([path, 404]);
    } finally {
      await production.stop();
    }
  });

  it('does not start with a demo’s settings', async () => {
    await expect(
      startGateway({ mode: 'production', env: { THROUGHLINE_NOW: '2026-11-02T09:00:00Z' } }),
    ).rejects.toThrow('THROUGHLINE_NOW');
  });
});
