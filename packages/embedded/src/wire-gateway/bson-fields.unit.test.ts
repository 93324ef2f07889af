import { expect, it } from '@jest/globals';
import { Binary, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, serialize, Timestamp, UUID } from 'bson';
import { binaryOf, booleanOf, bsonFields, documentOf, integerOf, MalformedMessage, textOf } from './bson-fields.ts';

const document = Buffer.from(
  serialize({
    find: 'concerns',
    double: new Double(1.5),
    whole: new Double(3),
    nested: { a: [1, 2, { b: 'c' }] },
    list: ['x'],
    bytes: new Binary(Buffer.from([1, 2])),
    id: new ObjectId(),
    yes: true,
    when: new Date(0),
    nothing: null,
    pattern: /^a$/i,
    int: 7,
    stamp: new Timestamp({ t: 1, i: 2 }),
    long: Long.fromString('9007199254740993'),
    decimal: Decimal128.fromString('1.1'),
    least: new MinKey(),
    most: new MaxKey(),
    session: { id: new UUID() },
    späť: 'ok',
  }),
);

it('every type is stepped over, and the fields keep their order', () => {
  expect([...bsonFields(document).keys()].join()).toBe(
    'find,double,whole,nested,list,bytes,id,yes,when,nothing,pattern,int,stamp,long,decimal,least,most,session,späť',
  );
});

it('values are read in place', () => {
  const fields = bsonFields(document);
  expect(textOf(document, fields.get('find'))).toBe('concerns');
  expect(textOf(document, fields.get('int'))).toBeUndefined();
  expect(integerOf(document, fields.get('int'))).toBe(7n);
  expect(integerOf(document, fields.get('long'))).toBe(9007199254740993n);
  expect(integerOf(document, fields.get('whole'))).toBe(3n);
  expect(integerOf(document, fields.get('double'))).toBeUndefined();
  expect(booleanOf(document, fields.get('yes'))).toBe(true);
  expect(booleanOf(document, fields.get('absent'))).toBeUndefined();
  expect(binaryOf(document, fields.get('bytes'))).toEqual(Buffer.from([1, 2]));
  const session = documentOf(document, fields.get('session'));
  expect(session && bsonFields(session).has('id')).toBe(true);
});

it('no cut and no single changed byte makes it fail with anything but its own error', () => {
  for (let at = 0; at < document.length; at += 1) {
    const changed = Buffer.from(document);
    changed[at] = (changed[at] ?? 0) ^ 0xff;
    for (const bytes of [document.subarray(0, at), changed]) {
      try {
        bsonFields(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedMessage);
      }
    }
  }
});
