/** Lets one at a time work on the same thing, in the order they came. */
export interface Turns {
  take<Result>(id: string, work: () => Promise<Result>): Promise<Result>;
}

/**
 * Turns for those who have lost a race once: in one process they then stop racing each other. Correctness comes from
 * the conditional write alone; this spares the attempts.
 */
export function turns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    async take<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
      const before = last.get(id) ?? Promise.resolve();
      const mine = before.then(work, work);
      // Whoever comes next waits for this one's end, not for its success.
      const settled = mine.then(
        () => undefined,
        () => undefined,
      );
      last.set(id, settled);
      try {
        return await mine;
      } finally {
        if (last.get(id) === settled) last.delete(id);
      }
    },
  };
}
