import { randomFillSync } from 'node:crypto';
import { parse, stringify, v7 } from 'uuid';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const encodedLength = 26;

/** An opaque id: a prefix naming what it is, `_`, and a UUIDv7 in Crockford's base 32, lower case (`con_01jc…`). */
export type Id = string;

/** Makes ids; handed to whoever decides, so that tests can make them predictable. */
export type NewId = (prefix: string) => Id;

const bitsPerPlace = 5;
/** 128 bits are two short of 26 places: they go before the first. */
const bitsBeforeFirst = encodedLength * bitsPerPlace - 128;

function encode(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = bitsBeforeFirst;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= bitsPerPlace; ) {
      bits -= bitsPerPlace;
      text += alphabet[held >>> bits];
      held &= (1 << bits) - 1;
    }
  }
  return text;
}

const randomBytesAtOnce = 4_096;
const pool = new Uint8Array(randomBytesAtOnce);
let drawn = randomBytesAtOnce;
let lastMs = 0;
let sequence = 0;

/** Sixteen random bytes, drawn by the page: asked for one id at a time, chance costs more than everything else of an id. */
function chance(): Uint8Array {
  if (drawn === randomBytesAtOnce) {
    randomFillSync(pool);
    drawn = 0;
  }
  drawn += 16;
  return pool.slice(drawn - 16, drawn);
}

/** What `v7` needs for ids that sort: a time that never goes back, and inside a millisecond a sequence (RFC 9562, 6.2). */
function inOrder(): { random: Uint8Array; msecs: number; seq: number } {
  const random = chance();
  const now = Date.now();
  const isLater = now > lastMs;
  lastMs = isLater ? now : lastMs;
  sequence = isLater ? new DataView(random.buffer).getUint32(0) >>> 2 : sequence + 1;
  return { random, msecs: lastMs, seq: sequence };
}

/**
 * A new id under a prefix of two to four letters. Ids of one process sort by the machine's clock (RFC 9562, version 7).
 * @example newId('con') // 'con_01k9…'
 */
export const newId: NewId = (prefix) => `${prefix}_${encode(v7(inOrder(), new Uint8Array(16)))}`;

/** A new bare UUIDv7, as CloudEvents ids are written. */
export const newUuid = (): string => v7(inOrder());

/** The form of an id with this prefix, for schemas. The first digit is at most 7: 128 bits in 26 places of five. */
export const idPattern = (prefix: string): RegExp => new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`);

/** The UUID behind an id in its usual form, as HSDS shows it. Throws RangeError for what is no id. */
export function uuidOf(id: Id): string {
  const encoded = id.slice(id.indexOf('_') + 1);
  if (encoded.length !== encodedLength) throw new RangeError('not an id');
  let value = 0n;
  for (const letter of encoded) {
    const digit = alphabet.indexOf(letter);
    if (digit < 0) throw new RangeError('not an id');
    value = (value << 5n) | BigInt(digit);
  }
  const bytes = new Uint8Array(16);
  for (let place = 15; place >= 0; place--) {
    bytes[place] = Number(value & 255n);
    value >>= 8n;
  }
  return stringify(bytes);
}

/** The id for a UUID that is already known (the reverse of {@link uuidOf}). */
export const idOf = (prefix: string, uuid: string): Id => `${prefix}_${encode(parse(uuid))}`;
