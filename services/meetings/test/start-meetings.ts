import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  concernEvents,
  type Envelope,
  type OrganisationKind,
  organisationEvents,
  type SubmitterKind,
} from '@throughline/contracts';
import { listen, tokens } from '@throughline/http';
import { anonymous, movableClock, newId, newUuid, type Principal, type RoleName } from '@throughline/kernel';
import { connectBroker, memoryParking } from '@throughline/messaging';
import { createLogger } from '@throughline/observability';
import { addressOf, freshNames, waitUntil } from '@throughline/testing';
import { compose } from '../src/compose.ts';
import { eventsOf } from './network-events.ts';

function keys() {
  const pairs = ['gateway', 'meetings'].map((kid) => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    return { kid, private: privateKey.export({ format: 'jwk' }), public: publicKey.export({ format: 'jwk' }) };
  });
  const publicJwks = { keys: pairs.map((pair) => ({ ...pair.public, kid: pair.kid, alg: 'EdDSA' })) };
  const privateOf = (kid: string) => {
    const pair = pairs.find((one) => one.kid === kid);
    if (!pair) throw new Error(`no key of ${kid}`);
    return { ...pair.private, kid, alg: 'EdDSA' };
  };
  return { publicJwks, privateOf };
}

/** An owner of organisations and concerns that answers for its journal, and counts how often it was asked. */
async function owningService() {
  const journal: Envelope[] = [];
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://owner');
    const aggregate = searchParams.get('aggregate');
    if (aggregate) asked.push(aggregate);
    const after = Number(searchParams.get('after')?.split('@')[1] ?? 0);
    const events = aggregate
      ? journal.filter(({ subject, sequence }) => subject === aggregate && Number(sequence) > after)
      : [];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ events }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    journal,
    asked,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

