import fc from 'fast-check';
import { idOf, idPattern, newId, newUuid, uuidOf } from './id.ts';

describe('ids', () => {
  it('carry their prefix and the form that schemas ask for', () => {
    expect(newId('con')).toMatch(idPattern('con'));
    expect(newId('con')).not.toMatch(idPattern('org'));
  });

  it('name the same UUID in both spellings', () => {
    fc.assert(fc.property(fc.uuid(), (uuid) => uuidOf(idOf('svc', uuid)) === uuid));
  });

  it('sort by the time at which they were made', () => {
    const made = Array.from({ length: 500 }, () => newId('con'));
    expect(made.toSorted()).toEqual(made);
  });

  it('refuse what is no id', () => {
    expect(() => uuidOf('con_short')).toThrow(RangeError);
    expect(() => uuidOf(`con_${'u'.repeat(26)}`)).toThrow(RangeError);
  });

  it('are version 7 where an event needs a bare UUID', () => {
    expect(newUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });
});
