import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again every `everyMs` (default 25) until `probe` gives something truthy, and gives that back. What it throws on
 * the way is part of waiting; past `timeoutMs` (default 10,000) the last reason is the cause of the error.
 */
export async function waitUntil<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  { timeoutMs = 10_000, everyMs = 25 } = {},
): Promise<T> {
  const until = performance.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const found = await probe();
      if (found) return found;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > until) throw new Error(`waited ${timeoutMs} ms in vain until ${what}`, { cause });
    await sleep(everyMs);
  }
}
