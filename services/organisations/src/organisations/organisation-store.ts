import type { OrganisationEvent } from '@throughline/contracts';
import { holds, organisationsOf, type Principal } from '@throughline/kernel';
import type { AggregateDefinition, MongoAggregateStore, Stored } from '@throughline/persistence';
import {
  evolve,
  type Organisation,
  type OrganisationParticulars,
  organisationParticulars,
  organisationRecord,
} from './organisation.ts';

/** Where records are kept. */
export type OrganisationStore = MongoAggregateStore<Organisation, OrganisationEvent, OrganisationParticulars>;
export type StoredOrganisation = Stored<Organisation, OrganisationParticulars>;

/** Who keeps or checks the registry sees every record. */
export const keepsRegistry = (principal: Principal): boolean =>
  (['secretariat', 'chair', 'auditor', 'administrator'] as const).some((role) => holds(principal, role));

/** A record that was only proposed is known to who proposed it and to who keeps the registry. */
const isVisible = (principal: Principal, { id, state }: StoredOrganisation) =>
  state.state !== 'proposed' || keepsRegistry(principal) || organisationsOf(principal).includes(id);

export const organisationDefinition: AggregateDefinition<Organisation, OrganisationEvent, OrganisationParticulars> = {
  name: 'organisation',
  prefix: 'org',
  collection: 'organisations',
  context: 'organisations',
  state: organisationRecord,
  particulars: organisationParticulars,
  evolve,
  forumIdOf: () => undefined,
  visibleTo: isVisible,
  indexes: [
    { fields: { 'state.state': 1, _id: 1 } },
    { fields: { 'state.kind': 1, 'state.state': 1, _id: 1 } },
    { fields: { 'state.seats.forumId': 1, _id: 1 } },
    { fields: { 'state.responsibilities.category': 1, 'state.state': 1, _id: 1 } },
    { fields: { updatedAt: 1, _id: 1 } },
  ],
};
