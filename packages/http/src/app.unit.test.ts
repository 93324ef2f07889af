import { request as rawRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  anonymous,
  definePolicy,
  NotAllowedNow,
  NotFound,
  type Principal,
  stoppedClock,
  Unavailable,
} from '@throughline/kernel';
import { z } from 'zod';
import {
  type Authenticator,
  buildApp,
  created,
  type Listening,
  listen,
  listOf,
  listQuery,
  noContent,
  ok,
  page,
  type RequestContext,
  routesFor,
  stream,
  text,
  textInput,
} from './index.ts';

const canary = 'the boiler at number nine';

interface Note {
  readonly id: string;
  readonly version: number;
  readonly words: string;
}

interface UseCases {
  readonly seen: RequestContext[];
  readonly notes: Map<string, Note>;
}

const policy = definePolicy({
  'note.read': ['anyone'],
  'note.write': [{ scope: 'concerns:submit' }, { role: 'officer' }],
  'note.submit': ['anyone'],
});
const route = routesFor(policy).using<UseCases>();
const note = z.strictObject({ id: z.string(), version: z.int(), words: z.string() }).meta({ id: 'Note' });
const noteBody = z.strictObject({
  words: textInput({ max: 20 }),
  asks: z.array(z.strictObject({ number: z.int().min(1) })).max(2),
  urgent: z.boolean().optional(),
});
const noteParams = z.strictObject({ noteId: z.string().regex(/^n_\d+$/) });

const found = (use: UseCases, id: string) => {
  const note = use.notes.get(id);
  if (!note) throw new NotFound();
  return note;
};

const routes = [
  route({
    method: 'post',
    path: '/v1/notes',
    summary: 'Write a note',
    may: 'note.write',
    body: noteBody,
    answers: { 201: note },
    handle: ({ body, context, use }) => {
      use.seen.push(context);
      const replayed = use.notes.has(`n_${context.commandKey}`);
      const made = { id: 'n_2', version: 1, words: body.words.text };
      if (context.commandKey !== 'fresh') use.notes.set(`n_${context.commandKey}`, made);
      return created(made, { id: made.id, location: `/v1/notes/${made.id}`, outcome: { replayed } });
    },
  }),
  route({
    method: 'get',
    path: '/v1/notes',
    summary: 'List notes',
    may: 'note.read',
    query: listQuery({ status: z.enum(['open', 'closed']).optional() }),
    answers: { 200: listOf(note) },
    media: ['text/csv'],
    handle: ({ query, use, accept }) => {
      if (accept === 'text/csv') return text('id\r\n', { type: 'text/csv', fileName: 'notes.csv' });
      return page([...use.notes.values()].slice(0, query.limit), { next: 'abc', prev: undefined });
    },
  }),
  route({
    method: 'get',
    path: '/v1/notes/:noteId',
    summary: 'Read a note',
    may: 'note.read',
    params: noteParams,
    answers: { 200: note },
    handle: ({ params, use }) => ok(found(use, params.noteId), { etagDate: '2026-12-02' }),
  }),
  route({
    method: 'patch',
    path: '/v1/notes/:noteId',
    summary: 'Change a note',
    may: 'note.write',
    params: noteParams,
    body: z.strictObject({ words: z.string().nullable().optional() }),
    answers: { 200: note },
    handle: ({ params, use, context }) => {
      use.seen.push(context);
      return ok(found(use, params.noteId));
    },
  }),
  route({
    method: 'delete',
    path: '/v1/notes/:noteId',
    summary: 'Remove a note',
    may: 'note.write',
    params: noteParams,
    answers: { 204: z.undefined() },
    handle: () => noContent(),
  }),
  route({
    method: 'post',
    path: '/v1/notes/batch',
    summary: 'Fail in one of several ways',
    may: 'note.submit',
    headers: z.strictObject({ 'return-code': z.string().min(4).optional() }),
    body: z.strictObject({ how: z.enum(['unknown', 'conflict', 'away', 'leak', 'fine']) }),
    answers: { 200: z.strictObject({ code: z.string().nullable() }) },
    handle: ({ body, headers, use, context }) => {
      use.seen.push(context);
      if (body.how === 'unknown') throw new Error(canary);
      if (body.how === 'conflict') throw new NotAllowedNow('It is closed.');
      if (body.how === 'away') throw new Unavailable('Not now.', { retryAfterSeconds: 7, cause: new Error(canary) });
      const leaking = { code: null, secret: canary };
      if (body.how === 'leak') return ok(leaking as { code: null });
      return ok({ code: headers['return-code'] ?? null });
    },
  }),
  route({
    method: 'post',
    path: '/unsubscribe/:token',
    summary: 'Unsubscribe in one click',
    may: 'note.submit',
    body: z.strictObject({ 'List-Unsubscribe': z.literal('One-Click') }),
    bodyType: 'form',
    answers: { 204: z.undefined() },
    handle: () => noContent(),
  }),
  route({
    method: 'get',
    path: '/v1/exports',
    summary: 'Export',
    may: 'note.read',
    answers: {},
    media: ['text/plain'],
    handle: () =>
      stream(
        async function* () {
          yield 'one ';
          yield 'two';
        },
        { type: 'text/plain' },
      ),
  }),
];

