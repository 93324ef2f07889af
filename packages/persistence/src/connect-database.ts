import { type Clock, newUuid, systemClock } from '@throughline/kernel';
import mongoose, { type mongo } from 'mongoose';
import type { AggregateDefinition, AggregateOptions } from './aggregate-definition.ts';
import type { AggregateDocument } from './aggregate-document.ts';
import { mongoDocuments } from './aggregate-documents.mongo.ts';
import { type Collections, collectionsOf } from './collections.mongo.ts';
import { commandStore } from './command-store.ts';
import type { Database, DatabaseOptions, MirrorDocument, MongoAggregateStore } from './database.ts';
import { asking } from './driver-errors.ts';
import { type EffectGate, mongoEffects } from './effect-gate.mongo.ts';
import type { ErasureLedger } from './erasure-ledger.ts';
import { type Head, headDigest, verifyHistories } from './integrity.ts';
import { keysetPage } from './keyset-page.ts';
import { knownEvents } from './known-events.ts';
import { mongoMirror } from './mirror.mongo.ts';
import { type CounterRow, mongoCounters } from './number-blocks.mongo.ts';
import { type JournalRow, mongoJournal } from './outbox/journal.mongo.ts';
import { mongoOutbox } from './outbox/outbox.mongo.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { OutboxRelay } from './outbox/relay.ts';
import { startRelay } from './outbox/start-relay.ts';
import { mongoParking, type ParkingRow } from './parking.mongo.ts';
import type { Relay } from './relay-port.ts';
import { aggregateSchema, journalSchema, openSchema } from './schemas.mongo.ts';
import type { StatedEvent } from './stated-event.ts';
import { defaultLimits } from './write-plan.ts';

/**
 * Connects a service to its database; resolves when the first connection stands. Declare every store, mirror, effect and
 * record, then `ensureIndexes()`, then start the relay. Throws {@link DatabaseAway} when nobody answers within 5 s.
 */
export async function connectDatabase(options: DatabaseOptions): Promise<Database> {
  const connection = await connect(options);
  const driver = connection.getClient().db(options.name, { ignoreUndefined: true });
  return databaseOn(connection, driver as mongo.Db, options);
}

async function connect({ url, name, service, maxPoolSize = 40 }: DatabaseOptions): Promise<mongoose.Connection> {
  const connection = mongoose.createConnection(url, {
    dbName: name,
    appName: service,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    ignoreUndefined: true,
    maxPoolSize,
    w: 'majority',
    journal: true,
    retryWrites: true,
    serverSelectionTimeoutMS: 5_000,
    connectTimeoutMS: 5_000,
    // A half-open connection must not hold a request: silence of 15 s is an error whose outcome is then looked up.
    socketTimeoutMS: 15_000,
    waitQueueTimeoutMS: 5_000,
  });
  return asking(() => connection.asPromise());
}

