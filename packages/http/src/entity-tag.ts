import type { Fault } from '@throughline/kernel';

/** `"7"`, or `"7.2026-12-02"` where clocks are shown. */
export const entityTag = (version: number, date?: string): string =>
  date === undefined ? `"${version}"` : `"${version}.${date}"`;

// An intermediary that compresses marks a tag as weak; the version in it is the same.
const versionTag = /^(?:W\/)?"(\d{1,15})(?:\.[0-9-]{1,32})?"$/;

/** What `If-Match` says: a version, or (`*`) any. */
export interface IfMatchRead {
  readonly isGiven: boolean;
  readonly version?: number;
  readonly fault?: Fault;
}

/** Reads `If-Match`; of `"7.2026-12-02"` the part before the dot counts. */
export function readIfMatch(header: string | undefined): IfMatchRead {
  if (header === undefined) return { isGiven: false };
  const value = header.trim();
  if (value === '*') return { isGiven: true };
  const version = versionTag.exec(value)?.[1];
  if (version !== undefined) return { isGiven: true, version: Number(version) };
  const message = 'is not one entity tag of ours, such as "7", nor *';
  return { isGiven: true, fault: { pointer: 'header:if-match', code: 'wrong-format', message } };
}

const bareTag = (tag: string) => tag.trim().replace(/^W\//, '');

/** Whether `If-None-Match` names this tag (weak comparison, RFC 9110 13.1.2). */
export function isKnownTo(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((one) => bareTag(one) === bareTag(tag));
}
