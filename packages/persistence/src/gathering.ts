import { setTimeout as pause } from 'node:timers/promises';

interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

const mostAtOnce = 128;

/**
 * Turns calls for one item into calls for many, without ever making one wait for company: while a call is under way,
 * what comes in gathers and goes together in the next. A lone item goes at once; under load a statement, its round trip
 * and its share of the disk's sync are paid once for dozens.
 *
 * With `whenBusyMs`, a call that has company already waits that long for more: where a few milliseconds are cheap, the
 * fewer statements are worth them.
 *
 * `run` answers one result per item, in order; an item whose result is an Error is rejected with it. When `run` itself
 * rejects, every item of that call is rejected with the same error.
 */
export function gathering<Item, Result>(
  run: (items: readonly Item[]) => Promise<readonly (Result | Error)[]>,
  { whenBusyMs = 0 }: { readonly whenBusyMs?: number } = {},
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let isRunning = false;

  async function goOn(): Promise<void> {
    isRunning = true;
    // One turn of the event loop, so that what was asked for together goes together.
    await Promise.resolve();
    for (let isBusy = waiting.length > 1; waiting.length > 0; isBusy = true) {
      if (isBusy && whenBusyMs > 0 && waiting.length < mostAtOnce) await pause(whenBusyMs);
      const together = waiting.slice(0, mostAtOnce);
      waiting = waiting.slice(mostAtOnce);
      try {
        const results = await run(together.map(({ item }) => item));
        for (const [index, { resolve, reject }] of together.entries()) {
          const result = results[index] as Result | Error;
          if (result instanceof Error) reject(result);
          else resolve(result);
        }
      } catch (error) {
        for (const { reject } of together) reject(error);
      }
    }
    isRunning = false;
  }

  return (item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isRunning) void goOn();
    });
}
