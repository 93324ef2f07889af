import type { Envelope } from '@throughline/contracts';

const remembered = 4_000;

/** The last few thousand events that were taken off their outboxes: spares publishing twice what a command loaded just before. */
export interface JustRelayed {
  add(events: readonly Envelope[]): void;
  /** Those of `events` that are not among them. */
  without(events: readonly Envelope[]): readonly Envelope[];
}

/** An empty memory. */
export function justRelayed(): JustRelayed {
  const ids = new Set<string>();
  return {
    add(events) {
      for (const { id } of events) ids.add(id);
      // A set keeps the order of insertion, so the oldest come first.
      for (const oldest of ids) {
        if (ids.size <= remembered) break;
        ids.delete(oldest);
      }
    },
    without: (events) => events.filter(({ id }) => !ids.has(id)),
  };
}
