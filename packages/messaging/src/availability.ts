import { setTimeout as delay } from 'node:timers/promises';
import { errorCodeOf, meaningOf } from './messaging.errors.ts';

const firstPauseMs = 100;
const longestPauseMs = 2_000;

/** Whether what a consumer needs (its database, an owner) is there; while it is not, everything waits, uncounted. */
export interface Availability {
  /** Runs `work`; when it fails because something is away, all wait, and this one alone tries again until it is back. */
  whenThere<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is away, or rejects when stopped meanwhile. */
  there(): Promise<void>;
  /** The code of the error that said so; undefined while all is there. */
  readonly awayBecause: string | undefined;
}

/** Watches availability until `stopping` is aborted: then those who wait fail with its reason. */
export function watchAvailability(
  stopping: AbortSignal,
  { onAway, onBack }: { readonly onAway: (error: unknown) => void; readonly onBack: () => void },
): Availability {
  let away: { back: Promise<void>; because: string } | undefined;

  async function there(): Promise<void> {
    while (away) await away.back;
    stopping.throwIfAborted();
  }
  async function probe<T>(work: () => Promise<T>, error: unknown): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<void>();
    away = { back: promise, because: errorCodeOf(error) };
    onAway(error);
    try {
      for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
        await delay(pauseMs, undefined, { signal: stopping });
        try {
          return await work();
        } catch (again) {
          if (meaningOf(again) !== 'away') throw again;
        }
      }
    } finally {
      away = undefined;
      if (!stopping.aborted) onBack();
      resolve();
    }
  }
  async function whenThere<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      await there();
      try {
        return await work();
      } catch (error) {
        if (meaningOf(error) !== 'away') throw error;
        if (!away) return await probe(work, error);
      }
    }
  }
  return {
    whenThere,
    there,
    get awayBecause() {
      return away?.because;
    },
  };
}
