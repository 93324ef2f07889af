import type { Envelope, Recorded } from '@throughline/contracts';
import type { Clock } from '@throughline/kernel';
import type { mongo } from 'mongoose';
import type { AggregateDefinition, AggregateOptions, IndexDeclaration } from './aggregate-definition.ts';
import type { AggregateDocument } from './aggregate-document.ts';
import type { AggregateStore } from './aggregate-store.ts';
import type { ErasureLedger } from './erasure-ledger.ts';
import type { Verification } from './integrity.ts';
import type { Journal } from './journal-port.ts';
import type { KeysetPage, KeysetRequest } from './keyset-page.ts';
import type { ParkingStore } from './parking-store.ts';
import type { Relay, RelayOptions } from './relay-port.ts';
import type { Sink } from './sink.ts';
import type { StatedEvent } from './stated-event.ts';

/** Where log lines go; pino's logger has this shape. */
export interface Log {
  info(particulars: object, message: string): void;
  warn(particulars: object, message: string): void;
  error(particulars: object, message: string): void;
}

/** A collection for lean reads (`*.query.ts`). */
export type ReadCollection<Document extends mongo.Document> = mongo.Collection<Document>;

/** A store on the database, with its collection open to queries. Leave `words` out of list reads. */
export interface MongoAggregateStore<S, E extends StatedEvent, P = object> extends AggregateStore<S, E, P> {
  readonly collection: ReadCollection<AggregateDocument & { readonly state: S; readonly particulars: P }>;
}

/** A mirror's document: the gate, and what the projection makes of the events. */
export type MirrorDocument<M> = M & { readonly _id: string; readonly seen: number; readonly head: string };

/** A projection of aggregates, one document each, gate included. */
export interface Mirror<M extends object> extends Sink {
  readonly collection: ReadCollection<MirrorDocument<M>>;
  find(aggregateId: string): Promise<MirrorDocument<M> | undefined>;
  /** Empties it, before a rebuild from the owner's journal. */
  clear(): Promise<void>;
}

/** What a mirror is made of. `project` uses the event only, never the time of processing. */
export interface MirrorDefinition<M extends object, E extends StatedEvent> {
  readonly collection: string;
  readonly indexes?: readonly IndexDeclaration[];
  /** Must not use the names `_id`, `seen`, `head` and `reactedTo`. */
  project(previous: M | undefined, event: Recorded<E>): M;
  readonly react?: Reaction<M, E>;
}

/**
 * What is to be done about some events of a mirrored aggregate. Events from before the mirror's first start are not
 * reacted to, nor are those that a forgotten document is read from anew.
 */
export interface Reaction<M extends object, E extends StatedEvent> {
  readonly to: readonly E['type'][];
  /**
   * Runs before the mirror's document is written and its gate moves, and so again after a failure: what it does are
   * inserts with a deterministic `_id`, or idempotent commands.
   */
  handle(event: Recorded<E>, after: M, envelope: Envelope): Promise<void>;
}

/**
 * Effects of events behind a gate that moves last. `handle` may run again for an event: its effects are inserts with a
 * deterministic `_id`, or idempotent commands.
 */
export interface EffectsDefinition<E extends StatedEvent> {
  readonly name: string;
  handle(event: Recorded<E>, envelope: Envelope): Promise<void>;
}

/** A block of numbers that belongs to this process alone; both ends inclusive. */
export interface NumberBlock {
  readonly first: number;
  readonly last: number;
}

/** Counters for human-readable numbers: unique, not gapless. */
export interface Counters {
  /** Takes the next `size` (default 20) numbers of a counter that begins at 1. */
  takeBlock(name: string, size?: number): Promise<NumberBlock>;
  /** One number, from the block that this process holds. */
  next(name: string): Promise<number>;
}

/** Whether the database can serve, and if not, why. */
export interface DatabaseReadiness {
  readonly ok: boolean;
  readonly reason?: string;
}

/** One service's database. */
export interface Database {
  aggregate<S, E extends StatedEvent, P = object>(
    definition: AggregateDefinition<S, E, P>,
    options?: AggregateOptions<S>,
  ): MongoAggregateStore<S, E, P>;
  readonly journal: Journal;
  mirror<M extends object, E extends StatedEvent>(definition: MirrorDefinition<M, E>): Mirror<M>;
  effects<E extends StatedEvent>(definition: EffectsDefinition<E>): Sink;
  /** Marks of one consumer. */
  parking(consumer: string): ParkingStore;
  readonly counters: Counters;
  /** A plain collection (subscriptions, attempts, leases) with its indexes. */
  records<Document extends mongo.Document>(
    collection: string,
    indexes?: readonly IndexDeclaration[],
  ): ReadCollection<Document>;
  keysetPage<Document extends mongo.Document>(
    collection: ReadCollection<Document>,
    request: KeysetRequest,
  ): Promise<KeysetPage<Document>>;
  /** Once per process, after every store is declared. Without a relay nothing leaves the outboxes. */
  startRelay(options: RelayOptions): Relay;
  /** Follows every hash chain from the first event to the head of its document. Reads everything: for `npm run verify`. */
  verify(): Promise<Verification>;
  /** One hash over all `{ aggregateId, version, head }`, to be kept outside the database. */
  headDigest(): Promise<string>;
  /** Makes what is missing of all declared indexes and start marks, and applies the erasure ledger: call it before serving. */
  ensureIndexes(): Promise<void>;
  isReady(): Promise<DatabaseReadiness>;
  /** Stops the relay, then closes every connection. */
  close(): Promise<void>;
}

/** How to reach a service's database. */
export interface DatabaseOptions {
  /** `mongodb://…`; a database named in it is not used. */
  readonly url: string;
  /** The database's name. */
  readonly name: string;
  /** The service, for logs. */
  readonly service: string;
  /** At least 32 characters: HMAC of command keys. */
  readonly idempotencySecret: string;
  readonly log: Log;
  /** Makes event ids; default UUIDv7. */
  readonly newEventId?: () => string;
  /** Default: the machine's. Governs retention of commands; never facts. */
  readonly machineClock?: Clock;
  /** Where erasures are recorded before they happen. Without it a decision that erases is refused. */
  readonly erasureLedger?: ErasureLedger;
  /** Connections kept at most. Default 40. */
  readonly maxPoolSize?: number;
}
