import { type Aggregate, aggregateOfId, versionOf } from '@throughline/contracts';
import { Unavailable } from '@throughline/kernel';
import type { ParkingStore, Sink } from '@throughline/messaging';
import type { Arrivals } from './arrivals.ts';
import { VersionUnknown } from './trace.errors.ts';

/** An aggregate and the version that a reader wants to see. */
export interface Awaited {
  readonly aggregateId: string;
  readonly version: number;
}

/** How to know that a version was taken in, or never will be. */
export interface Sight {
  readonly sink: Pick<Sink, 'seen'>;
  readonly parking: Pick<ParkingStore, 'find'>;
  /** Hears of what this process takes in; the sink is asked as well, because another process may be the one. */
  readonly arrival: Arrivals['arrival'];
  /** The owner's events above a version, to tell a version that is late from one that does not exist. */
  journalOf(aggregateId: string, afterVersion: number): Promise<readonly { readonly sequence: string }[]>;
}

const withinMs = 2_000;
const mostWaiters = 100;
/** Before the first answer of the sink an arrival goes unheard, so it is asked again soon; then more and more seldom. */
const pausesMs = [5, 20, 50, 80];
/** By now something is amiss: the owner is asked whether there is such a version at all. */
const askOwnerAfter = pausesMs.length;
const longestPauseMs = 100;

/**
 * Lets a reader read its own writes (architecture: "Read your own writes"): resolves when the version was taken in, and
 * with `behind` at once when the aggregate is parked. Throws Unavailable (503) after 2 s or past 100 waiters,
 * VersionUnknown (400) for a version that its owner does not have.
 */
export function versionAwaiter(sights: Partial<Record<Aggregate, Sight>>) {
  let waiters = 0;

  async function wait(
    { aggregateId, version }: Awaited,
    { sink, parking, arrival, journalOf }: Sight,
  ): Promise<Arrival> {
    const until = performance.now() + withinMs;
    for (let asked = 0; performance.now() < until; asked++) {
      if (await arrival(aggregateId, version, pausesMs[asked] ?? longestPauseMs)) return 'seen';
      if (await hasSeen(sink, aggregateId, version)) return 'seen';
      if (asked === askOwnerAfter && !(await exists(journalOf, aggregateId, version)))
        throw new VersionUnknown(aggregateId, version);
    }
    if (await parking.find(aggregateId)) return 'behind';
    throw new Unavailable('What you wrote has not arrived here yet.', { retryAfterSeconds: 1 });
  }

  return async (awaited: Awaited): Promise<Arrival> => {
    const { aggregateId, version } = awaited;
    const kind = aggregateOfId(aggregateId);
    const sight = kind && sights[kind];
    if (!sight) throw new VersionUnknown(aggregateId, version);
    if (await hasSeen(sight.sink, aggregateId, version)) return 'seen';
    if (await sight.parking.find(aggregateId)) return 'behind';
    if (waiters >= mostWaiters)
      throw new Unavailable('Too many readers wait for their writes.', { retryAfterSeconds: 1 });
    waiters++;
    try {
      return await wait(awaited, sight);
    } finally {
      waiters--;
    }
  };
}

/** Whether what was awaited is here, or its aggregate is parked. */
export type Arrival = 'seen' | 'behind';

const hasSeen = async (sink: Sight['sink'], aggregateId: string, version: number) =>
  ((await sink.seen(aggregateId))?.version ?? 0) >= version;

async function exists(journalOf: Sight['journalOf'], aggregateId: string, version: number): Promise<boolean> {
  const newer = await journalOf(aggregateId, version - 1);
  return newer.some((event) => versionOf(event) >= version);
}