function databaseOn(connection: mongoose.Connection, driver: mongo.Db, options: DatabaseOptions): Database {
  const { service, idempotencySecret, log, erasureLedger, newEventId = newUuid } = options;
  const machineClock: Clock = options.machineClock ?? systemClock;
  const collections = collectionsOf(connection, driver);
  const outboxes = new Map<string, Outbox>();
  const aggregates = new Map<string, mongo.Collection<AggregateDocument>>();
  const prefixOf = (aggregateId: string) => aggregateId.slice(0, aggregateId.indexOf('_'));
  const journal = mongoJournal(collections.declare<JournalRow>('events', journalSchema()), (aggregateId) =>
    outboxes.get(prefixOf(aggregateId)),
  );
  let running: { relay: Relay; engine: OutboxRelay } | undefined;
  const shared = sharedCollections(collections);
  const startMarks: (() => Promise<Date>)[] = [];

  /** When a mirror that reacts first started, by the machine's clock: kept, so that it stays the same. */
  function startMark(collection: string): () => Promise<Date> {
    const { firstStart } = mongoParking(shared.parking(), `mirror/${collection}`);
    let at: Date | undefined;
    const mark = async () => (at ??= await firstStart(machineClock.now()));
    startMarks.push(mark);
    return mark;
  }

  function aggregate<S, E extends StatedEvent, P>(
    definition: AggregateDefinition<S, E, P>,
    aggregateOptions: AggregateOptions<S> = {},
  ): MongoAggregateStore<S, E, P> {
    const schema = aggregateSchema(definition.keyNames ?? [], definition.indexes ?? []);
    const collection = collections.declare<AggregateDocument>(definition.collection, schema);
    const outbox = mongoOutbox(collection);
    outboxes.set(definition.prefix, outbox);
    aggregates.set(definition.prefix, collection);
    const store = commandStore({
      planning: {
        definition,
        options: aggregateOptions,
        limits: { ...defaultLimits, ...definition.limits },
        eventOf: knownEvents(definition),
        newEventId,
      },
      documents: mongoDocuments(collection),
      service,
      idempotencySecret,
      machineClock,
      erasureLedger,
      room: async () => running?.engine.room(),
      handOver: (id, events) => running?.engine.take(outbox, id, events),
    });
    return { ...store, collection: collection as unknown as MongoAggregateStore<S, E, P>['collection'] };
  }

  return {
    aggregate,
    journal: { page: (request) => journal.page(request) },
    mirror: (definition) => {
      const schema = openSchema(definition.indexes ?? []);
      const collection = collections.declare<MirrorDocument<object>>(definition.collection, schema);
      return mongoMirror(collection as never, definition, definition.react && startMark(definition.collection));
    },
    effects: (definition) =>
      mongoEffects(collections.declare<EffectGate>(`gates_${definition.name}`, openSchema([])), definition),
    parking: (consumer) => mongoParking(shared.parking(), consumer),
    counters: mongoCounters(shared.counters),
    records: (collection, indexes = []) => collections.declare(collection, openSchema(indexes)),
    keysetPage,
    startRelay(relayOptions) {
      if (running) throw new RangeError('the relay runs already');
      running = startRelay({ journal, log, outboxes: () => outboxes.values() }, relayOptions);
      return running.relay;
    },
    verify: () => verifyHistories(journal, headsOf(aggregates)),
    headDigest: () => headDigest(headsOf(aggregates)),
    async ensureIndexes() {
      await collections.ensureIndexes();
      for (const mark of startMarks) await mark();
      await applyErasures(aggregates, prefixOf, erasureLedger);
    },
    async isReady() {
      try {
        await asking(() => driver.command({ ping: 1 }));
        const missing = await collections.missingIndex();
        if (missing) return { ok: false, reason: `index missing: ${missing}` };
      } catch {
        return { ok: false, reason: 'the database does not answer' };
      }
      const forked = running?.relay.lag().forked ?? [];
      if (forked.length > 0) return { ok: true, reason: `forked, not relayed: ${forked.join(', ')}` };
      return { ok: true };
    },
    async close() {
      await running?.relay.stop();
      await connection.close();
    },
  };
}

/** Of every database, whoever asks for them; parking is declared once, for all consumers. */
function sharedCollections(collections: Collections) {
  let parking: mongo.Collection<ParkingRow> | undefined;
  return {
    counters: collections.declare<CounterRow>('counters', openSchema([])),
    parking: () => {
      const index = { fields: { consumer: 1, kind: 1, aggregateId: 1 } } as const;
      parking ??= collections.declare<ParkingRow>('parking', openSchema([index]));
      return parking;
    },
  };
}

/** The ends of all aggregates, kind by kind in the order of their ids. */
async function* headsOf(aggregates: ReadonlyMap<string, mongo.Collection<AggregateDocument>>): AsyncGenerator<Head> {
  for (const prefix of [...aggregates.keys()].toSorted()) {
    const found = aggregates
      .get(prefix)
      ?.find({}, { projection: { version: 1, head: 1 } })
      .sort({ _id: 1 });
    for await (const { _id, version, head } of found ?? []) yield { aggregateId: _id, version, head };
  }
}

/** What the ledger says was destroyed is destroyed again: a backup may have brought it back. */
async function applyErasures(
  aggregates: ReadonlyMap<string, mongo.Collection<AggregateDocument>>,
  prefixOf: (aggregateId: string) => string,
  ledger: ErasureLedger | undefined,
): Promise<void> {
  for (const { aggregateId, textId, erasedAt, reason } of (await ledger?.all()) ?? []) {
    const path = `words.${textId}`;
    await asking(async () =>
      aggregates
        .get(prefixOf(aggregateId))
        ?.updateOne(
          { _id: aggregateId, [`${path}.text`]: { $exists: true } },
          { $set: { [path]: { erasedAt, reason } } },
        ),
    );
  }
}
