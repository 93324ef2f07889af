import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  defaultStandards,
  type Envelope,
  forumEvents,
  noticeEvents,
  type OrganisationKind,
  organisationEvents,
} from '@throughline/contracts';
import { listen, tokens } from '@throughline/http';
import { anonymous, movableClock, newId, type Principal, type RoleName, type Scope } from '@throughline/kernel';
import { connectBroker, memoryParking } from '@throughline/messaging';
import { createLogger } from '@throughline/observability';
import { addressOf, freshNames, waitUntil } from '@throughline/testing';
import { compose } from '../src/compose.ts';
import { eventsOf } from './network-events.ts';

const services = ['gateway', 'feedback', 'insights', 'notifications'] as const;

function keys() {
  const pairs = services.map((kid) => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    return { kid, private: privateKey.export({ format: 'jwk' }), public: publicKey.export({ format: 'jwk' }) };
  });
  const publicJwks = { keys: pairs.map((pair) => ({ ...pair.public, kid: pair.kid, alg: 'EdDSA' })) };
  const privateOf = (kid: (typeof services)[number]) => {
    const pair = pairs.find((one) => one.kid === kid);
    if (!pair) throw new Error(`no key of ${kid}`);
    return { ...pair.private, kid, alg: 'EdDSA' };
  };
  return { publicJwks, privateOf };
}

/** On a machine that does much else at the same time, an event may take its time. */
export const patiently = <T>(what: string, probe: () => Promise<T | undefined | false> | T | undefined | false) =>
  waitUntil(what, probe, { timeoutMs: 25_000 });

/** Owners with an empty journal that know nothing: what feedback asks because no event has told it stays unknown. */
async function unknowingOwner() {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/internal/journal')) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ events: [] }));
      return;
    }
    response.writeHead(404, { 'content-type': 'application/problem+json' });
    response.end(
      JSON.stringify({ type: '/docs/problems/not-found', title: 'Not found', status: 404, code: 'not-found' }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => new Promise((resolve) => server.close(resolve)) };
}

