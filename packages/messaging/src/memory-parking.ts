import type { Discard, ParkedMark, ParkingStore } from './parking-store.ts';

/** The parking store in memory: for tests, and where nothing is to be kept. */
export function memoryParking(): ParkingStore {
  const marks = new Map<string, ParkedMark>();
  const attempts = new Map<string, { version: number; count: number }>();
  const discards = new Map<string, Discard>();
  let start: Date | undefined;
  return {
    firstStart: async (now) => (start ??= now),
    async attempt(aggregateId, version, atLeast) {
      const last = attempts.get(aggregateId);
      const count = Math.max(last?.version === version ? last.count : 0, atLeast) + 1;
      attempts.set(aggregateId, { version, count });
      return count;
    },
    async settle(aggregateId) {
      attempts.delete(aggregateId);
    },
    async park(mark) {
      marks.set(mark.aggregateId, mark);
    },
    find: async (aggregateId) => marks.get(aggregateId),
    async list({ after = '', before, since = new Date(0), limit }) {
      const found = [...marks.values()]
        .filter(
          ({ aggregateId: id, parkedAt }) => id > after && (before ?? id) >= id && id !== before && parkedAt >= since,
        )
        .toSorted((one, other) => (one.aggregateId < other.aggregateId ? -1 : 1));
      return before === undefined ? found.slice(0, limit) : found.slice(-limit);
    },
    async release(aggregateId) {
      marks.delete(aggregateId);
    },
    async discard(discard) {
      discards.set(`${discard.aggregateId}@${discard.version}`, discard);
    },
    discards: async () => [...discards.values()],
  };
}
