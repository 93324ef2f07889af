import { type Envelope, versionOf } from '@throughline/contracts';
import { type Clock, newUuid, systemClock } from '@throughline/kernel';
import type { AggregateDefinition, AggregateOptions } from './aggregate-definition.ts';
import { memoryDocuments } from './aggregate-documents.memory.ts';
import type { AggregateStore } from './aggregate-store.ts';
import { commandStore } from './command-store.ts';
import type { Counters } from './database.ts';
import type { ErasureLedger } from './erasure-ledger.ts';
import type { Journal } from './journal-port.ts';
import { knownEvents } from './known-events.ts';
import { numbersFrom } from './number-blocks.ts';
import type { StatedEvent } from './stated-event.ts';
import { defaultLimits } from './write-plan.ts';

/** How the twin behaves; everything has a default. */
export interface InMemoryDatabaseOptions {
  /** Receives each event right after its write, in order. Default: nobody. */
  readonly publish?: (envelope: Envelope) => void;
  /** Default `tests`. */
  readonly service?: string;
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

const secretOfTests = 'a secret that guards nothing but tests';

/** Makes an empty one. */
export function inMemoryDatabase(options: InMemoryDatabaseOptions = {}): InMemoryDatabase {
  const { publish, service = 'tests', newEventId = newUuid, machineClock = systemClock, erasureLedger } = options;
  const journalled: Envelope[] = [];
  const counted = new Map<string, number>();

  return {
    aggregate(definition, aggregateOptions = {}) {
      const documents = memoryDocuments();
      return commandStore({
        planning: {
          definition,
          options: aggregateOptions,
          limits: { ...defaultLimits, ...definition.limits },
          eventOf: knownEvents(definition),
          newEventId,
        },
        documents,
        service,
        idempotencySecret: secretOfTests,
        machineClock,
        erasureLedger,
        room: async () => undefined,
        handOver(id, fresh) {
          documents.clearOutbox(id);
          journalled.push(...fresh);
          for (const event of fresh) publish?.(event);
        },
      });
    },
    journal: {
      async page({ after, aggregateId, prefix, limit = 100 }) {
        const position = (event: Envelope) => `${event.subject}@${event.sequence}`;
        const [fromId, fromVersion] = after?.split('@') ?? [];
        const from = fromId === undefined ? '' : `${fromId}@${String(fromVersion).padStart(10, '0')}`;
        const found = journalled
          .filter((event) => aggregateId === undefined || event.subject === aggregateId)
          .filter((event) => prefix === undefined || event.subject.startsWith(`${prefix}_`))
          .filter((event) => position(event) > from)
          .toSorted((one, other) => (position(one) < position(other) ? -1 : 1));
        const events = found.slice(0, limit);
        const last = events.at(-1);
        return last && found.length > limit ? { events, next: `${last.subject}@${versionOf(last)}` } : { events };
      },
    },
    counters: numbersFrom(async (name, size) => {
      const first = (counted.get(name) ?? 0) + 1;
      counted.set(name, first + size - 1);
      return { first, last: first + size - 1 };
    }),
  };
}
