import { setTimeout as pause } from 'node:timers/promises';

/** Lets some wait until something holds, and others say that it may have changed. */
export interface Changes {
  /** Whoever waits looks again. */
  readonly announce: () => void;
  /** Resolves with true when `holds` does, with false when `timeoutMs` have passed before. */
  readonly until: (holds: () => boolean, timeoutMs: number) => Promise<boolean>;
}

/** Changes of one thing. */
export function changes(): Changes {
  const waiting = new Set<() => void>();
  return {
    announce() {
      for (const wake of waiting) wake();
    },
    async until(holds, timeoutMs) {
      const deadline = performance.now() + timeoutMs;
      while (!holds()) {
        const left = deadline - performance.now();
        if (left <= 0) return false;
        const timeout = new AbortController();
        const { promise, resolve } = Promise.withResolvers<void>();
        waiting.add(resolve);
        await Promise.race([promise, pause(left, undefined, { signal: timeout.signal }).catch(() => undefined)]);
        timeout.abort();
        waiting.delete(resolve);
      }
      return true;
    },
  };
}
