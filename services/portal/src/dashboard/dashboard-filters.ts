import type { Me } from '../api/representations.ts';
import { type Sorting, sortings } from './dashboard-view.ts';

/** Filters that the API takes and the page offers, each by its query parameter. */
const offered = ['institution', 'forum', 'status', 'clock', 'category'] as const;
type Offered = (typeof offered)[number];

export interface Filters {
  readonly chosen: Readonly<Partial<Record<Offered, string>>>;
  readonly sorting: Sorting;
}

const heldOver = (me: Me, role: string) =>
  me.roles
    .filter((held) => held.role === role)
    .map(({ organisationId, forumId }) => organisationId ?? forumId)
    .filter((id) => id !== null && id !== undefined);

/** The institutions that somebody answers for. */
export const institutionsOf = (me: Me): string[] => [...new Set(heldOver(me, 'officer'))];

const isSorting = (value: string | null): value is Sorting => sortings.some((sorting) => sorting === value);

/** What the query asks for; an officer who asks for nothing in particular sees their own institution. */
export function parseFilters(query: URLSearchParams, me: Me): Filters {
  const chosen = Object.fromEntries(
    offered.map((name) => [name, query.get(name)?.trim()]).filter(([, value]) => value),
  ) as Partial<Record<Offered, string>>;
  const [own] = institutionsOf(me);
  const sort = query.get('sort');
  return {
    chosen: own && !chosen.institution ? { ...chosen, institution: own } : chosen,
    sorting: isSorting(sort) ? sort : 'due',
  };
}

/** The query that the API is asked with. */
export const apiQuery = ({ chosen }: Filters): string => new URLSearchParams({ ...chosen, limit: '100' }).toString();
