import { languageTag } from '@throughline/contracts';
import { idPattern } from '@throughline/kernel';
import { z } from 'zod';

// Control characters but tab, line feed and carriage return: they corrupt terminals, CSV and some databases.
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
// oxlint-disable-next-line no-control-regex
const controlsAndBreaks = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** An id of one kind, as a path parameter or in a body: `idParam('con')`. */
export const idParam = (prefix: string) =>
  z
    .string()
    .regex(idPattern(prefix), `not an id (${prefix}_…)`)
    .meta({ example: `${prefix}_01k9m3v8c0e5x7r2t4w6y8za1b` });

/** A calendar date, `2026-12-02`. */
export const isoDate = z.iso.date();

/** A moment with its zone, `2026-12-02T09:00:00Z` or `…+00:00`. */
export const isoInstant = z.iso.datetime({ offset: true });

/** Length in characters (code points), as JSON Schema's `maxLength` counts. */
function isWithin(value: string, max: number): boolean {
  if (value.length <= max) return true;
  if (value.length > 2 * max) return false;
  let count = 0;
  for (const _character of value) count++;
  return count <= max;
}

const visible = (value: string) => value.trim().length > 0;

function writtenText(max: number, refused: RegExp) {
  return z
    .string()
    .normalize('NFC')
    .refine((value) => isWithin(value, max), { error: `at most ${max} characters`, params: { code: 'too-long' } })
    .refine((value) => value.isWellFormed() && !refused.test(value), {
      error: 'a character that is not text',
      params: { code: 'control-character' },
    })
    .refine(visible, { error: 'nothing is written', params: { code: 'empty' } })
    .meta({ minLength: 1, maxLength: max });
}

/** What somebody writes, over several lines: NFC, no control characters, not blank, otherwise as it was sent. */
export const writtenWords = ({ max }: { max: number }) => writtenText(max, controls);

/** As {@link writtenWords}, on one line: a name, a title, a reference. */
export const writtenLine = ({ max }: { max: number }) => writtenText(max, controlsAndBreaks);

/** Words in the language they were given in: `{ text, language }`. `max` counts characters. */
export const textInput = ({ max }: { max: number }) =>
  z.strictObject({ text: writtenWords({ max }), language: languageTag });

/** Words in an answer; `null` where the reader may not see them or they were erased. */
export const wordsOut = z.strictObject({ text: z.string(), language: z.string() }).nullable().meta({ id: 'Words' });

const digits = /^-?\d{1,15}$/;

/** A whole number in a query or path. */
export const integerParam = ({ min, max }: { min: number; max: number }) =>
  z.preprocess(
    (value) => (typeof value === 'string' && digits.test(value) ? Number(value) : value),
    z.int().min(min).max(max),
  );

/** `true` or `false` in a query. */
export const flagParam = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean(),
);

/** A year's quarter, `2026-Q4`. */
export const quarterParam = z.string().regex(/^\d{4}-Q[1-4]$/, 'not a quarter (2026-Q4)');

const listParameters = {
  limit: integerParam({ min: 1, max: 100 }).default(25),
  cursor: z.string().min(1).max(500).optional(),
  updatedSince: isoInstant.optional(),
};

/** The query of every list (`limit`, `cursor`, `updatedSince`) with the filters of this one. Filters are cumulative. */
export const listQuery = <Filters extends z.core.$ZodLooseShape>(filters: Filters) =>
  z.strictObject({ ...listParameters, ...filters });
