import { describe, expect, it } from '@jest/globals';
import { idPattern, sha256 } from '@throughline/kernel';
import { isKept, newWords, saltedHash } from './words.ts';

describe('new words', () => {
  it('bring an id, a salt of their own and the hash that an event may carry', () => {
    const { textId, entry, sha256: hash } = newWords('Qalinkii waa la helay', 'so');
    expect(textId).toMatch(idPattern('txt'));
    expect(hash).toBe(sha256(`${entry.salt}Qalinkii waa la helay`));
    expect(saltedHash(entry)).toBe(hash);
  });

  it('give two equal texts two hashes, so that nobody can tell that they are equal', () => {
    expect(newWords('yes', 'en').sha256).not.toBe(newWords('yes', 'en').sha256);
  });

  it('are told from what is left of an erased text', () => {
    expect(isKept(newWords('yes', 'en').entry)).toBe(true);
    expect(isKept({ erasedAt: new Date(), reason: 'taken-down' })).toBe(false);
    expect(isKept(undefined)).toBe(false);
  });
});
