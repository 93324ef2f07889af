import type { Fault, Principal } from '@throughline/kernel';

const quoted = /^"([\x20-\x21\x23-\x5b\x5d-\x7e]{1,64})"$/;
const bare = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{1,64}$/;
const enoughHex = 32;
const enoughLetters = 22;
const enoughDifferent = 8;

const pointer = 'header:idempotency-key';

/** What an `Idempotency-Key` says, or what is wrong with it. */
export type KeyRead = { readonly key?: string; readonly fault?: Fault };

const refused = (code: string, message: string): KeyRead => ({ fault: { pointer, code, message } });

/**
 * Whether a key has the form of 128 random bits: 32 hexadecimal digits (a UUID has them), or 22 letters and digits. Whether
 * they were random nobody can see from one; that hardly any repeats shows at least that somebody did not type "a" 32 times.
 */
export function hasFormOf128Bits(key: string): boolean {
  const letters = key.replaceAll('-', '');
  if (new Set(letters).size < enoughDifferent) return false;
  return letters.length >= (/^[0-9a-f]*$/i.test(letters) ? enoughHex : enoughLetters);
}

/** Reads the header, quoted or bare. `isRequired` for POSTs that change something. */
export function readIdempotencyKey(
  header: string | string[] | undefined,
  principal: Principal,
  isRequired: boolean,
): KeyRead {
  if (header === undefined) {
    if (!isRequired || principal.kind !== 'key') return {};
    return refused('missing', 'is missing: API keys send one with every POST');
  }
  const value = String(header).trim();
  const key = quoted.exec(value)?.[1] ?? (bare.test(value) ? value : undefined);
  if (key === undefined) return refused('wrong-format', 'is not 1 to 64 printable characters, quoted or bare');
  if (principal.kind === 'anonymous' && !hasFormOf128Bits(key))
    return refused('too-weak', 'needs at least 128 random bits without a bearer, such as 32 hexadecimal digits');
  return { key };
}
