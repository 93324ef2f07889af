/**
 * Reads the top level of a BSON document in place. A command's body is looked into for a handful of fields and then
 * handed to the engine as it came: decoding and encoding it again would cost more than the rest of the gateway.
 */
export interface BsonField {
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

export type BsonFields = ReadonlyMap<string, BsonField>;

/** The bytes are not what the protocol promises: whoever sent them cannot be answered, only hung up on. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
}

const TYPE = {
  double: 1,
  text: 2,
  document: 3,
  array: 4,
  binary: 5,
  objectId: 7,
  boolean: 8,
  int32: 16,
  int64: 18,
} as const;

export function bsonFields(document: Buffer): BsonFields {
  const fields = new Map<string, BsonField>();
  if (document.length < 5 || document.readInt32LE(0) !== document.length || document[document.length - 1] !== 0) {
    throw new MalformedMessage('A document whose length is not what it says.');
  }
  const last = document.length - 1;
  let at = 4;
  while (at < last) {
    const type = document[at] ?? 0;
    const nameEnd = document.indexOf(0, at + 1);
    if (nameEnd < 0 || nameEnd >= last) throw new MalformedMessage('A field without a name.');
    const name = document.toString('utf8', at + 1, nameEnd);
    const start = nameEnd + 1;
    const end = start + valueLength(document, type, start);
    if (end > last) throw new MalformedMessage('A field longer than its document.');
    fields.set(name, { type, start, end });
    at = end;
  }
  return fields;
}

function valueLength(document: Buffer, type: number, start: number): number {
  switch (type) {
    case TYPE.double:
    case TYPE.int64:
    case 9: // date
    case 17: // timestamp
      return 8;
    case TYPE.int32:
      return 4;
    case TYPE.boolean:
      return 1;
    case TYPE.objectId:
      return 12;
    case 19: // decimal
      return 16;
    case 6: // undefined
    case 10: // null
    case 127: // max key
    case 255: // min key
      return 0;
    case TYPE.document:
    case TYPE.array:
    case 15: // code with scope
      return lengthPrefix(document, start, 5);
    case TYPE.text:
    case 13: // code
    case 14: // symbol
      return 4 + lengthPrefix(document, start, 1);
    case TYPE.binary:
      return 5 + lengthPrefix(document, start, 0);
    case 12: // pointer
      return 16 + lengthPrefix(document, start, 1);
    case 11: // regular expression: two C strings
      return endOfCString(document, endOfCString(document, start)) - start;
    default:
      throw new MalformedMessage(`A field of the unknown type ${type}.`);
  }
}

function lengthPrefix(document: Buffer, start: number, least: number): number {
  if (start + 4 > document.length) throw new MalformedMessage('A value cut short.');
  const length = document.readInt32LE(start);
  if (length < least) throw new MalformedMessage('A value of impossible length.');
  return length;
}

function endOfCString(document: Buffer, start: number): number {
  const end = document.indexOf(0, start);
  if (end < 0) throw new MalformedMessage('Text without an end.');
  return end + 1;
}

export function textOf(document: Buffer, field: BsonField | undefined): string | undefined {
  if (field?.type !== TYPE.text) return undefined;
  return document.toString('utf8', field.start + 4, field.end - 1);
}

/** Whole numbers of any BSON type; a fraction or another type is not one. */
export function integerOf(document: Buffer, field: BsonField | undefined): bigint | undefined {
  if (field?.type === TYPE.int32) return BigInt(document.readInt32LE(field.start));
  if (field?.type === TYPE.int64) return document.readBigInt64LE(field.start);
  if (field?.type !== TYPE.double) return undefined;
  const value = document.readDoubleLE(field.start);
  return Number.isInteger(value) ? BigInt(value) : undefined;
}

export function booleanOf(document: Buffer, field: BsonField | undefined): boolean | undefined {
  return field?.type === TYPE.boolean ? document[field.start] === 1 : undefined;
}

/** The bytes of an embedded document, not copied. */
export function documentOf(document: Buffer, field: BsonField | undefined): Buffer | undefined {
  return field?.type === TYPE.document ? document.subarray(field.start, field.end) : undefined;
}

/** The bytes of a binary value, not copied. */
export function binaryOf(document: Buffer, field: BsonField | undefined): Buffer | undefined {
  return field?.type === TYPE.binary ? document.subarray(field.start + 5, field.end) : undefined;
}
