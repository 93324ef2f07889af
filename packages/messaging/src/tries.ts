import type { Clock } from '@throughline/kernel';
import type { ParkingStore } from './parking-store.ts';

/** How long a failed event waits before each further try, in milliseconds; after the last of them it is parked. */
export const defaultPausesMs = [200, 1_000, 3_000, 8_000] as const;

interface Try {
  readonly version: number;
  readonly count: number;
  readonly notBefore: number;
}

/** What comes of a failure: whether it was the last one, and else how long to wait. */
export interface Failure {
  readonly isLast: boolean;
  readonly pauseMs: number;
}

/** Counts how often the handler was started on the event that stands at an aggregate's gate. */
export interface Tries {
  /**
   * Counts a start before it happens; in the store only from the second on, so that the usual message costs nothing.
   * @throws HandlerFellOver instead of counting one more than is allowed
   */
  start(aggregateId: string, version: number, deliveries: number): Promise<void>;
  /** Notes a failure. */
  failed(aggregateId: string, version: number): Failure;
  /** The milliseconds until the event at the gate is tried again; 0 when none waits. */
  waitOf(aggregateId: string): number;
  /** Forgets an aggregate that went on. */
  settled(aggregateId: string): Promise<void>;
}

/** The nth failure, from 1, of something that is tried once and then once after each pause. */
export const failureOf = (count: number, pausesMs: readonly number[]): Failure => ({
  isLast: count > pausesMs.length,
  pauseMs: pausesMs[count - 1] ?? 0,
});

export function countTries(parking: ParkingStore, clock: Clock, pausesMs: readonly number[]): Tries {
  const tries = new Map<string, Try>();
  const countOf = (aggregateId: string, version: number) => {
    const last = tries.get(aggregateId);
    return last?.version === version ? last.count : 0;
  };
  return {
    async start(aggregateId, version, deliveries) {
      const before = countOf(aggregateId, version);
      if (before === 0 && deliveries === 1) return;
      const count = await parking.attempt(aggregateId, version, before);
      tries.set(aggregateId, { version, count: count - 1, notBefore: 0 });
      if (count > pausesMs.length + 1) throw new HandlerFellOver(count - 1);
    },
    failed(aggregateId, version) {
      const count = countOf(aggregateId, version) + 1;
      const failure = failureOf(count, pausesMs);
      tries.set(aggregateId, { version, count, notBefore: clock.now().getTime() + failure.pauseMs });
      return failure;
    },
    waitOf: (aggregateId) => Math.max(0, (tries.get(aggregateId)?.notBefore ?? 0) - clock.now().getTime()),
    async settled(aggregateId) {
      if (tries.delete(aggregateId)) await parking.settle(aggregateId);
    },
  };
}

/** A handler that took its process down as often as it may fail is not started again. */
export class HandlerFellOver extends Error {
  readonly code = 'handler-fell-over';
  constructor(starts: number) {
    super(`the handler was started ${starts} times and came back from none`);
    this.name = 'HandlerFellOver';
  }
}
