import { isAppError } from '@throughline/kernel';
import { organisations } from '../api/representations.ts';
import { type Fragment, nameIn } from '../layout/fragment.ts';
import type { Visit } from '../layout/page.ts';
import type { Wording } from '../layout/wording.ts';

/** Somebody named on a page: an organisation with its page, or a role (`secretariat`, `submitter`, `system`). */
export interface Named extends Fragment {
  readonly href?: string;
}

/** Turns the `by` and `owedBy` of the API into names. */
export type NameOf = (who: string) => Named;

const mostAtOnce = 100;
const isOrganisation = (who: string) => who.startsWith('org_');

/** Names for ids once their organisations are known; pure. What is not known is said to be so. */
export function naming(known: ReadonlyMap<string, Fragment>, words: Wording): NameOf {
  return (who) => {
    const name = known.get(who);
    if (name) return { ...name, href: `/organisations/${who}` };
    const key = isOrganisation(who) ? 'names.unknownOrganisation' : `names.${who}`;
    return { text: words.t(key, { defaultValue: words.t('names.somebody') }), language: words.language };
  };
}

/** Asks for the names of all these at once. A page without names is better than no page: an outage leaves them unnamed. */
export async function namesFor(visit: Visit, whos: readonly (string | null | undefined)[]): Promise<NameOf> {
  const ids = [...new Set(whos.filter((who) => who !== null && who !== undefined))].filter(isOrganisation);
  const known = new Map<string, Fragment>();
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    const some = ids.slice(from, from + mostAtOnce);
    try {
      const { items } = await visit.get(`/v1/organisations?ids=${some.join(',')}&limit=${mostAtOnce}`, organisations);
      for (const { id, names } of items) {
        const name = nameIn(names, visit.words.language);
        if (name) known.set(id, name);
      }
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
  }
  return naming(known, visit.words);
}