const bearers: Readonly<Record<string, Principal>> = {
  key: { kind: 'key', id: 'key_1', organisationId: 'org_1', scopes: ['concerns:submit'] },
  poor: { kind: 'key', id: 'key_2', organisationId: 'org_1', scopes: [] },
  officer: { kind: 'person', id: 'per_1', roles: [{ role: 'officer', organisationId: 'org_2' }] },
};

const door: Authenticator = {
  authenticate: async (bearer) => ({
    principal: (bearer && bearers[bearer]) || anonymous,
    isInternal: bearer === 'officer',
    ...(bearer ? { token: bearer } : {}),
  }),
};

const lines: { particulars: Record<string, unknown>; message: string }[] = [];
const write = (particulars: object, message: string) =>
  void lines.push({ particulars: particulars as Record<string, unknown>, message });

const use: UseCases = { seen: [], notes: new Map([['n_1', { id: 'n_1', version: 7, words: 'first' }]]) };
let server: Listening;
let isReady = true;

beforeAll(async () => {
  const app = buildApp({
    service: 'notes',
    routes,
    use,
    tokens: door,
    log: { info: write, warn: write, error: write },
    clock: stoppedClock('2026-12-02T09:00:00Z'),
    idempotencySecret: 'a secret of more than thirty-two characters',
    readiness: async () => ({ ok: isReady, reasons: isReady ? [] : ['database away'], lag: { relay: 3 } }),
  });
  server = await listen(app, { port: 0 });
});
afterAll(() => server.stop(1000));

interface Sent {
  readonly method?: string;
  readonly bearer?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly raw?: string | Uint8Array<ArrayBuffer>;
}

async function ask(path: string, { method = 'GET', bearer, headers, body, raw }: Sent = {}) {
  const sent = raw ?? (body === undefined ? null : JSON.stringify(body));
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const response = await fetch(server.url + path, {
    method,
    body: sent,
    headers: {
      ...(sent === null ? {} : { 'content-type': type }),
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...headers,
    },
  });
  const content = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    content,
    json: isJson && content ? JSON.parse(content) : undefined,
  };
}

const goodBody = { words: { text: 'Repair it', language: 'en' }, asks: [{ number: 1 }] };
const post = (sent: Sent = {}) =>
  ask('/v1/notes', {
    method: 'POST',
    bearer: 'key',
    body: goodBody,
    ...sent,
    headers: { 'idempotency-key': 'fresh', ...sent.headers },
  });
const fail = (how: string, sent: Sent = {}) => ask('/v1/notes/batch', { method: 'POST', body: { how }, ...sent });
const pointersOf = (json: { errors: { pointer: string; code: string }[] }) =>
  json.errors.map(({ pointer, code }) => `${pointer} ${code}`).sort();

