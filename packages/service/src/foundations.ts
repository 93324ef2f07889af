import { setTimeout as sleep } from 'node:timers/promises';
import { type Aggregate, aggregateOfId, aggregates as aggregateTypes, type StreamName } from '@throughline/contracts';
import { journalPage, journalRoute, type Readiness, type Route, type ServiceClient } from '@throughline/http';
import { type Clock, isAppError } from '@throughline/kernel';
import { type Broker, type Consumer, connectBroker, type Sink } from '@throughline/messaging';
import type { Logger } from '@throughline/observability';
import { connectDatabase, type Database, fileErasureLedger, type Relay } from '@throughline/persistence';

/** Where the foundations are, as `serviceEnvironment` reads it. */
export interface FoundationsConfig {
  readonly MONGODB_URL: string;
  readonly DATABASE: string;
  readonly IDEMPOTENCY_SECRET: string;
  readonly LEDGER_DIR?: string | undefined;
  readonly NATS_URL: string;
  readonly NATS_STREAM_PREFIX: string;
}

/** One line of a service's `consumers.ts`. */
export interface Subscription {
  /** A word for what it does; with service and stream it names the durable, `insights-trace-feedback`. */
  readonly purpose: string;
  readonly stream: StreamName;
  readonly aggregates: readonly Aggregate[];
  readonly sink: Sink;
  /** The service that owns the stream: asked for what is missing. */
  readonly owner: ServiceClient;
  /** `all` for projections, `new` for effects. */
  readonly startAt: 'all' | 'new';
  /** Default 100 ms: of most mirrors and effects nobody waits for the last moment. Set it low where readers do. */
  readonly gatherMs?: number;
}

/** Database and broker of one service, its relay and its consumers. */
export interface Foundations {
  readonly database: Database;
  readonly broker: Broker;
  /** `GET /internal/journal`. */
  readonly journal: Route;
  /** Indexes, then the relay, then the consumers: once every store, mirror and effect is declared. */
  start(subscriptions: readonly Subscription[]): Promise<void>;
  consumers(): readonly Consumer[];
  /** What is missing, and the backlogs. */
  readiness(): Promise<Readiness>;
  /** Consumers first, then what is left to relay, then the connections. */
  stop(): Promise<void>;
}

const pageSize = 500;
const gatherUnhurriedMs = 100;

/** The name of a consumer, by which its durable and its parked marks are known. */
export const consumerName = (service: string, { purpose, stream }: Pick<Subscription, 'purpose' | 'stream'>): string =>
  `${service}-${purpose}-${stream.toLowerCase()}`;

/** An owner's journal over HTTP, as consumers read it. */
export function ownerJournal(owner: ServiceClient, aggregates: readonly Aggregate[]) {
  const [only] = aggregates;
  const kind = aggregates.length === 1 && only ? `&prefix=${aggregateTypes[only].prefix}` : '';
  const isWanted = (subject: string) => {
    const aggregate = aggregateOfId(subject);
    return aggregate !== undefined && aggregates.includes(aggregate);
  };
  return {
    async journalOf(aggregateId: string, afterVersion: number) {
      const after = afterVersion > 0 ? `&after=${encodeURIComponent(`${aggregateId}@${afterVersion}`)}` : '';
      const path = `/internal/journal?aggregate=${aggregateId}&limit=${pageSize}${after}`;
      return (await owner.getJson(path, journalPage)).events;
    },
    async journalPage(after: string | undefined) {
      const from = after === undefined ? '' : `&after=${encodeURIComponent(after)}`;
      const page = await owner.getJson(`/internal/journal?limit=${pageSize}${kind}${from}`, journalPage);
      return { ...page, events: page.events.filter(({ subject }) => isWanted(subject)) };
    },
  };
}

const askAgainAfterMs = 1_000;

/** Asks until the database is there: a service that starts before its stores waits, instead of falling over again and again. */
export async function untilThere<T>(
  attempt: () => Promise<T>,
  { log, pauseMs = askAgainAfterMs }: { readonly log: Logger; readonly pauseMs?: number },
): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isAppError(error) || error.kind !== 'unavailable') throw error;
      log.warn({ err: error }, 'waiting for the database');
      await sleep(pauseMs);
    }
  }
}

/** Opens a service's database and broker, however long the database is away. Nothing flows before `start`. */
export async function openFoundations(
  service: string,
  config: FoundationsConfig,
  { log, machineClock }: { readonly log: Logger; readonly machineClock?: Clock },
): Promise<Foundations> {
  const database = await untilThere(
    () =>
      connectDatabase({
        url: config.MONGODB_URL,
        name: config.DATABASE,
        service,
        idempotencySecret: config.IDEMPOTENCY_SECRET,
        log,
        ...(machineClock && { machineClock }),
        ...(config.LEDGER_DIR && { erasureLedger: fileErasureLedger(config.LEDGER_DIR, service) }),
      }),
    { log },
  );
  const broker = connectBroker({
    url: config.NATS_URL,
    name: service,
    streamPrefix: config.NATS_STREAM_PREFIX,
    log,
  });
  let relay: Relay | undefined;
  let consumers: readonly Consumer[] = [];
  return {
    database,
    broker,
    journal: journalRoute(database.journal),
    consumers: () => consumers,
    async start(subscriptions) {
      // Parking is declared before the index step, which makes indexes of what it knows.
      const followed = subscriptions.map(({ owner, ...subscription }) => ({
        gatherMs: gatherUnhurriedMs,
        ...subscription,
        service,
        parking: database.parking(consumerName(service, subscription)),
        ...ownerJournal(owner, subscription.aggregates),
      }));
      await untilThere(() => database.ensureIndexes(), { log });
      relay = database.startRelay({ publish: (envelope) => broker.publish(envelope) });
      consumers = followed.map((subscription) => broker.consume(subscription));
    },
    async readiness() {
      const [store, transport] = await Promise.all([database.isReady(), broker.isReady()]);
      const started = relay ? undefined : 'starting';
      const forked = relay?.lag().forked ?? [];
      const reasons = [started, store.reason, transport.reason, ...consumers.map((each) => each.isReady().reason)];
      const lags = await Promise.all(consumers.map(async (each) => [each.name, await each.lag()] as const));
      return {
        ok: store.ok && transport.ok && relay !== undefined && consumers.every((each) => each.isReady().ok),
        reasons: [
          ...reasons.filter((reason) => reason !== undefined),
          ...(forked.length > 0 ? [`${forked.length} aggregates have a forked journal`] : []),
        ],
        lag: {
          relay: relay?.lag().events ?? 0,
          ...Object.fromEntries(lags.filter(([, lag]) => lag !== undefined)),
        },
      };
    },
    async stop() {
      const parting = (what: string) => (error: unknown) => log.warn({ err: error }, what);
      // One part that does not stop well must not keep the others open.
      await Promise.all(
        consumers.map((consumer) => consumer.stop().catch(parting('a consumer did not finish what it had begun'))),
      );
      // What cannot be relayed now stays in the outboxes, and the next start takes it from there.
      await relay?.drain(2_000).catch(parting('events wait for the next start'));
      await relay?.stop().catch(parting('the relay did not stop'));
      await broker.close().catch(parting('the broker was not left in order'));
      await database.close();
    },
  };
}
