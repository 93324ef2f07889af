/** Remembers what was found out for a moment, and never more than so much. */
export interface ShortCache<Value> {
  /** What is remembered under `key`, or what `find` gives. Equal questions of the same moment are asked once. */
  get(key: string, find: () => Promise<Value>): Promise<Value>;
  /** Forgets everything. */
  clear(): void;
}

interface Entry<Value> {
  readonly value: Promise<Value>;
  readonly until: number;
}

/**
 * @param ageMs how long an answer is good for
 * @param remembersError whether a failure is an answer too; any other is asked for again
 */
export function shortCache<Value>({
  ageMs,
  size,
  remembersError,
  machineNow = Date.now,
}: {
  readonly ageMs: number;
  readonly size: number;
  readonly remembersError: (error: unknown) => boolean;
  readonly machineNow?: () => number;
}): ShortCache<Value> {
  let entries = new Map<string, Entry<Value>>();
  return {
    get(key, find) {
      const now = machineNow();
      const kept = entries.get(key);
      if (kept && kept.until > now) return kept.value;
      const value = find();
      // Whoever fills the memory loses what is remembered, which costs a look-up and nothing else.
      if (entries.size >= size) entries = new Map();
      const entry = { value, until: now + ageMs };
      entries.set(key, entry);
      value.catch((error: unknown) => {
        if (!remembersError(error) && entries.get(key) === entry) entries.delete(key);
      });
      return value;
    },
    clear() {
      entries = new Map();
    },
  };
}
