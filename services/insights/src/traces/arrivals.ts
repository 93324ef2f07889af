import { type Envelope, versionOf } from '@throughline/contracts';
import type { Sink } from '@throughline/messaging';

/** Tells who waits of what this process takes in, so that they need not keep asking the database for it. */
export interface Arrivals {
  /** The sink, saying what it has taken in. */
  announcing(sink: Sink): Sink;
  /** Resolves with true as soon as this process has taken the version in, with false when `withinMs` are over. */
  arrival(aggregateId: string, version: number, withinMs: number): Promise<boolean>;
}

/** Arrivals of one process. What another process takes in is not heard of here. */
export function arrivals(): Arrivals {
  const waiting = new Map<string, Set<(version: number) => void>>();

  function announce(envelope: Envelope): void {
    for (const hear of waiting.get(envelope.subject) ?? []) hear(versionOf(envelope));
  }

  function listen(aggregateId: string, hear: (version: number) => void): () => void {
    const listening = waiting.get(aggregateId) ?? new Set();
    waiting.set(aggregateId, listening.add(hear));
    return () => {
      listening.delete(hear);
      if (listening.size === 0) waiting.delete(aggregateId);
    };
  }

  return {
    announcing: (sink) => ({
      ...sink,
      async apply(envelope) {
        await sink.apply(envelope);
        announce(envelope);
      },
    }),
    async arrival(aggregateId, version, withinMs) {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const stop = listen(aggregateId, (arrived) => {
        if (arrived >= version) resolve(true);
      });
      const timeout = setTimeout(resolve, withinMs, false);
      try {
        return await promise;
      } finally {
        clearTimeout(timeout);
        stop();
      }
    },
  };
}