export interface Answered<Body = Record<string, never>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Feedback as its own process would run it, on the run's database and broker, with a forum and its organisations told by events. */
export async function startFeedback(startsAt = '2026-11-02T16:50:00Z') {
  const { publicJwks, privateOf } = keys();
  const { database, streamPrefix } = freshNames('feedback');
  const ledger = mkdtempSync(join(tmpdir(), 'feedback-ledger-'));
  const owner = await unknowingOwner();
  const clock = movableClock(Date.parse(startsAt) - Date.now());
  const log = createLogger({ service: 'feedback', level: process.env['TEST_LOG'] ?? 'silent' });
  const config = {
    PORT: 0,
    HOST: '127.0.0.1',
    PUBLIC_URL: 'http://localhost:8080',
    LOG_LEVEL: 'silent' as const,
    THROUGHLINE_MODE: 'test' as const,
    THROUGHLINE_CLOCK_FILE: undefined,
    MONGODB_URL: addressOf('MONGODB_URL'),
    DATABASE: database,
    IDEMPOTENCY_SECRET: 'a-secret-of-the-tests-and-of-nobody-else',
    LEDGER_DIR: ledger,
    NATS_URL: addressOf('NATS_URL'),
    NATS_STREAM_PREFIX: streamPrefix,
    INTERNAL_PUBLIC_KEYS: publicJwks,
    INTERNAL_PRIVATE_KEY: privateOf('feedback'),
    MEETINGS_URL: owner.url,
    ORGANISATIONS_URL: owner.url,
    NOTIFICATIONS_URL: owner.url,
  };
  const composed = await compose({
    service: 'feedback',
    config: config as never,
    log,
    clock,
    movable: clock,
    tokens: tokens({ issuer: 'feedback', privateJwk: privateOf('feedback'), publicJwks }),
  });
  await composed.start?.();
  const listening = await listen(composed.app, { port: 0, host: '127.0.0.1' });
  const signer = tokens({ issuer: 'gateway', privateJwk: privateOf('gateway'), publicJwks });
  const bearerOf = (principal: Principal): Promise<string> => {
    if (principal.kind !== 'service') return signer.sign(principal);
    const issuer = services.find((name) => name === principal.id) ?? 'feedback';
    return tokens({ issuer, privateJwk: privateOf(issuer), publicJwks }).serviceToken();
  };
  const broker = connectBroker({ url: addressOf('NATS_URL'), name: 'feedback-test', streamPrefix, log });
  await patiently('the broker answers', async () => (await broker.isReady()).ok);
  // What is told before a consumer's durable stands is told to nobody: there is no owner here whose journal would have it.
  await patiently('the consumers stand', async () => {
    const { lag } = (await (await fetch(`${listening.url}/readyz`)).json()) as { lag: Record<string, number> };
    return ['forums-meetings', 'organisations-organisations', 'deliveries-notifications'].every(
      (name) => lag[`feedback-${name}`] !== undefined,
    );
  });

  const emitted: Envelope[] = [];
  const listener = broker.consume({
    service: 'test',
    purpose: 'listen',
    stream: 'FEEDBACK',
    aggregates: ['concern'],
    startAt: 'all',
    parking: memoryParking(),
    journalOf: async () => [],
    sink: {
      seen: async (id) => {
        const last = emitted.findLast(({ subject }) => subject === id);
        return last && { version: Number(last.sequence), hash: last.hash };
      },
      apply: async (envelope) => void emitted.push(envelope),
      skip: async () => undefined,
    },
  });

  async function call<Body = Record<string, never>>(
    principal: Principal,
    method: string,
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answered<Body>> {
    const response = await fetch(listening.url + path, {
      method,
      headers: {
        ...(principal === anonymous ? {} : { authorization: `Bearer ${await bearerOf(principal)}` }),
        ...(body === undefined
          ? {}
          : { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : undefined) as Body };
  }

  async function tellOrganisation(kind: OrganisationKind, forumId?: string): Promise<string> {
    const id = newId('org');
    const next = eventsOf(id);
    await broker.publish(
      next(
        organisationEvents.registered.of({
          kind,
          sector: 'community',
          languages: ['en'],
          communities: [],
          themes: [],
          areas: [],
          nameTextIds: [{ language: 'en', textId: newId('txt') }],
        }),
      ),
    );
    await broker.publish(next(organisationEvents.verified.of({})));
    if (forumId)
      await broker.publish(
        next(
          organisationEvents.seatTaken.of({
            seatId: newId('sea'),
            forumId,
            role: 'representative',
            from: '2026-01-01',
          }),
        ),
      );
    return id;
  }

  const settings = {
    nation: 'england-and-wales',
    timeZone: 'Europe/London',
    languages: ['en'],
    quorum: 3,
    standards: defaultStandards,
    nameTextId: newId('txt'),
  } as const;
  const forums = new Map<string, ReturnType<typeof eventsOf>>();

  async function tellForum(code = 'NMF'): Promise<string> {
    const id = newId('frm');
    const next = eventsOf(id);
    forums.set(id, next);
    await broker.publish(next(forumEvents.established.of({ code, ...settings, closureDays: [] })));
    return id;
  }

  async function tellClosure(forumId: string, ...closureDays: string[]): Promise<void> {
    const next = forums.get(forumId);
    if (!next) throw new Error('tell of the forum first');
    const changed = forumEvents.changed.of({ fields: ['closureDays'], code: 'NMF', ...settings, closureDays });
    await broker.publish(next(changed));
  }

  const person = (role: RoleName, over: { forumId?: string; organisationId?: string } = {}): Principal => ({
    kind: 'person',
    id: newId('per'),
    roles: [{ role, ...over }],
  });
  const key = (
    organisationId: string,
    scopes: readonly Scope[] = ['concerns:submit', 'concerns:read', 'concerns:respond'],
  ): Principal => ({ kind: 'key', id: newId('key'), organisationId, scopes });

  async function moveTo(now: string) {
    const response = await fetch(`${listening.url}/internal/clock`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${await signer.serviceToken()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ now }),
    });
    if (response.status !== 200) throw new Error(`the clock would not move: ${await response.text()}`);
  }

  return {
    call,
    tellForum,
    tellClosure,
    tellOrganisation,
    async tellNotice(about: { concernId: string; referralId: string }) {
      const id = newId('ntc');
      await broker.publish(eventsOf(id)(noticeEvents.sent.of({ kind: 'referral-received', channel: 'in-app', about })));
    },
    person,
    key,
    moveTo,
    emitted,
    /** The events of a concern as they left, once there are as many as its version says. */
    async eventsOf(concernId: string, version: number) {
      await patiently(
        `${version} events of the concern arrive`,
        () => emitted.filter(({ subject }) => subject === concernId).length >= version,
      );
      return emitted.filter(({ subject }) => subject === concernId);
    },
    async stop() {
      await listener.stop();
      await broker.close();
      await listening.stop(2_000);
      await composed.stop?.();
      await owner.stop();
      rmSync(ledger, { recursive: true, force: true });
    },
  };
}

export type Feedback = Awaited<ReturnType<typeof startFeedback>>;
