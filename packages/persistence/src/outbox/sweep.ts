import type { Outbox, Waiting } from './outbox.ts';

/** Aggregates looked at per kind and round. */
const perRound = 2_000;

/** Finds what a crash left in outboxes. */
export interface Sweep {
  /** Looks once; what it had seen in the round before as well goes to `take`. Answers with how many aggregates those were. */
  round(): Promise<number>;
}

/**
 * No clock tells how long an event has waited: what is still there when the next round looks was left by somebody, or is
 * slow, and publishing it again changes nothing.
 */
export function outboxSweep(outboxes: () => Iterable<Outbox>, take: (outbox: Outbox, left: Waiting) => void): Sweep {
  let seenBefore: ReadonlySet<string> = new Set();
  return {
    async round() {
      const seen = new Set<string>();
      let taken = 0;
      for (const outbox of outboxes()) {
        for (const left of await outbox.leftovers(perRound)) {
          const [oldest] = left.events;
          if (!oldest) continue;
          seen.add(oldest.id);
          if (!seenBefore.has(oldest.id)) continue;
          take(outbox, left);
          taken += 1;
        }
      }
      seenBefore = seen;
      return taken;
    },
  };
}
