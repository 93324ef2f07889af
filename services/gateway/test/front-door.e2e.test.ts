import { request as httpRequest } from 'node:http';
import { newId } from '@throughline/kernel';
import { waitUntil } from '@throughline/testing';
import { type Gateway, startGateway } from './start-gateway.ts';

let gateway: Gateway;
let admin: string;

beforeAll(async () => {
  gateway = await startGateway({ env: { RATE_LIMIT_PUBLIC_POSTS: '5' } });
  admin = (await gateway.signIn({ firstAdministrator: gateway.administrator })).token;
});
afterAll(() => gateway?.stop());

function organisation(): string {
  const id = newId('org');
  gateway.behind['organisations']?.known.set(id, { kind: 'migrant-led' });
  return id;
}

async function issueKey(organisationId = organisation()) {
  const { status, body } = await gateway.call('POST', `/v1/organisations/${organisationId}/api-keys`, {
    bearer: admin,
    body: { name: 'case system', scopes: ['concerns:submit', 'concerns:read'] },
  });
  expect(status).toBe(201);
  return { organisationId, id: body['id'] as string, key: body['key'] as string };
}

/** Who the service behind the door was told is asking. */
const principalIn = (body: Record<string, unknown>) => {
  const { authorization = '' } = body['headers'] as Record<string, string>;
  return gateway.signers.feedback.verify(authorization.slice('Bearer '.length));
};

