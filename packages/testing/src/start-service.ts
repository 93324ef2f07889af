import { randomBytes } from 'node:crypto';
import { type Aggregate, type Envelope, type StreamName, versionOf } from '@throughline/contracts';
import { listen, type Served, type Tokens, tokens } from '@throughline/http';
import { anonymous, type MovableClock, movableClock, type Principal } from '@throughline/kernel';
import { connectBroker, memoryParking } from '@throughline/messaging';
import { createLogger, type Logger } from '@throughline/observability';
import { addressOf, freshNames } from './fresh.ts';
import { redeliver } from './redeliver.ts';
import { testKeys } from './test-keys.ts';
import { waitUntil } from './wait-until.ts';

interface ComposedService {
  readonly app: Served;
  start?(): Promise<void>;
  stop?(): Promise<void>;
}

/** What a service is composed from: `Host` of `@throughline/service`, with a configuration made for the test. */
interface TestHost {
  readonly service: string;
  readonly config: object;
  readonly log: Logger;
  readonly clock: MovableClock;
  readonly movable: MovableClock;
  readonly tokens: Tokens;
}

/** The service to run, and what surrounds it. */
export interface ServiceUnderTest<Host> {
  readonly service: string;
  readonly compose: (host: Host) => Promise<ComposedService>;
  /** Business time at the start; default 2026-11-02T16:50:00Z. */
  readonly startsAt?: string;
  /** Addresses of other services and anything else of the environment: `{ MEETINGS_URL: owner.url }`. */
  readonly environment?: Readonly<Record<string, unknown>>;
  /** Of its own events, those to listen to. */
  readonly emits?: { readonly stream: StreamName; readonly aggregates: readonly Aggregate[] };
}

export interface Answered<Body = Record<string, never>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A running service, as a test meets it: HTTP in, events out. */
export interface RunningService {
  readonly url: string;
  readonly clock: MovableClock;
  readonly database: string;
  /** Every event of its own that has left it, in the order of arrival. */
  readonly emitted: readonly Envelope[];
  /** A request in somebody's name; POSTs get an Idempotency-Key unless `headers` says one. */
  call<Body = Record<string, never>>(
    who: Principal,
    method: string,
    path: string,
    options?: CallOptions,
  ): Promise<Answered<Body>>;
  /** Puts events of other services on the broker, in order. */
  publish(...events: readonly Envelope[]): Promise<void>;
  /** The same events again, past the broker's window of duplicates: only the consumer's gate is left to notice. */
  redeliver(...copies: readonly Envelope[]): Promise<void>;
  stop(): Promise<void>;
}

const secretOfTests = 'a-secret-of-the-tests-and-of-nobody-else';

/** Runs a service as its own process would run it, on the run's database and broker, under names that nobody else uses. */
export async function startService<Host>({
  service,
  compose,
  startsAt = '2026-11-02T16:50:00Z',
  environment = {},
  emits,
}: ServiceUnderTest<Host>): Promise<RunningService> {
  const { publicJwks, privateOf } = testKeys(['gateway', service]);
  const { database, streamPrefix } = freshNames(service);
  const clock = movableClock(Date.parse(startsAt) - Date.now());
  const log = createLogger({ service, level: process.env['TEST_LOG'] ?? 'silent' });
  const own = tokens({ issuer: service, privateJwk: privateOf(service), publicJwks });
  const gateway = tokens({ issuer: 'gateway', privateJwk: privateOf('gateway'), publicJwks });
  const host: TestHost = {
    service,
    config: {
      PORT: 0,
      HOST: '127.0.0.1',
      PUBLIC_URL: 'http://localhost:8080',
      LOG_LEVEL: 'silent',
      THROUGHLINE_MODE: 'test',
      MONGODB_URL: addressOf('MONGODB_URL'),
      DATABASE: database,
      IDEMPOTENCY_SECRET: secretOfTests,
      NATS_URL: addressOf('NATS_URL'),
      NATS_STREAM_PREFIX: streamPrefix,
      INTERNAL_PUBLIC_KEYS: publicJwks,
      INTERNAL_PRIVATE_KEY: privateOf(service),
      ...environment,
    },
    log,
    clock,
    movable: clock,
    tokens: own,
  };
  const composed = await compose(host as unknown as Host);
  await composed.start?.();
  const listening = await listen(composed.app, { port: 0 });
  const broker = connectBroker({ url: addressOf('NATS_URL'), name: `${service}-test`, streamPrefix, log });
  await waitUntil('the broker answers', async () => (await broker.isReady()).ok);
  await waitUntil(`${service} is ready`, async () => (await fetch(`${listening.url}/readyz`)).ok);

  const emitted: Envelope[] = [];
  const listener =
    emits &&
    broker.consume({
      ...emits,
      service: 'test',
      purpose: 'listen',
      startAt: 'all',
      parking: memoryParking(),
      journalOf: async () => [],
      sink: {
        async seen(id) {
          const last = emitted.findLast(({ subject }) => subject === id);
          return last && { version: versionOf(last), hash: last.hash };
        },
        apply: async (envelope) => void emitted.push(envelope),
        skip: async () => undefined,
      },
    });

  return {
    url: listening.url,
    clock,
    database,
    emitted,
    async call<Body>(who: Principal, method: string, path: string, { body, headers = {} }: CallOptions = {}) {
      const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
      const response = await fetch(listening.url + path, {
        method,
        headers: {
          ...(who !== anonymous && { authorization: `Bearer ${await gateway.sign(who)}` }),
          ...(body !== undefined && { 'content-type': type }),
          ...(method === 'POST' && { 'idempotency-key': randomBytes(16).toString('hex') }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const parsed = (text ? JSON.parse(text) : undefined) as Body;
      return { status: response.status, headers: response.headers, body: parsed };
    },
    async publish(...events) {
      for (const event of events) await broker.publish(event);
    },
    redeliver: (...copies) => redeliver(addressOf('NATS_URL'), streamPrefix, copies),
    async stop() {
      await listener?.stop();
      await broker.close();
      await listening.stop(2_000);
      await composed.stop?.();
    },
  };
}
