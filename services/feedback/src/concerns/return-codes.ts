import { randomBytes } from 'node:crypto';
import { type Clock, hmac, sha256 } from '@throughline/kernel';

/** Secrets of single days, by the machine's calendar. The adapter is `return-codes.mongo.ts`. */
export interface DaySecrets {
  /** The secret of a day (`2026-11-02`): the one that stands, or `candidate` where none does. */
  take(day: string, candidate: string): Promise<string>;
  /** The secret of a day, where it still stands. */
  find(day: string): Promise<string | undefined>;
  /** Destroys those of earlier days. */
  destroyBefore(day: string): Promise<void>;
}

/** What an anonymous submission is known by: nothing but this. */
interface ReturnCode {
  /** 128 bits, shown to the submitter once (and again on a replay within a day). */
  readonly code: string;
  /** What is kept of it. */
  readonly hash: string;
  /** Stands in for the Idempotency-Key, so that once the day's secret is gone nobody can tell whose key it was. */
  readonly commandKey: string;
}

export interface ReturnCodes {
  /** The code that goes with an Idempotency-Key: the same one for the same key, today and on the day after. */
  codeFor(idempotencyKey: string): Promise<ReturnCode>;
  /** What would be kept of a code that somebody presents. */
  hashOf(code: string): string;
}

const dayMs = 86_400_000;
const codeLength = 26;
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 26 letters of five bits each, read from the hash: 130 bits, in the spelling that ids have. */
const spelt = (hash: string) =>
  Array.from(
    { length: codeLength },
    (_, place) => alphabet[Number.parseInt(hash.slice(place * 2, place * 2 + 2), 16) & 31],
  ).join('');

const hashOf = (code: string) => sha256(`return-code:${code.trim().toLowerCase()}`);

/**
 * Return codes and creation keys of anonymous submissions are HMACs under a secret of the day. Yesterday's stands for
 * another day, so that a replay finds what it made; then it is destroyed, and with it the way from a key to a concern.
 */
export function returnCodes(options: {
  readonly secrets: DaySecrets;
  /** Whether a submission with this hash exists already. */
  readonly isKnown: (hash: string) => Promise<boolean>;
  readonly machineClock: Clock;
}): ReturnCodes {
  const { secrets, isKnown, machineClock } = options;
  const dayOf = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);
  const under = (secret: string, key: string): ReturnCode => {
    const code = spelt(hmac(secret, `code:${key}`));
    return { code, hash: hashOf(code), commandKey: hmac(secret, `key:${key}`).slice(0, 64) };
  };
  return {
    hashOf,
    async codeFor(key) {
      const now = machineClock.now().getTime();
      const yesterday = await secrets.find(dayOf(now - dayMs));
      if (yesterday) {
        const earlier = under(yesterday, key);
        if (await isKnown(earlier.hash)) return earlier;
      }
      const today = dayOf(now);
      const secret = await secrets.take(today, randomBytes(32).toString('base64url'));
      await secrets.destroyBefore(dayOf(now - dayMs));
      return under(secret, key);
    },
  };
}
