import { describe, expect, it } from '@jest/globals';
import { anonymous, type Principal } from '@throughline/kernel';
import { hasFormOf128Bits, readIdempotencyKey } from './idempotency-key.ts';

const key: Principal = { kind: 'key', id: 'key_1', organisationId: 'org_1', scopes: [] };
const read = (header: string | undefined, principal: Principal = key) => readIdempotencyKey(header, principal, true);

describe('an Idempotency-Key', () => {
  it('is the same quoted and bare', () => {
    expect(read('"abc-1"')).toEqual({ key: 'abc-1' });
    expect(read('abc-1')).toEqual({ key: 'abc-1' });
  });
  it('may be 64 characters long, quotes not counted', () => {
    expect(read(`"${'a'.repeat(64)}"`).key).toHaveLength(64);
    expect(read('a'.repeat(65)).fault?.code).toBe('wrong-format');
  });
  it('sent twice is refused', () => {
    expect(read('one, two').fault?.code).toBe('wrong-format');
  });
  it('is asked of API keys alone', () => {
    expect(read(undefined).fault?.code).toBe('missing');
    expect(read(undefined, anonymous)).toEqual({});
    expect(readIdempotencyKey(undefined, key, false)).toEqual({});
  });
  it('of 128 bits is 32 hexadecimal digits, a UUID, or 22 letters and digits', () => {
    expect(hasFormOf128Bits('0b9f1f6e-5c1a-4c38-9d1c-5a4f2d1f0a11')).toBe(true);
    expect(hasFormOf128Bits('kJ8sQ2mZx0Vt7LrYw3NbPd')).toBe(true);
    expect(hasFormOf128Bits('0b9f1f6e5c1a4c389d1c')).toBe(false);
    expect(hasFormOf128Bits('a'.repeat(64))).toBe(false);
    expect(hasFormOf128Bits('boiler-broken-at-nine')).toBe(false);
  });
});
