import { setTimeout as sleep } from 'node:timers/promises';
import { type Aggregate, aggregateOfId, versionOf } from '@throughline/contracts';
import { Unavailable } from '@throughline/kernel';
import type { ParkingStore, Sink } from '@throughline/messaging';
import { VersionUnknown } from './trace.errors.ts';

/** An aggregate and the version that a reader wants to see. */
export interface Awaited {
  readonly aggregateId: string;
  readonly version: number;
}

/** How to know that a version was taken in, or never will be. */
export interface Sight {
  readonly sink: Sink;
  readonly parking: ParkingStore;
  /** The owner's events above a version, to tell a version that is late from one that does not exist. */
  journalOf(aggregateId: string, afterVersion: number): Promise<readonly { readonly sequence: string }[]>;
}

const withinMs = 2_000;
const askEveryMs = 10;
const mostWaiters = 100;

/**
 * Lets a reader read its own writes (architecture: "Read your own writes"): resolves when the version was taken in;
 * `behind` when the aggregate is parked. Throws Unavailable (503) after 2 s or past 100 waiters, VersionUnknown (400) for
 * a version that its owner does not have.
 */
export function versionAwaiter(sights: Partial<Record<Aggregate, Sight>>) {
  let waiters = 0;
  return async ({ aggregateId, version }: Awaited): Promise<'seen' | 'behind'> => {
    const kind = aggregateOfId(aggregateId);
    const sight = kind && sights[kind];
    if (!sight) throw new VersionUnknown(aggregateId, version);
    const { sink, parking, journalOf } = sight;
    const hasSeen = async () => ((await sink.seen(aggregateId))?.version ?? 0) >= version;
    if (await hasSeen()) return 'seen';
    if (waiters >= mostWaiters)
      throw new Unavailable('Too many readers wait for their writes.', { retryAfterSeconds: 1 });
    waiters++;
    try {
      const until = performance.now() + withinMs;
      while (performance.now() < until) {
        await sleep(askEveryMs);
        if (await hasSeen()) return 'seen';
      }
      if (await parking.find(aggregateId)) return 'behind';
      const newer = await journalOf(aggregateId, version - 1);
      if (!newer.some((event) => versionOf(event) >= version)) throw new VersionUnknown(aggregateId, version);
      throw new Unavailable('What you wrote has not arrived here yet.', { retryAfterSeconds: 1 });
    } finally {
      waiters--;
    }
  };
}
