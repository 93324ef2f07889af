import type { Fault } from '@throughline/kernel';
import { Malformed } from './http.errors.ts';

const deepest = 32;
const mostFaults = 50;
const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype']);
const decoder = new TextDecoder('utf-8', { fatal: true });

const quote = 0x22;
const backslash = 0x5c;

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

/** Counts the names in a JSON text and refuses one that nests too deeply, before a parser has to build anything. */
function countNames(text: string): number {
  let names = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === quote) at = endOfString(text, at);
    else if (unit === 0x3a) names += 1;
    else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > deepest) throw whole('too-deep', `nests deeper than ${deepest} levels`);
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
  }
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
