import type { PersonEvent, Role } from '@throughline/contracts';
import type { Principal } from '@throughline/kernel';
import type { Database, MongoAggregateStore } from '@throughline/persistence';
import { type Person, personState } from './person.ts';
import type { PersonParticulars, StoredPerson } from './person-store.ts';
import { type Acquaintance, acquaintanceOf } from './person-visibility.ts';

export interface PeopleAsked {
  readonly organisation?: string | undefined;
  readonly forum?: string | undefined;
  readonly role?: Role | undefined;
  readonly updatedSince?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface PeoplePage {
  readonly items: readonly StoredPerson[];
  readonly next?: string;
  readonly prev?: string;
}

const knownTo = (known: Acquaintance): object[] => {
  if (known.everybody) return [];
  const { self, organisationIds, forumIds } = known;
  // A role that has ended makes nobody a colleague any more.
  const now = (over: object) => ({ 'state.roles': { $elemMatch: { ...over, to: { $exists: false } } } });
  return [
    {
      $or: [
        { _id: self },
        { 'state.invitedBy': self },
        ...(organisationIds.length ? [now({ organisationId: { $in: organisationIds } })] : []),
        ...(forumIds.length ? [now({ forumId: { $in: forumIds } })] : []),
      ],
    },
  ];
};

function filterOf({ organisation, forum, role, updatedSince }: PeopleAsked, known: Acquaintance) {
  const over = {
    ...(organisation ? { organisationId: organisation } : {}),
    ...(forum ? { forumId: forum } : {}),
    ...(role ? { role } : {}),
  };
  const conditions: object[] = [
    ...knownTo(known),
    ...(Object.keys(over).length ? [{ 'state.roles': { $elemMatch: { ...over, to: { $exists: false } } } }] : []),
    ...(updatedSince ? [{ updatedAt: { $gte: new Date(updatedSince) } }] : []),
  ];
  return conditions.length ? { $and: conditions } : {};
}

/** People this reader knows of, in the order of their invitation; with `updatedSince` in the order of their last change. */
export const listPeopleQuery =
  (people: MongoAggregateStore<Person, PersonEvent, PersonParticulars>, database: Pick<Database, 'keysetPage'>) =>
  async (asked: PeopleAsked, reader: Principal): Promise<PeoplePage> => {
    const known = acquaintanceOf(reader);
    if (known === undefined) return { items: [] };
    const { items, ...neighbours } = await database.keysetPage(people.collection, {
      filter: filterOf(asked, known),
      sort: asked.updatedSince
        ? [
            ['updatedAt', 1],
            ['_id', 1],
          ]
        : [['_id', 1]],
      limit: asked.limit,
      ...(asked.cursor ? { cursor: asked.cursor } : {}),
      projection: { outbox: 0, commands: 0 },
    });
    const found = items.map(({ _id, state, version, head, words, particulars, updatedAt }) => ({
      id: _id,
      state: personState.parse(state),
      version,
      head,
      words,
      particulars,
      updatedAt,
    }));
    return { items: found, ...neighbours };
  };

/** How many people are administrators now. */
export const countAdministratorsQuery =
  (people: MongoAggregateStore<Person, PersonEvent, PersonParticulars>) => (): Promise<number> =>
    people.collection.countDocuments(
      { 'state.roles': { $elemMatch: { role: 'administrator', to: { $exists: false } } } } as object,
      { limit: 2 },
    );
