import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anonymous, movableClock, type Principal } from '@throughline/kernel';
import { buildApp, clockRoutes, journalRoute, type Listening, listen, wordsRoute } from './index.ts';

const bearers: Readonly<Record<string, Principal>> = {
  gateway: { kind: 'service', id: 'gateway' },
  insights: { kind: 'service', id: 'insights' },
  key: { kind: 'key', id: 'key_1', organisationId: 'org_1', scopes: [] },
};
const asked: unknown[] = [];
const clock = movableClock(0);
let sweeps = 0;
let server: Listening;

beforeAll(async () => {
  const app = buildApp({
    service: 'feedback',
    use: undefined,
    routes: [
      journalRoute({
        async page(request) {
          asked.push(request);
          return { events: [], next: 'con_1@7' };
        },
      }),
      wordsRoute(async (ids, principal) => {
        asked.push({ ids, principal: principal.kind });
        return { txt_1: { text: 'Repair it', language: 'en' } };
      }),
      ...clockRoutes(clock, {
        sweep: async () => void (sweeps += 1),
        nextDueAt: async () => new Date('2027-01-01T00:00:00Z'),
      }),
    ],
    tokens: {
      authenticate: async (bearer) => ({ principal: (bearer && bearers[bearer]) || anonymous, isInternal: true }),
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    clock,
    idempotencySecret: 'a secret of more than thirty-two characters',
    readiness: async () => ({ ok: true }),
  });
  server = await listen(app, { port: 0 });
});
afterAll(() => server.stop(500));

async function ask(method: string, path: string, bearer?: string, body?: unknown) {
  const response = await fetch(server.url + path, {
    method,
    headers: {
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, json: await response.json(), headers: response.headers };
}

describe('routes between services', () => {
  it('the journal is for services alone', async () => {
    expect((await ask('GET', '/internal/journal')).status).toBe(401);
    expect((await ask('GET', '/internal/journal', 'key')).status).toBe(403);
    const { json } = await ask('GET', '/internal/journal?after=con_1@3&aggregate=con_1&limit=7', 'insights');
    expect(json).toEqual({ events: [], next: 'con_1@7' });
    expect(asked.pop()).toEqual({ after: 'con_1@3', aggregateId: 'con_1', limit: 7 });
  });
  it('words are asked for in the reader’s name, without a key, and are kept by nobody', async () => {
    const ids = [
      { aggregateId: 'con_1', textId: 'txt_1' },
      { aggregateId: 'con_1', textId: 'txt_2' },
    ];
    const { status, json, headers } = await ask('POST', '/internal/words', 'key', { ids });
    expect(status).toBe(200);
    expect(json).toEqual({ words: { txt_1: { text: 'Repair it', language: 'en' }, txt_2: null } });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(asked.pop()).toEqual({ ids, principal: 'key' });
  });
  it('the clock is the gateway’s to move, forward only, and what is due fires before the answer', async () => {
    expect((await ask('GET', '/internal/clock', 'insights')).status).toBe(403);
    const { json } = await ask('PUT', '/internal/clock', 'gateway', { now: '2031-12-02T09:00:00Z' });
    expect(json.now).toMatch(/^2031-12-02T09:00:0/);
    expect(json.nextDueAt).toBe('2027-01-01T00:00:00.000Z');
    expect(sweeps).toBe(1);
    const back = await ask('PUT', '/internal/clock', 'gateway', { now: '2030-01-01T00:00:00Z' });
    expect(back.json.now).toMatch(/^2031-/);
  });
});
