import type { Envelope } from '@throughline/contracts';
import type { Clock } from '@throughline/kernel';
import type { AggregateDefinition, AggregateOptions } from './aggregate-definition.ts';
import type { AggregateStore } from './aggregate-store.ts';
import type { Counters } from './database.ts';
import type { ErasureLedger } from './erasure-ledger.ts';
import type { Journal } from './journal-port.ts';
import type { StatedEvent } from './stated-event.ts';

/** How the twin behaves; everything has a default. */
export interface InMemoryDatabaseOptions {
  /** Receives each event after its write, in order. Default: nobody. */
  readonly publish?: (envelope: Envelope) => Promise<void> | void;
  readonly idempotencySecret?: string;
  readonly newEventId?: () => string;
  readonly machineClock?: Clock;
  readonly erasureLedger?: ErasureLedger;
}

/** The database's twin for tests of use cases: the same algorithm over a map, held to the same contract suite. */
export interface InMemoryDatabase {
  aggregate<S, E extends StatedEvent, P = object>(
    definition: AggregateDefinition<S, E, P>,
    options?: AggregateOptions<S>,
  ): AggregateStore<S, E, P>;
  readonly journal: Journal;
  readonly counters: Counters;
}

/** Makes an empty one. */
export declare function inMemoryDatabase(options?: InMemoryDatabaseOptions): InMemoryDatabase;
