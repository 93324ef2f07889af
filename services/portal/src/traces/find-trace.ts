import type { ShowPage } from '../layout/page.ts';

const referencePattern = /^[A-Z]{2,10}-\d{4}-\d{1,6}$/;

/** How people type a reference (`nmf 2026 42`), as it is written (`NMF-2026-0042`); undefined when it is none. */
export function parseReference(typed: string): string | undefined {
  const [forum, year, number, ...more] = typed
    .trim()
    .toUpperCase()
    .split(/[\s\-/–—]+/);
  const reference = `${forum}-${year}-${number?.padStart(4, '0')}`;
  return more.length === 0 && referencePattern.test(reference) ? reference : undefined;
}

/** From a reference in a form to its trace. */
export const findTrace: ShowPage = async ({ query, words }) => {
  const typed = query.get('reference') ?? '';
  const reference = parseReference(typed);
  if (reference) return { to: `/traces/${reference}` };
  const asked = query.has('reference');
  return {
    view: 'traces/find',
    title: words.t('find.title'),
    status: asked ? 400 : 200,
    model: {
      typed,
      errors: asked
        ? [{ href: '#reference', text: words.t(typed.trim() === '' ? 'find.empty' : 'find.notAReference') }]
        : [],
    },
  };
};