describe('who', () => {
  it('nobody signed in is told 401 with a challenge, before anything is read', async () => {
    const { status, headers, json } = await ask('/v1/notes', { method: 'POST', raw: 'not json at all' });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(json.code).toBe('unauthenticated');
  });
  it('who could never do it is told 403', async () => {
    expect((await post({ bearer: 'poor' })).status).toBe(403);
  });
  it('an authorization of another kind is 401, on public routes too', async () => {
    expect((await ask('/v1/notes', { headers: { authorization: 'Basic abc' } })).status).toBe(401);
  });
  it('public routes need no bearer', async () => {
    expect((await ask('/v1/notes')).status).toBe(200);
  });
});

describe('problems', () => {
  it('are RFC 9457 documents that lead to a page and to the log', async () => {
    const { status, headers, json } = await fail('conflict');
    expect(status).toBe(409);
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(json).toEqual({
      type: '/docs/problems/not-allowed-now',
      title: 'Its present state does not allow this',
      status: 409,
      detail: 'It is closed.',
      instance: `urn:uuid:${headers.get('x-request-id')}`,
      code: 'not-allowed-now',
    });
  });
  it('of ours say nothing of themselves, and are logged with their cause under the request id', async () => {
    const { status, json, content } = await fail('unknown');
    expect(status).toBe(500);
    expect(json.code).toBe('broken');
    expect(content).not.toContain(canary);
    const logged = lines.find(({ message }) => message.includes('fault of ours'));
    expect(logged?.particulars).toMatchObject({
      requestId: json.instance.replace('urn:uuid:', ''),
      err: { cause: { message: canary } },
    });
  });
  it('that pass say when to come back', async () => {
    const { status, headers } = await fail('away');
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('7');
  });
  it('name every fault at once, in body, query and headers', async () => {
    const { status, json } = await ask('/v1/notes?limit=9', {
      method: 'POST',
      bearer: 'key',
      headers: { 'if-match': 'seven' },
      body: { words: { text: '', language: 'klingonese' }, asks: [{ number: 0, extra: 1 }], 'a/b': 1 },
    });
    expect(status).toBe(400);
    expect(pointersOf(json)).toEqual([
      '/asks/0/extra unknown-field',
      '/asks/0/number too-small',
      '/a~1b unknown-field',
      '/words/language wrong-format',
      '/words/text empty',
      'header:idempotency-key missing',
      'header:if-match wrong-format',
      'query:limit unknown-parameter',
    ]);
  });
  it('a missing field is called missing', async () => {
    expect(pointersOf((await post({ body: {} })).json)).toEqual(['/asks missing', '/words missing']);
  });
  it('an answer that its schema does not let out is a fault of ours, and nothing of it is sent', async () => {
    const { status, content } = await fail('leak');
    expect(status).toBe(500);
    expect(content).not.toContain(canary);
  });
});

describe('addresses', () => {
  it('unknown ones are 404, and so are ids that cannot be one', async () => {
    for (const path of ['/v1/nothing', '/v1/notes/nonsense', '/v1/notes/n_99', '/v1/notes/'])
      expect((await ask(path)).json).toMatchObject({ status: 404, code: 'not-found' });
  });
  it('that cannot be decoded are 400', async () => {
    expect((await ask('/v1/notes/%E0%A4%A')).status).toBe(400);
  });
  it('other methods are 405 with Allow', async () => {
    const { status, headers } = await ask('/v1/notes/n_1', { method: 'PUT', body: {} });
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('GET, PATCH, DELETE, HEAD, OPTIONS');
  });
  it('a literal segment wins over a parameter', async () => {
    expect((await ask('/v1/notes/batch')).status).toBe(405);
  });
  it('parameters that are unknown, given twice or dressed up as operators are 400', async () => {
    for (const query of [
      '?x=1',
      '?limit=1&limit=2',
      '?status[$ne]=open',
      '?status[]=open',
      '?__proto__=1',
      '?limit=1e1',
    ])
      expect((await ask(`/v1/notes${query}`)).status).toBe(400);
  });
});

