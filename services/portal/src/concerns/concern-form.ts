import { Unauthenticated } from '@throughline/kernel';
import { type Concern, concern as concernSchema } from '../api/representations.ts';
import { errorModel, type FieldError } from '../layout/form.ts';
import { languageChoices } from '../layout/languages.ts';
import type { Page, Visit } from '../layout/page.ts';

/** The concern that a form is about, as this reader may see it. */
export async function concernOf(visit: Visit): Promise<Concern> {
  if (!visit.me) throw new Unauthenticated();
  return visit.get(`/v1/concerns/${encodeURIComponent(visit.params['concernId'] ?? '')}`, concernSchema);
}

/** A form about a concern. After a refusal it comes back with the same key and everything that was typed. */
export function formPage(visit: Visit, { view, title, concern, model, errors }: FormParts): Page {
  return {
    view,
    title,
    status: errors.length > 0 ? 400 : 200,
    model: {
      ...model,
      ...errorModel(errors),
      concern: concern && { reference: concern.reference, href: `/concerns/${concern.id}` },
      key: visit.form.get('key') ?? visit.newKey(),
      languageItems: languageChoices(visit.words, visit.form.get('language')),
    },
  };
}

interface FormParts {
  readonly view: string;
  readonly title: string;
  readonly concern?: Concern;
  readonly model: object;
  readonly errors: readonly FieldError[];
}

/** What a form sent again holds, else what it begins with. */
export const typed = (visit: Visit, field: string, atFirst = ''): string => visit.form.get(field) ?? atFirst;

/** Choices of codes, with what was chosen. */
export const codeChoices = (visit: Visit, list: string, codes: readonly string[], chosen: string | null | undefined) =>
  codes.map((value) => ({
    value,
    text: visit.words.code(list, value),
    checked: value === chosen,
    selected: value === chosen,
  }));
