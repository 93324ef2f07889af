import { type ErrorKind, isAppError } from '@throughline/kernel';

/** What is wrong with one field, said so that it can be put right. */
export interface FieldError {
  readonly field: string;
  readonly text: string;
}

/** What a form's template needs besides its fields: errors as the summary lists them, and each beside its field. */
export const errorModel = (errors: readonly FieldError[]) => ({
  errors: errors.map(({ field, text }) => ({ href: `#${field}`, text })),
  errorAt: Object.fromEntries(errors.map(({ field, text }) => [field, { text }])),
});

/** Refusals that somebody who fills in a form can do something about; anything else gets a page of its own. */
const correctable: readonly ErrorKind[] = ['malformed', 'impossible', 'conflict', 'stale', 'too-large', 'too-many'];

/** The field that a JSON Pointer of the API speaks of: `/asks/0/text/text` is `asks-0-text`, for words are an object there. */
export const fieldOf = (pointer: string): string =>
  pointer
    .slice(1)
    .replace(/\/text$/, '')
    .replaceAll('/', '-');

/**
 * Sends a form's command. What the API refuses comes back as errors beside the fields they speak of, or, where it speaks of
 * none of them, on the form as a whole (`form`). Outages and what nobody can correct rise.
 */
export async function sendForm<Answer>(
  send: () => Promise<Answer>,
  fields: Readonly<Record<string, string>>,
): Promise<{ readonly answer: Answer } | { readonly errors: FieldError[] }> {
  try {
    return { answer: await send() };
  } catch (error) {
    if (!isAppError(error) || !correctable.includes(error.kind)) throw error;
    const errors = (error.faults ?? []).map(({ pointer, message }): FieldError => {
      const field = fieldOf(pointer);
      const label = fields[field];
      return label ? { field, text: `${label}: ${message}` } : { field: 'form', text: message };
    });
    return { errors: errors.length > 0 ? errors : [{ field: 'form', text: error.message }] };
  }
}

/** Errors for the fields that were left empty, in the order given. */
export const missingIn = (form: URLSearchParams, required: Readonly<Record<string, string>>): FieldError[] =>
  Object.entries(required)
    .filter(([field]) => !form.get(field)?.trim())
    .map(([field, text]) => ({ field, text }));

/** A day from the three fields `name-day`, `name-month`, `name-year`, as `2027-01-29`; undefined for what is no day. */
export function dayIn(form: URLSearchParams, name: string): string | undefined {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => form.get(`${name}-${part}`)?.trim() ?? '');
  if (!/^\d{1,2}$/.test(day ?? '') || !/^\d{1,2}$/.test(month ?? '') || !/^\d{4}$/.test(year ?? '')) return undefined;
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const read = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date) ? date : undefined;
}