export interface Answered<Body = Record<string, never>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Meetings as its own process would run it, on the run's database and broker, with owners that only know what they are told. */
export async function startMeetings(startsAt = '2026-11-02T09:00:00Z') {
  const { publicJwks, privateOf } = keys();
  const { database, streamPrefix } = freshNames('meetings');
  const owner = await owningService();
  const clock = movableClock(Date.parse(startsAt) - Date.now());
  const log = createLogger({ service: 'meetings', level: process.env['TEST_LOG'] ?? 'silent' });
  const signer = tokens({ issuer: 'gateway', privateJwk: privateOf('gateway'), publicJwks });
  const own = { url: '' };
  // Its own journal is read over HTTP like anybody's, and its address is only known once it listens.
  const self = createServer((request, response) => {
    fetch(own.url + (request.url ?? '/'), {
      headers: { authorization: String(request.headers.authorization) },
    }).then(
      async (answer) =>
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text()),
      () => response.writeHead(503).end(),
    );
  });
  await new Promise<void>((resolve) => self.listen(0, '127.0.0.1', resolve));
  const composed = await compose({
    service: 'meetings',
    config: {
      PORT: 0,
      HOST: '127.0.0.1',
      PUBLIC_URL: 'http://localhost:8080',
      LOG_LEVEL: 'silent',
      THROUGHLINE_MODE: 'test',
      THROUGHLINE_CLOCK_FILE: undefined,
      MONGODB_URL: addressOf('MONGODB_URL'),
      DATABASE: database,
      IDEMPOTENCY_SECRET: 'a-secret-of-the-tests-and-of-nobody-else',
      LEDGER_DIR: undefined,
      NATS_URL: addressOf('NATS_URL'),
      NATS_STREAM_PREFIX: streamPrefix,
      INTERNAL_PUBLIC_KEYS: publicJwks,
      INTERNAL_PRIVATE_KEY: privateOf('meetings'),
      MEETINGS_URL: `http://127.0.0.1:${(self.address() as AddressInfo).port}`,
      ORGANISATIONS_URL: owner.url,
      FEEDBACK_URL: owner.url,
    } as never,
    log,
    clock,
    movable: clock,
    tokens: tokens({ issuer: 'meetings', privateJwk: privateOf('meetings'), publicJwks }),
  });
  await composed.start?.();
  const listening = await listen(composed.app, { port: 0, host: '127.0.0.1' });
  own.url = listening.url;
  const broker = connectBroker({ url: addressOf('NATS_URL'), name: 'meetings-test', streamPrefix, log });
  await waitUntil('the broker answers', async () => (await broker.isReady()).ok);
  await waitUntil('the service is ready', async () => (await fetch(`${listening.url}/readyz`)).ok);

  const emitted: Envelope[] = [];
  const listener = broker.consume({
    service: 'test',
    purpose: 'listen',
    stream: 'MEETINGS',
    aggregates: ['forum', 'meeting', 'action'],
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
        ...(principal === anonymous ? {} : { authorization: `Bearer ${await signer.sign(principal)}` }),
        ...(body === undefined
          ? {}
          : { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': newUuid() } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : undefined) as Body };
  }

  /** Puts events where the owner keeps them, and, unless they are still on their way, on the broker. */
  async function tell(events: readonly Envelope[], { published = true } = {}) {
    owner.journal.push(...events);
    if (published) for (const event of events) await broker.publish(event);
  }

  return {
    call,
    emitted,
    asked: owner.asked,
    /** An organisation, verified, with a seat when a forum is given. */
    async tellOrganisation(kind: OrganisationKind, forumId?: string, options?: { published: boolean }) {
      const id = newId('org');
      const next = eventsOf(id);
      const codes = { languages: ['en'], communities: [], themes: [], areas: [] };
      const nameTextIds = [{ language: 'en', textId: newId('txt') }];
      const events = [
        next(organisationEvents.registered.of({ kind, sector: 'community', ...codes, nameTextIds })),
        next(organisationEvents.verified.of({})),
      ];
      const seat = { seatId: newId('sea'), role: 'representative' as const, from: '2026-01-01' };
      if (forumId) events.push(next(organisationEvents.seatTaken.of({ ...seat, forumId })));
      await tell(events, options);
      return id;
    },
    /** A concern of a forum; `mark` places it on the forum's next agenda. */
    async tellConcern(
      forumId: string,
      { submitterKind = 'migrant-led', published = true }: { submitterKind?: SubmitterKind; published?: boolean } = {},
    ) {
      const id = newId('con');
      const next = eventsOf(id, { forumId });
      const submitted = concernEvents.submitted.of({
        reference: 'NMF-2026-0042',
        channel: 'api',
        category: 'housing',
        asks: [{ number: 1, textId: newId('txt') }],
        submitterId: newId('org'),
        submitterKind,
        onBehalfOf: null,
        identityTier: 'forum',
        areas: [],
        language: 'en',
        urgent: false,
        narrativeTextId: newId('txt'),
        acknowledgementDue: '2026-11-05',
        triageDue: '2026-11-16',
      });
      await tell([next(submitted)], { published });
      return {
        id,
        mark: () => tell([next(concernEvents.placedOnAgenda.of({ forumId }))]),
      };
    },
    person: (role: RoleName, over: { forumId?: string; organisationId?: string } = {}): Principal => ({
      kind: 'person',
      id: newId('per'),
      roles: [{ role, ...over }],
    }),
    async moveTo(now: string) {
      const response = await fetch(`${listening.url}/internal/clock`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${await signer.serviceToken()}`, 'content-type': 'application/json' },
        body: JSON.stringify({ now }),
      });
      if (response.status !== 200) throw new Error(`the clock would not move: ${await response.text()}`);
    },
    /** The events of an aggregate as they left, once there are as many as asked for. */
    async eventsOf(id: string, count: number) {
      await waitUntil(
        `${count} events of ${id} arrive`,
        () => emitted.filter(({ subject }) => subject === id).length >= count,
      );
      return emitted.filter(({ subject }) => subject === id);
    },
    async stop() {
      await listener.stop();
      await broker.close();
      await listening.stop(2_000);
      await composed.stop?.();
      await new Promise((resolve) => self.close(resolve));
      await owner.stop();
    },
  };
}

export type Meetings = Awaited<ReturnType<typeof startMeetings>>;
