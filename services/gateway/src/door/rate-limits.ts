import { problem } from '@throughline/kernel';
import { ipKeyGenerator, MemoryStore, type Options } from 'express-rate-limit';

/** More requests than one key or address may make in a minute (429). */
export class TooManyRequests extends problem({
  code: 'too-many-requests',
  kind: 'too-many',
  title: 'Too many requests within a minute',
  remedy: 'Wait as long as Retry-After says; spread the work, or use a batch route.',
}) {}

/** Where a caller stands: the headers that say so, and whether this request was one too many. */
export interface Allowance {
  /** Names and values, alternately. */
  readonly headers: readonly string[];
  readonly isExceeded: boolean;
  readonly retryAfterSeconds: number;
}

/** Counts requests of this process, by the machine's clock. */
export interface RateLimit {
  count(caller: string): Promise<Allowance>;
  stop(): void;
}

const windowSeconds = 60;

/** So many requests a minute, told as draft-ietf-httpapi-ratelimit-headers-08 says. `name` is the policy's. */
export function rateLimit(name: string, most: number): RateLimit {
  const store = new MemoryStore();
  // It reads the window and nothing else; the rest of the options belongs to the middleware that we leave out.
  store.init({ windowMs: windowSeconds * 1000 } as Options);
  const policy = `"${name}";q=${most};w=${windowSeconds}`;
  return {
    async count(caller) {
      const { totalHits, resetTime } = await store.increment(caller);
      const left = resetTime === undefined ? windowSeconds : Math.ceil((resetTime.getTime() - Date.now()) / 1000);
      const resetSeconds = Math.max(1, left);
      const remaining = Math.max(0, most - totalHits);
      return {
        headers: ['RateLimit-Policy', policy, 'RateLimit', `"${name}";r=${remaining};t=${resetSeconds}`],
        isExceeded: totalHits > most,
        retryAfterSeconds: resetSeconds,
      };
    },
    stop: () => store.shutdown(),
  };
}

/** An address as a limit counts it: in IPv6 the /56 that one customer has. */
export const callerOfAddress = (address: string | undefined): string => ipKeyGenerator(address ?? '');
