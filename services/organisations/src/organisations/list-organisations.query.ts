import { organisationsOf, type Principal } from '@throughline/kernel';
import type { AggregateDocument, Database, Stored } from '@throughline/persistence';
import type { Organisation, OrganisationParticulars } from './organisation.ts';
import { keepsRegistry, type OrganisationStore, type StoredOrganisation } from './organisation-store.ts';

/** What a list of records is narrowed to; everything given must hold. */
export interface OrganisationFilter {
  readonly ids?: readonly string[] | undefined;
  /** With a seat on it on the day that is asked for. */
  readonly forum?: string | undefined;
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
  readonly updatedSince?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

type Row = AggregateDocument & { readonly state: Organisation; readonly particulars: OrganisationParticulars };

const storedOf = (row: Row): StoredOrganisation =>
  ({ ...row, id: row._id }) as unknown as Stored<Organisation, OrganisationParticulars>;

/** What a reader may see of the registry, as a filter: the same rule as the store's `visibleTo`. */
function visibleTo(principal: Principal): Record<string, unknown> {
  if (keepsRegistry(principal)) return {};
  const own = organisationsOf(principal);
  const known = { 'state.state': { $in: ['verified', 'dormant', 'closed'] } };
  return own.length === 0 ? known : { $or: [known, { _id: { $in: [...own] } }] };
}

/** The field of the index beside the exact condition: an array's parts cannot be matched together by an index. */
const seatedOn = (forumId: string, today: string) => ({
  'state.seats.forumId': forumId,
  'state.seats': {
    $elemMatch: { forumId, from: { $lte: today }, $or: [{ to: { $exists: false } }, { to: { $gte: today } }] },
  },
});

/** Names are words, and all words of a record are public; what only commands need stays behind. */
const shown = { version: 1, state: 1, words: 1, particulars: 1, updatedAt: 1 } as const;

/** Lists records by id; with `updatedSince` the longest unchanged first. The names come along: they are public words. */
export const listOrganisationsQuery =
  (database: Database, { collection }: OrganisationStore) =>
  async (
    filter: OrganisationFilter,
    { principal, today }: { readonly principal: Principal; readonly today: string },
  ) => {
    const { ids, forum, kind, state, updatedSince, limit, cursor } = filter;
    const wanted: Record<string, unknown> = {
      ...(ids && { _id: { $in: ids } }),
      ...(forum && seatedOn(forum, today)),
      ...(kind && { 'state.kind': kind }),
      ...(state && { 'state.state': state }),
      ...(updatedSince && { updatedAt: { $gte: new Date(updatedSince) } }),
    };
    const page = await database.keysetPage(collection, {
      filter: { $and: [visibleTo(principal), wanted] },
      sort: updatedSince
        ? [
            ['updatedAt', 1],
            ['_id', 1],
          ]
        : [['_id', 1]],
      limit,
      projection: shown,
      ...(cursor && { cursor }),
    });
    return { ...page, items: page.items.map((row) => storedOf(row as Row)) };
  };
