import { isAppError } from '@throughline/kernel';
import type { z } from 'zod';
import { forums, overdue, type PublicConcerns, publicConcerns } from '../api/representations.ts';
import { fragment } from '../layout/fragment.ts';
import type { ShowPage, Visit } from '../layout/page.ts';
import { namesFor } from '../organisations/names.ts';

const shown = 5;

/** A part of the page: what was answered, `away` when it cannot be had just now, undefined where the API has no such thing. */
async function part<Schema extends z.ZodType>(
  visit: Visit,
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | 'away' | undefined> {
  try {
    return await visit.get(path, schema);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.kind === 'not-found' ? undefined : 'away';
  }
}

const had = <Part>(value: Part | 'away' | undefined): Part | undefined => (value === 'away' ? undefined : value);

const answeredView = (answered: PublicConcerns, { words }: Visit) =>
  answered.items.map(({ reference, category, publicSummary }) => ({
    reference,
    href: `/traces/${reference}`,
    category: category ? words.code('category', category) : undefined,
    summary: fragment(publicSummary),
  }));

/** What is overdue and who owes it, what was answered lately, and the way to a concern's trace. */
export const showHome: ShowPage = async (visit) => {
  const { words } = visit;
  const parts = await Promise.all([
    part(visit, `/v1/overdue?limit=${shown}`, overdue),
    part(visit, `/v1/public/concerns?status=answered&limit=${shown}`, publicConcerns),
    part(visit, '/v1/forums?limit=100', forums),
  ]);
  const [late, answered, known] = [had(parts[0]), had(parts[1]), had(parts[2])];
  const nameOf = await namesFor(visit, late?.items.map(({ owedBy }) => owedBy) ?? []);
  return {
    view: 'home/home',
    title: words.t('home.title'),
    model: {
      away: { overdue: parts[0] === 'away', answered: parts[1] === 'away', forums: parts[2] === 'away' },
      overdue: late?.items.map(({ reference, kind, owedBy, due, workingDaysLate }) => ({
        reference,
        href: `/traces/${reference}`,
        what: words.code('missing', kind),
        who: nameOf(owedBy),
        due: words.date(due),
        late: words.t('clocks.late', { count: workingDaysLate }),
      })),
      answered: answered && answeredView(answered, visit),
      forums: known?.items.map(({ id, name }) => ({ name, href: `/forums/${id}` })),
    },
  };
};