describe('bodies', () => {
  it('of another media type, charset or compressed are 415', async () => {
    for (const headers of [
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/json; charset=latin1' },
      { 'content-encoding': 'gzip' },
      { 'content-type': 'application/merge-patch+json' },
    ])
      expect((await post({ headers })).json).toMatchObject({ status: 415, code: 'unsupported-media-type' });
  });
  it('a PATCH is a merge patch', async () => {
    const patch = { method: 'PATCH', bearer: 'key', headers: { 'if-match': '"7"' }, body: { words: null } };
    expect((await ask('/v1/notes/n_1', patch)).status).toBe(200);
    const headers = { ...patch.headers, 'content-type': 'application/json' };
    expect((await ask('/v1/notes/n_1', { ...patch, headers })).status).toBe(415);
  });
  it('larger than the limit are 413, announced or not', async () => {
    expect((await post({ raw: ' '.repeat(65 * 1024) })).status).toBe(413);
    const status = await new Promise((resolve, reject) => {
      const sent = rawRequest(`${server.url}/v1/notes`, {
        method: 'POST',
        headers: { authorization: 'Bearer key', 'content-type': 'application/json', 'idempotency-key': 'fresh' },
      });
      sent.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
      for (let piece = 0; piece < 40; piece++) sent.write(' '.repeat(4096));
      sent.end();
    });
    expect(status).toBe(413);
  });
  it('that nest too deeply, repeat a name or name prototypes and operators are 400', async () => {
    for (const raw of [
      `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
      '{"asks":[],"asks":[]}',
      '{"__proto__":{"admin":true}}',
      '{"\\u005f_proto__":{"admin":true}}',
      '{"constructor":{}}',
      '{"words":{"$ne":""}}',
      '{"words.text":"x"}',
      '{"words":',
      'null',
      '[]',
    ])
      expect((await post({ raw })).json).toMatchObject({ status: 400 });
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
  it('are forms where a route says so, URL-encoded or multipart', async () => {
    const unsubscribe = (form: URLSearchParams | FormData) =>
      fetch(`${server.url}/unsubscribe/abc`, { method: 'POST', body: form }).then(({ status }) => status);
    expect(await unsubscribe(new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }))).toBe(204);
    const multipart = new FormData();
    multipart.set('List-Unsubscribe', 'One-Click');
    expect(await unsubscribe(multipart)).toBe(204);
    multipart.append('List-Unsubscribe', 'One-Click');
    expect(await unsubscribe(multipart)).toBe(400);
    expect((await ask('/unsubscribe/abc', { method: 'POST', body: {} })).status).toBe(415);
  });
  it('no body where one is needed is 400', async () => {
    const { status, json } = await ask('/v1/notes', {
      method: 'POST',
      bearer: 'key',
      headers: { 'idempotency-key': 'fresh' },
    });
    expect(status).toBe(400);
    expect(pointersOf(json)).toEqual([' missing']);
  });
});

describe('idempotency', () => {
  it('a creation is 201 with Location, created and the whole thing', async () => {
    const { status, headers, json } = await post();
    expect(status).toBe(201);
    expect(headers.get('location')).toBe('/v1/notes/n_2');
    expect(headers.get('idempotency-replayed')).toBeNull();
    expect(json).toEqual({ created: 'n_2', id: 'n_2', version: 1, words: 'Repair it' });
  });
  it('a replay is the first status and Location again, and says so', async () => {
    await post({ headers: { 'idempotency-key': '"twice"' } });
    const { status, headers } = await post({ headers: { 'idempotency-key': 'twice' } });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe('/v1/notes/n_2');
    expect(headers.get('idempotency-replayed')).toBe('true');
  });
  it('equal requests have equal fingerprints, others have not', async () => {
    use.seen.length = 0;
    await post();
    await post();
    await post({ body: { ...goodBody, urgent: true } });
    const [first, second, third] = use.seen.map(({ fingerprint }) => fingerprint);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });
  it('API keys must send a key, people need not, and then the request id is the key', async () => {
    expect((await ask('/v1/notes', { method: 'POST', bearer: 'key', body: goodBody })).status).toBe(400);
    use.seen.length = 0;
    expect((await ask('/v1/notes', { method: 'POST', bearer: 'officer', body: goodBody })).status).toBe(201);
    expect(use.seen[0]?.commandKey).toBe(use.seen[0]?.requestId);
  });
  it('keys of more than 64 characters, or with others than printable ones, are 400', async () => {
    for (const key of ['k'.repeat(65), `"${'k'.repeat(65)}"`, '"open', 'a b', ''])
      expect((await post({ headers: { 'idempotency-key': key } })).status).toBe(400);
    expect((await post({ headers: { 'idempotency-key': 'k'.repeat(64) } })).status).toBe(201);
  });
  it('without a bearer a key needs the form of 128 random bits', async () => {
    const weak = await fail('fine', { headers: { 'idempotency-key': 'monday' } });
    expect(pointersOf(weak.json)).toEqual(['header:idempotency-key too-weak']);
    const strong = { 'idempotency-key': 'f81d4fae7dec11d0a76500a0c91e6bf6' };
    expect((await fail('fine', { headers: strong })).status).toBe(200);
  });
});

describe('versions', () => {
  it('are the ETag, with the date where clocks are shown', async () => {
    const { headers } = await ask('/v1/notes/n_1');
    expect(headers.get('etag')).toBe('"7.2026-12-02"');
    expect(headers.get('vary')).toBe('Authorization');
  });
  it('a reader who has it already is told 304 without a body', async () => {
    for (const tag of ['"7.2026-12-02"', 'W/"7.2026-12-02"', '"1", "7.2026-12-02"', '*']) {
      const { status, content } = await ask('/v1/notes/n_1', { headers: { 'if-none-match': tag } });
      expect(status).toBe(304);
      expect(content).toBe('');
    }
    expect((await ask('/v1/notes/n_1', { headers: { 'if-none-match': '"7.2026-12-01"' } })).status).toBe(200);
  });
  it('lists have a tag of their content', async () => {
    const tag = (await ask('/v1/notes?limit=1')).headers.get('etag') ?? '';
    expect((await ask('/v1/notes?limit=1', { headers: { 'if-none-match': tag } })).status).toBe(304);
  });
  it('changes need If-Match, 428 without; the part before the dot counts, and * is any', async () => {
    const change = (headers: Record<string, string>) =>
      ask('/v1/notes/n_1', { method: 'PATCH', bearer: 'key', headers, body: {} });
    expect((await change({})).json).toMatchObject({ status: 428, code: 'precondition-required' });
    use.seen.length = 0;
    for (const match of ['"7"', '"7.2026-12-02"', 'W/"7"', '*'])
      expect((await change({ 'if-match': match })).status).toBe(200);
    expect(use.seen.map(({ ifMatch }) => ifMatch)).toEqual([7, 7, 7, undefined]);
    expect(use.seen.every(({ hasPrecondition }) => hasPrecondition)).toBe(true);
    expect((await change({ 'if-match': '7' })).status).toBe(400);
  });
  it('a removal answers 204 without a body', async () => {
    const { status, content, headers } = await ask('/v1/notes/n_1', {
      method: 'DELETE',
      bearer: 'key',
      headers: { 'if-match': '"7"' },
    });
    expect({ status, content }).toEqual({ status: 204, content: '' });
    expect(headers.get('content-type')).toBeNull();
  });
});

describe('lists and other media', () => {
  it('name their neighbours as links that keep every filter', async () => {
    const { headers, json } = await ask('/v1/notes?status=open&limit=1');
    expect(headers.get('link')).toBe('</v1/notes?status=open&limit=1&cursor=abc>; rel="next"');
    expect(json.items).toHaveLength(1);
  });
  it('limits outside 1 to 100 are 400', async () => {
    for (const limit of ['0', '101', 'ten', '']) expect((await ask(`/v1/notes?limit=${limit}`)).status).toBe(400);
  });
  it('come as CSV to who prefers it', async () => {
    const { headers, content } = await ask('/v1/notes', { headers: { accept: 'text/csv' } });
    expect(content).toBe('id\r\n');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="notes.csv"');
    expect(headers.get('vary')).toBe('Authorization, Accept');
  });
  it('can be streamed', async () => {
    expect((await ask('/v1/exports')).content).toBe('one two');
  });
  it('HEAD is GET without the body', async () => {
    const { status, content, headers } = await ask('/v1/notes/n_1', { method: 'HEAD' });
    expect({ status, content }).toEqual({ status: 200, content: '' });
    expect(headers.get('etag')).toBe('"7.2026-12-02"');
  });
});

describe('other origins', () => {
  it('may read public GETs without credentials, refusals included, and nothing else', async () => {
    for (const path of ['/v1/notes', '/v1/notes/n_99'])
      expect((await ask(path)).headers.get('access-control-allow-origin')).toBe('*');
    expect((await post()).headers.get('access-control-allow-origin')).toBeNull();
    expect((await fail('fine')).headers.get('access-control-allow-origin')).toBeNull();
    expect((await ask('/v1/notes')).headers.get('access-control-allow-credentials')).toBeNull();
  });
  it('are answered before they ask', async () => {
    const { status, headers } = await ask('/v1/notes', { method: 'OPTIONS' });
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-methods')).toBe('GET, HEAD');
    const closed = await ask('/v1/notes/batch', { method: 'OPTIONS' });
    expect(closed.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('request ids and traces', () => {
  const id = '0b9f1f6e-5c1a-4c38-9d1c-5a4f2d1f0a11';
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  it('are taken over from our own processes alone', async () => {
    use.seen.length = 0;
    const headers = { 'x-request-id': id, traceparent, 'idempotency-key': 'fresh' };
    const ours = await post({ bearer: 'officer', headers });
    expect(ours.headers.get('x-request-id')).toBe(id);
    const strangers = await post({ headers });
    expect(strangers.headers.get('x-request-id')).not.toBe(id);
    expect(use.seen[0]).toMatchObject({ requestId: id, traceparent, correlationId: 'a'.repeat(32), token: 'officer' });
    expect(use.seen[1]?.correlationId).toBe(use.seen[1]?.requestId);
  });
  it('each request leaves one line without address, query, body, bearer or who asked', async () => {
    lines.length = 0;
    await ask('/v1/notes/n_1?secret=hidden', { bearer: 'key' });
    await fail('fine', { headers: { 'return-code': canary } });
    await new Promise(setImmediate);
    const [first] = lines.filter(({ message }) => message === 'request');
    expect(first?.particulars).toMatchObject({
      method: 'GET',
      route: '/v1/notes/:noteId',
      status: 400,
      principalKind: 'key',
    });
    const written = JSON.stringify(lines);
    for (const secret of ['hidden', 'n_1', 'org_1', 'key_1', canary]) expect(written).not.toContain(secret);
  });
});

describe('health', () => {
  it('tells live from ready, with reasons and lag', async () => {
    expect((await ask('/readyz')).json).toEqual({ status: 'ready', service: 'notes', reasons: [], lag: { relay: 3 } });
    isReady = false;
    const { status, json } = await ask('/readyz');
    expect({ status, reasons: json.reasons }).toEqual({ status: 503, reasons: ['database away'] });
    expect((await ask('/healthz')).status).toBe(200);
    isReady = true;
  });
});

describe('headers', () => {
  it('that are too large are 431, and what is no HTTP is 400, both as problem documents', async () => {
    const { status, json } = await ask('/v1/notes', { headers: { 'x-large': 'x'.repeat(17 * 1024) } });
    expect({ status, code: json.code }).toEqual({ status: 431, code: 'headers-too-large' });
  });
});
