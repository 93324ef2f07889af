import type { OrganisationEvent } from '@throughline/contracts';
import type { Database, Mirror } from '@throughline/persistence';
import type { OrganisationMirror } from '../organisations/known-organisations.ts';
import { type Organisation, projectOrganisation } from '../organisations/organisation.ts';
import { type OwnerJournal, takeIn } from './take-in.ts';

export const organisationsMirror = (database: Database): Mirror<Organisation> =>
  database.mirror<Organisation, OrganisationEvent>({
    collection: 'organisations',
    project: projectOrganisation,
  });

/** Organisations as this service mirrors them. */
export const organisationsOn = (mirror: Mirror<Organisation>, owner: OwnerJournal): OrganisationMirror => ({
  find: (id) => mirror.find(id),
  async findMany(ids) {
    if (ids.length === 0) return new Map();
    const found = await mirror.collection.find({ _id: { $in: [...ids] } }).toArray();
    return new Map(found.map((organisation) => [organisation._id, organisation]));
  },
  async refreshed(id) {
    await takeIn(mirror, owner, id);
    return mirror.find(id);
  },
});
