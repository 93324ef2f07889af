import type { Fault } from '@throughline/kernel';
import { Malformed } from './http.errors.ts';

const deepest = 32;
const mostNamesInObject = 1_000;
/** A batch of 4,000 short concerns has some 80,000; 4 MB of empty arrays would have 1.3 million, and take 0.7 s to build. */
const mostParts = 250_000;
const mostFaults = 50;
const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype']);
const decoder = new TextDecoder('utf-8', { fatal: true });

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** The whole body, or a part of it that JSON Pointer cannot name. */
const whole = (code: string, message: string, cause?: unknown) =>
  new Malformed([{ pointer: '', code, message }], cause);

/** The index of a string's closing quote, or the text's length when there is none. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

/**
 * Counts the names in a JSON text, and refuses before anything is built of it what nests too deeply, has one enormous object or a
 * million tiny parts: to build those would hold up everybody else for half a second.
 */
function countNames(text: string): number {
  const namesAtDepth = Array.from({ length: deepest + 1 }, () => 0);
  let names = 0;
  let commas = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === quote) at = endOfString(text, at);
    else if (unit === colon) {
      names += 1;
      const inObject = (namesAtDepth[depth] ?? 0) + 1;
      if (inObject > mostNamesInObject)
        throw whole('too-many-names', `has an object of more than ${mostNamesInObject} names`);
      namesAtDepth[depth] = inObject;
    } else if (unit === comma) commas += 1;
    else if (unit === openBrace || unit === openBracket) {
      depth += 1;
      if (depth > deepest) throw whole('too-deep', `nests deeper than ${deepest} levels`);
      namesAtDepth[depth] = 0;
    } else if (unit === closeBrace || unit === closeBracket) depth -= 1;
  }
  if (names + commas > mostParts) throw whole('too-many-parts', `has more than ${mostParts} fields and items`);
  return names;
}

/** A segment of a JSON Pointer (RFC 6901). */
export const pointerSegment = (name: PropertyKey): string => String(name).replaceAll('~', '~0').replaceAll('/', '~1');

interface Findings {
  names: number;
  readonly faults: Fault[];
  /** Where the inspection is; written as a pointer only when there is something to point at. */
  readonly path: (string | number)[];
}

function note({ faults, path }: Findings, code: string, message: string): void {
  if (faults.length >= mostFaults) return;
  faults.push({ pointer: path.map((name) => `/${pointerSegment(name)}`).join(''), code, message });
}

// `$` and `.` have a meaning in database queries, the forbidden names in JavaScript; no field of ours needs any of them.
const isForbiddenName = (name: string) => forbiddenNames.has(name) || name.startsWith('$') || name.includes('.');

function inspectObject(value: Readonly<Record<string, unknown>>, findings: Findings): void {
  for (const name of Object.keys(value)) {
    findings.names += 1;
    findings.path.push(name);
    if (isForbiddenName(name)) note(findings, 'forbidden-name', 'is not a field’s name');
    else inspect(value[name], findings);
    findings.path.pop();
  }
}

function inspect(value: unknown, findings: Findings): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('\u0000'))
      note(findings, 'not-text', 'holds a character that is no text');
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      findings.path.push(index);
      inspect(item, findings);
      findings.path.pop();
    }
  } else if (typeof value === 'object' && value !== null) inspectObject(value as Record<string, unknown>, findings);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw whole('not-json', 'is not JSON', error);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw whole('not-utf-8', 'is not UTF-8', error);
  }
}

/**
 * JSON as we take it (I-JSON, RFC 7493): UTF-8, no name twice in an object, at most 32 levels deep, no NUL and no lone surrogate,
 * and no name that means something to JavaScript or to a database. Throws {@link Malformed} naming every fault.
 */
export function strictJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  const named = countNames(text);
  const value = parse(text);
  const findings: Findings = { names: 0, faults: [], path: [] };
  inspect(value, findings);
  if (findings.faults.length) throw new Malformed(findings.faults);
  // An object keeps the last of two equal names, so fewer are left than were written.
  if (findings.names !== named) throw whole('repeated-name', 'has a name twice in one object');
  return value;
}
