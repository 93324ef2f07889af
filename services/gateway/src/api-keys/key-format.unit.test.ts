import { newId } from '@throughline/kernel';
import { hashSecret, isSecret, keyEnvironmentOf, newSecret, parseKey, writeKey } from './key-format.ts';

const parts = () => ({ environment: 'demo' as const, keyId: newId('key'), secret: newSecret() });

it('what was written is read again', () => {
  const written = parts();
  expect(parseKey(writeKey(written))).toEqual(written);
});

it('a key says where it is for before anything else', () => {
  expect(writeKey(parts())).toMatch(/^thl_demo_[0-9a-z]{26}_[0-9A-Za-z]{49}$/);
  expect((['production', 'embedded', 'test'] as const).map(keyEnvironmentOf)).toEqual(['live', 'demo', 'test']);
});

it('a key with any one character changed is no key', () => {
  const key = writeKey(parts());
  for (let at = 0; at < key.length; at++) {
    const other = key[at] === 'a' ? 'b' : 'a';
    expect([at, parseKey(key.slice(0, at) + other + key.slice(at + 1))]).toEqual([at, undefined]);
  }
});

it.each(['', 'thl_', 'thl_demo__', `thl_demo_${'0'.repeat(26)}_${'A'.repeat(49)}`, 'x'.repeat(100_000)])(
  'what is no key is told at once: %#',
  (text) => expect(parseKey(text)).toBeUndefined(),
);

it('every secret has 43 places, also one that begins with zeros', () => {
  expect(newSecret((size) => Buffer.alloc(size))).toBe('0'.repeat(43));
  expect(newSecret((size) => Buffer.alloc(size, 255))).toHaveLength(43);
});

it('only the hash is needed to know a secret, and it is not the secret', () => {
  const secret = newSecret();
  const hash = hashSecret(secret);
  expect(hash).not.toContain(secret);
  expect([isSecret(secret, hash), isSecret(newSecret(), hash)]).toEqual([true, false]);
});
