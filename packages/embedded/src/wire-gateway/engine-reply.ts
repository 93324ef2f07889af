import { Long } from 'bson';

/** The columns of the engine's answers, checked once here; anything else is an engine this gateway was not made for. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

export function bytesAt(row: readonly unknown[], column: number): Buffer {
  const value = row[column];
  if (Buffer.isBuffer(value)) return value;
  throw new UnexpectedAnswer(`The engine answered without the document in column ${column}.`);
}

export function optionalBytesAt(row: readonly unknown[], column: number): Buffer | undefined {
  return row[column] === null ? undefined : bytesAt(row, column);
}

export function bigintAt(row: readonly unknown[], column: number): bigint {
  const value = row[column];
  if (typeof value === 'string') return BigInt(value);
  throw new UnexpectedAnswer(`The engine answered without the number in column ${column}.`);
}

export const longOf = (value: bigint): Long => Long.fromBigInt(value);
