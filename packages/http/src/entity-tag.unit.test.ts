import { describe, expect, it } from '@jest/globals';
import { entityTag, isKnownTo, readIfMatch } from './entity-tag.ts';

describe('entity tags', () => {
  it('are the version, with a date where clocks are shown', () => {
    expect(entityTag(7)).toBe('"7"');
    expect(entityTag(7, '2026-12-02')).toBe('"7.2026-12-02"');
  });
  it('If-Match counts the version alone', () => {
    expect(readIfMatch('"7.2026-12-02"')).toEqual({ isGiven: true, version: 7 });
    expect(readIfMatch(undefined)).toEqual({ isGiven: false });
    for (const header of ['7', '"7", "8"', '"x"', '']) expect(readIfMatch(header).fault?.code).toBe('wrong-format');
  });
  it('If-None-Match counts all of it, so that a clock’s new day is seen', () => {
    expect(isKnownTo('"7.2026-12-01"', '"7.2026-12-02"')).toBe(false);
    expect(isKnownTo('"6", W/"7"', '"7"')).toBe(true);
  });
});
