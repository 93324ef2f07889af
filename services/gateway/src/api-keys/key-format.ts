import { randomBytes, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Mode } from '@throughline/config';
import { type Id, sha256 } from '@throughline/kernel';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const secretLength = 43;
const checkLength = 6;
const idPrefix = 'key_';

/** Which installation a key is for, so that a key of a demo is recognised and refused anywhere else. */
export type KeyEnvironment = 'live' | 'demo' | 'test';

export const keyEnvironmentOf = (mode: Mode): KeyEnvironment =>
  mode === 'production' ? 'live' : mode === 'embedded' ? 'demo' : 'test';

/** A key taken apart. Only its hash is ever kept. */
export interface ParsedKey {
  readonly environment: KeyEnvironment;
  readonly keyId: Id;
  readonly secret: string;
}

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = alphabet.charAt(Number(rest % 62n)) + text;
  return text;
}

const checkOf = (text: string) => base62(BigInt(crc32(text)), checkLength);

/** A new secret: 256 random bits. */
export const newSecret = (random: (size: number) => Buffer = randomBytes): string =>
  base62(BigInt(`0x${random(32).toString('hex')}`), secretLength);

/** The key as its owner sees it, once: `thl_<env>_<keyId>_<secret><crc>`. */
export function writeKey({ environment, keyId, secret }: ParsedKey): string {
  const text = `thl_${environment}_${keyId.slice(idPrefix.length)}_${secret}`;
  return text + checkOf(text);
}

const form = /^thl_(live|demo|test)_([0-7][0-9a-hjkmnp-tv-z]{25})_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;

/** Whether a bearer claims to be an API key at all. */
export const looksLikeKey = (bearer: string): boolean => bearer.startsWith('thl_');

/** Takes a key apart; undefined for what is none, or was mistyped: its checksum tells without asking the database. */
export function parseKey(text: string): ParsedKey | undefined {
  const [, environment, id, secret, check] = form.exec(text) ?? [];
  if (!id || !secret || check !== checkOf(text.slice(0, -checkLength))) return undefined;
  return { environment: environment as KeyEnvironment, keyId: idPrefix + id, secret };
}

/** What is kept of a secret. It has 256 random bits, so a plain hash cannot be guessed back and costs nothing per request. */
export const hashSecret = (secret: string): string => sha256(secret);

/** Whether a secret is the one that was hashed, in the same time whatever it is. */
export const isSecret = (secret: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(hashSecret(secret), 'hex'), Buffer.from(hash, 'hex'));