describe('who comes in', () => {
  it('a key goes on to the service as a principal in a token of the gateway, and stays at the door itself', async () => {
    const { organisationId, id, key } = await issueKey();
    const { status, body, headers } = await gateway.call('POST', '/v1/concerns?x=1', {
      bearer: key,
      body: { narrative: 'words' },
      headers: { cookie: 'other=1', 'x-request-id': 'mine', 'x-forwarded-for': '10.0.0.1', 'x-custom': 'kept' },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ answeredBy: 'feedback', method: 'POST', url: '/v1/concerns?x=1' });
    expect(JSON.parse(body['body'])).toEqual({ narrative: 'words' });
    expect(await principalIn(body)).toEqual({
      kind: 'key',
      id,
      organisationId,
      scopes: ['concerns:submit', 'concerns:read'],
    });
    expect(JSON.stringify(body)).not.toContain(key);
    expect(body['headers']).toMatchObject({ 'x-custom': 'kept' });
    for (const withheld of ['cookie', 'x-forwarded-for']) expect(body['headers']).not.toHaveProperty(withheld);
    expect(body['headers']['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('ratelimit-policy')).toBe('"key";q=600;w=60');
    expect(headers.get('ratelimit')).toMatch(/^"key";r=599;t=\d+$/);
  });

  it.each([
    ['a mistyped key', (key: string) => `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`],
    ['a key of a production', (key: string) => key.replace('thl_test_', 'thl_live_')],
    ['a token that nobody signed', () => 'eyJhbGciOiJub25lIn0.e30.'],
    ['a session that never was', () => `ths_${'A'.repeat(43)}`],
  ])('%s is refused, also where no bearer is needed', async (_what, alter) => {
    const { key } = await issueKey();
    for (const path of ['/v1/concerns', '/v1/traces/NMF-2026-0001', '/v1/me', '/openapi.json']) {
      const { status, body, headers } = await gateway.call('GET', path, { bearer: alter(key) });
      expect([path, status, body['code']]).toEqual([path, 401, 'unauthenticated']);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  it('a key with another secret is refused in the words for a key that never was', async () => {
    const [one, other] = [await issueKey(), await issueKey()];
    const { parseKey, writeKey } = await import('../src/api-keys/key-format.ts');
    const [mine, theirs] = [parseKey(one.key), parseKey(other.key)];
    if (!mine || !theirs) throw new Error('no keys');
    const forged = await gateway.call('GET', '/v1/me', { bearer: writeKey({ ...mine, secret: theirs.secret }) });
    const invented = await gateway.call('GET', '/v1/me', { bearer: writeKey({ ...mine, keyId: newId('key') }) });
    expect([forged.status, forged.body['detail']]).toEqual([401, invented.body['detail']]);
  });

  it('a revoked key is refused from the next request on', async () => {
    const { organisationId, id, key } = await issueKey();
    expect((await gateway.call('GET', '/v1/me', { bearer: key })).body).toMatchObject({ kind: 'key', id });
    const path = `/v1/organisations/${organisationId}/api-keys/${id}`;
    const revoked = await gateway.call('DELETE', path, { bearer: admin });
    expect([revoked.status, typeof revoked.body['revokedAt']]).toEqual([200, 'string']);
    expect((await gateway.call('GET', '/v1/concerns', { bearer: key })).status).toBe(401);
    expect((await gateway.call('DELETE', path, { bearer: admin })).status).toBe(200);
  });

  it('a reader nobody has signed in as is anonymous to services, and nobody to the portal', async () => {
    const service = await gateway.call('GET', '/v1/traces/NMF-2026-0001');
    expect(await principalIn(service.body)).toEqual({ kind: 'anonymous' });
    const page = await gateway.call('GET', '/concerns/NMF-2026-0001');
    expect(page.body['answeredBy']).toBe('portal');
    expect(page.body['headers']).not.toHaveProperty('authorization');
  });

  it('a process of ours goes on in its own token, and its request id is believed', async () => {
    const requestId = '0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000';
    const { body } = await gateway.call('GET', '/v1/concerns', {
      bearer: await gateway.signers.portal.serviceToken(),
      headers: { 'x-request-id': requestId },
    });
    expect(await principalIn(body)).toEqual({ kind: 'service', id: 'portal' });
    expect(body['headers']['x-request-id']).toBe(requestId);
  });
});

describe('a session cookie', () => {
  const cookie = () => `theme=dark; throughline_session=${admin}`;

  it('is as good as the token for reading, and for changes that a page of ours sends', async () => {
    const read = await gateway.call('GET', '/dashboard', { headers: { cookie: cookie() } });
    expect(await principalIn(read.body)).toMatchObject({ kind: 'person', roles: [{ role: 'administrator' }] });
    for (const proof of [{ 'sec-fetch-site': 'same-origin' }, { origin: 'http://throughline.example' }]) {
      const sent = await gateway.call('POST', '/answers', { headers: { cookie: cookie(), ...proof } });
      expect([sent.status, sent.body['answeredBy']]).toEqual([200, 'portal']);
    }
  });

  it.each([
    ['another site’s page', { 'sec-fetch-site': 'cross-site', origin: 'http://throughline.example' }],
    ['a sibling’s page', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'https://elsewhere.example' }],
    ['nobody that says who', {}],
  ])('changes nothing for %s', async (_who, proof) => {
    const arrivedBefore = gateway.behind['feedback']?.arrived.length;
    const { status, body } = await gateway.call('POST', '/v1/concerns', {
      headers: { cookie: cookie(), ...proof },
      body: {},
    });
    expect([status, body['code']]).toEqual([403, 'cross-site']);
    expect(gateway.behind['feedback']?.arrived.length).toBe(arrivedBefore);
  });

  it('of a session that has ended makes its reader a visitor', async () => {
    const headers = { cookie: `throughline_session=ths_${'B'.repeat(43)}` };
    expect((await gateway.call('GET', '/', { headers })).status).toBe(200);
    expect((await gateway.call('GET', '/v1/me', { headers })).status).toBe(401);
  });
});

describe('what services say among themselves', () => {
  it.each([
    '/internal/journal',
    '/internal',
    '//internal/journal',
    '/%69nternal/journal',
    '/INTERNAL/journal',
    '/internal%2fjournal',
    '/internal/demo/sessions',
    '/internal/openapi.json',
  ])('%s is not there for visitors, keys or people', async (path) => {
    const { key } = await issueKey();
    for (const bearer of [undefined, key, admin]) expect((await raw(path, bearer)).status).toBe(404);
    expect(gateway.behind['portal']?.arrived.filter(({ url }) => /internal/i.test(decodeURIComponent(url)))).toEqual(
      [],
    );
  });

  it('is there for a service: the journal of people and keys, without a word of theirs', async () => {
    await gateway.call('POST', '/v1/people', {
      bearer: admin,
      body: { name: 'Canary Wordsworth', email: 'canary@words.example', language: 'en' },
    });
    const bearer = await gateway.signers.notifications.serviceToken();
    const { status, body } = await gateway.call('GET', '/internal/journal?limit=500', { bearer });
    expect(status).toBe(200);
    expect(body['events'].length).toBeGreaterThan(3);
    expect(JSON.stringify(body)).not.toMatch(/canary|wordsworth|case system|secretHash/i);
  });

  it('names and addresses are given to notifications, and to nobody else’s service', async () => {
    const invited = await gateway.call('POST', '/v1/people', {
      bearer: admin,
      body: { name: 'Ada Quill', email: 'ada@quill.example', language: 'en' },
    });
    const aggregateId = invited.body['id'] as string;
    const journal = await gateway.call('GET', `/internal/journal?aggregate=${aggregateId}`, {
      bearer: await gateway.signers.notifications.serviceToken(),
    });
    const { nameTextId, mailTextId } = journal.body['events'][0].data as Record<string, string>;
    const ids = [nameTextId, mailTextId].map((textId) => ({ aggregateId, textId }));
    const ask = async (bearer: string) =>
      (await gateway.call('POST', '/internal/words', { bearer, body: { ids } })).body['words'];
    expect(Object.values(await ask(await gateway.signers.notifications.serviceToken()))).toEqual([
      { text: 'Ada Quill', language: 'en' },
      { text: 'ada@quill.example', language: 'en' },
    ]);
    expect(Object.values(await ask(await gateway.signers.feedback.serviceToken()))).toEqual([null, null]);
  });
});

/** As typed: fetch would tidy the path up. */
function raw(path: string, bearer?: string): Promise<{ status: number }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(gateway.url);
    const headers = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
    httpRequest({ hostname, port, path, headers }, (response) => {
      response.resume().on('end', () => resolve({ status: response.statusCode ?? 0 }));
    })
      .on('error', reject)
      .end();
  });
}

describe('the way on', () => {
  it('a service that is away is a 503 that says when to try again', async () => {
    const { key } = await issueKey();
    await gateway.behind['meetings']?.stop();
    const { status, body, headers } = await gateway.call('GET', '/v1/forums', { bearer: key });
    expect([status, body['code'], headers.get('retry-after')]).toEqual([503, 'unavailable', '2']);
    expect((await gateway.call('GET', '/readyz')).body).toMatchObject({
      status: 'not-ready',
      reasons: ['meetings is not ready'],
    });
  });

  it('a POST whose answer was lost is told as such, and never sent a second time', async () => {
    const { key } = await issueKey();
    const feedback = gateway.behind['feedback'];
    if (!feedback) throw new Error('no feedback');
    const before = { answer: feedback.answer, arrived: feedback.arrived.length };
    feedback.answer = (_arrived, response) => void response.socket?.destroy();
    const { status } = await gateway.call('POST', '/v1/concerns', { bearer: key, body: {} });
    feedback.answer = before.answer;
    expect([status, feedback.arrived.length - before.arrived]).toEqual([503, 1]);
  });

  it('an answer that breaks off half-way does not look whole', async () => {
    const feedback = gateway.behind['feedback'];
    if (!feedback) throw new Error('no feedback');
    const { answer } = feedback;
    feedback.answer = (_arrived, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => response.socket?.destroy());
    };
    await expect(gateway.call('GET', '/v1/concerns', { bearer: admin })).rejects.toThrow();
    feedback.answer = answer;
  });

  it('statuses, headers and large bodies pass both ways as they are', async () => {
    const insights = gateway.behind['insights'];
    if (!insights) throw new Error('no insights');
    const { answer } = insights;
    const large = 'ö'.repeat(2_000_000);
    insights.answer = ({ body }, response) => {
      response.writeHead(418, { etag: '"7"', link: '</a>; rel="next"', 'set-cookie': ['a=1', 'b=2'] });
      response.end(body);
    };
    const { status, headers, body } = await gateway.call<string>('POST', '/v1/exports/x', {
      bearer: admin,
      body: large,
    });
    insights.answer = answer;
    expect([status, headers.get('etag'), headers.getSetCookie()]).toEqual([418, '"7"', ['a=1', 'b=2']]);
    expect(body === JSON.stringify(large)).toBe(true);
  });

  it('events are there as they happen, and the service is told when the reader leaves', async () => {
    const notifications = gateway.behind['notifications'];
    if (!notifications) throw new Error('no notifications');
    const { answer } = notifications;
    let say: ((text: string) => void) | undefined;
    let hasLeft = false;
    notifications.answer = (_arrived, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      say = (text) => void response.write(text);
      response.on('close', () => (hasLeft = true));
    };
    const leaving = new AbortController();
    const stream = await fetch(`${gateway.url}/v1/notices/stream`, {
      headers: { authorization: `Bearer ${admin}`, accept: 'text/event-stream' },
      signal: leaving.signal,
    });
    const reader = stream.body?.getReader();
    for (const text of ['data: 1\n\n', 'data: 2\n\n']) {
      say?.(text);
      expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(text);
    }
    leaving.abort();
    await waitUntil('the service knows', () => hasLeft);
    notifications.answer = answer;
  });

  it('an unknown address under /v1 is a problem, not a page', async () => {
    const { status, headers } = await gateway.call('GET', '/v1/nothing', { bearer: admin });
    expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });
});

it('the sixth public POST of a minute from one address is refused, and told when to come again', async () => {
  const statuses: number[] = [];
  for (let sent = 0; sent < 6; sent++)
    statuses.push((await gateway.call('POST', '/v1/public/concerns', { body: {} })).status);
  expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(5);
  const { status, body, headers } = await gateway.call('POST', '/v1/public/concerns', { body: {} });
  expect([status, body['code'], headers.get('ratelimit-policy')]).toEqual([
    429,
    'too-many-requests',
    '"public-posts";q=5;w=60',
  ]);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await gateway.call('POST', '/v1/concerns', { bearer: admin, body: {} })).status).toBe(200);
});
