import type { Fault } from '@throughline/kernel';
import type { z } from 'zod';
import { pointerSegment } from './strict-json.ts';

/** Where in a request something is, and how a fault there is pointed at. */
export type Part = 'body' | 'query' | 'header' | 'path';

type Issue = z.core.$ZodIssue;

const mostFaults = 100;

const pointerTo = (part: Part, path: readonly PropertyKey[]): string =>
  part === 'body' ? path.map((name) => `/${pointerSegment(name)}`).join('') : `${part}:${path.map(String).join('.')}`;

const unknownNames: Readonly<Record<Part, readonly [code: string, message: string]>> = {
  body: ['unknown-field', 'is not a field of this'],
  query: ['unknown-parameter', 'is not a parameter of this'],
  header: ['unknown-header', 'is not a header of this'],
  path: ['unknown-parameter', 'is not a parameter of this'],
};

const codes: Partial<Record<string, string>> = {
  invalid_type: 'wrong-type',
  invalid_format: 'wrong-format',
  invalid_value: 'unknown-value',
  invalid_union: 'unknown-value',
  not_multiple_of: 'not-a-multiple',
  invalid_key: 'invalid-name',
};

function isMissing(issue: Issue, input: unknown): boolean {
  let value = input;
  for (const name of issue.path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[name];
  return value === undefined;
}

function sizeCode(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): string {
  const big = issue.code === 'too_big';
  if (issue.origin === 'string') return big ? 'too-long' : 'too-short';
  if (issue.origin === 'array' || issue.origin === 'set') return big ? 'too-many' : 'too-few';
  return big ? 'too-large' : 'too-small';
}

function codeOf(issue: Issue, input: unknown): string {
  if (issue.code === 'invalid_type' && isMissing(issue, input)) return 'missing';
  if (issue.code === 'too_big' || issue.code === 'too_small') return sizeCode(issue);
  if (issue.code === 'custom' && typeof issue.params?.['code'] === 'string') return issue.params['code'];
  return codes[issue.code] ?? 'invalid';
}

/** Of a union's branches, the one that came closest: its faults are the ones worth telling. */
function closest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  return branches.toSorted((one, other) => one.length - other.length)[0] ?? [];
}

function faultsOfIssue(part: Part, issue: Issue, input: unknown): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    const [code, message] = unknownNames[part];
    return issue.keys.map((key) => ({ pointer: pointerTo(part, [...issue.path, key]), code, message }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return closest(issue.errors).flatMap((inner) =>
      faultsOfIssue(part, { ...inner, path: [...issue.path, ...inner.path] }, input),
    );
  const code = codeOf(issue, input);
  return [{ pointer: pointerTo(part, issue.path), code, message: code === 'missing' ? 'is missing' : issue.message }];
}

/** What a schema finds wrong, every fault at once (100 at most), as problem documents list it. Never quotes what was sent. */
export const faultsOf = (part: Part, issues: readonly Issue[], input: unknown): Fault[] =>
  issues.flatMap((issue) => faultsOfIssue(part, issue, input)).slice(0, mostFaults);
