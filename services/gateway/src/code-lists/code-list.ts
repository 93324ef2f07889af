import {
  type CodeListEvent,
  type CodeListName,
  codeListEvents,
  codeListName,
  type Recorded,
  shippedCodeLists,
  type Theme,
  theme,
} from '@throughline/contracts';
import { z } from 'zod';
import { CodesMissing, RepeatedCode, ThemeOnlyForCategories } from './code-list.errors.ts';

export const codeListState = z.strictObject({
  name: codeListName,
  codes: z.array(
    z.strictObject({
      code: z.string(),
      retired: z.boolean(),
      theme: theme.exactOptional(),
      labelTextIds: z.array(z.strictObject({ language: z.string(), textId: z.string() })),
    }),
  ),
});
/** A list that the network has changed, in its order. */
export type CodeList = z.infer<typeof codeListState>;

/** A code as an administrator writes it. */
export interface WrittenCode {
  readonly code: string;
  readonly retired?: boolean | undefined;
  readonly theme?: Theme | undefined;
  readonly labels: readonly { readonly text: string; readonly language: string }[];
}

/** The fold: the event carries the whole list. */
export function evolveCodeList(list: CodeList | undefined, event: Recorded<CodeListEvent>): CodeList {
  if (event.type !== codeListEvents.changed.type) {
    if (list === undefined) throw new TypeError(`${event.subject} begins with ${event.type}`);
    return list;
  }
  const { name, codes } = event.data;
  return {
    name,
    codes: codes.map((one) => ({ ...one, labelTextIds: one.labelTextIds.map((label) => ({ ...label })) })),
  };
}

/** The codes that a list has: those it was changed to, or those that ship. */
export const codesOf = (name: CodeListName, list: CodeList | undefined): string[] =>
  list ? list.codes.map(({ code }) => code) : Object.keys(shippedCodeLists[name]);

/**
 * Whether a list may become what was written. A code stays for as long as anything was recorded under it, and nobody
 * here can know that: so it is retired, never removed.
 */
export function requireWritable(name: CodeListName, before: readonly string[], written: readonly WrittenCode[]): void {
  const codes = new Set(written.map(({ code }) => code));
  if (codes.size < written.length) throw new RepeatedCode();
  const missing = before.filter((code) => !codes.has(code));
  if (missing.length > 0) throw new CodesMissing(missing);
  if (name !== 'categories' && written.some((one) => one.theme !== undefined)) throw new ThemeOnlyForCategories();
}
