import type { InstitutionStandards } from '@throughline/contracts';
import { organisationsOf, type Principal } from '@throughline/kernel';
import { InstitutionUnknown, OrganisationNotVerified } from '../concerns/concern.errors.ts';
import type { IsSeated } from '../concerns/concern-access.ts';
import type { KeptMirror } from './kept-mirror.ts';
import { isSeatedOn, type OrganisationMirrored } from './organisation.ts';

/** The organisations that submit, answer and sit on forums. */
export interface Organisations {
  /** Throws OrganisationNotVerified (409), also for one that is not known (yet). */
  requireVerified(organisationId: string): Promise<OrganisationMirrored>;
  /** A verified institution; throws InstitutionUnknown (422). */
  requireInstitution(organisationId: string): Promise<OrganisationMirrored>;
  /** Any organisation that exists and is not closed; throws InstitutionUnknown (422). */
  requireKnown(organisationId: string): Promise<OrganisationMirrored>;
  /** The institutions' own standards; none for one that has none, or is not known any more. */
  standardsOf(organisationIds: readonly string[]): Promise<ReadonlyMap<string, InstitutionStandards>>;
  /** On which forums the principal's organisations sit on a day, looked up once for a request. */
  seatsOf(principal: Principal, today: string): Promise<IsSeated>;
  /** The forums that the principal's organisations sit on, on a day. */
  forumsOf(principal: Principal, today: string): Promise<readonly string[]>;
}

export function organisationsFrom(kept: KeptMirror<OrganisationMirrored, OrganisationMirrored>): Organisations {
  const ownOf = async (principal: Principal) => {
    const ids = [...new Set(organisationsOf(principal))];
    return new Map(await Promise.all(ids.map(async (id) => [id, await kept.get(id)] as const)));
  };
  return {
    async requireVerified(id) {
      const organisation = await kept.get(id);
      if (organisation?.state !== 'verified') throw new OrganisationNotVerified();
      return organisation;
    },
    async requireInstitution(id) {
      const organisation = await kept.get(id);
      if (organisation?.kind !== 'institution' || organisation.state !== 'verified') throw new InstitutionUnknown();
      return organisation;
    },
    async requireKnown(id) {
      const organisation = await kept.get(id);
      if (!organisation || organisation.state === 'closed')
        throw new InstitutionUnknown('An organisation that is named here is not known, or closed.');
      return organisation;
    },
    async standardsOf(ids) {
      const found = await Promise.all(ids.map(async (id) => [id, (await kept.get(id))?.standards ?? {}] as const));
      return new Map(found);
    },
    async seatsOf(principal, today) {
      const own = await ownOf(principal);
      return (organisationId, forumId) => {
        const organisation = own.get(organisationId);
        return organisation !== undefined && isSeatedOn(organisation, forumId, today);
      };
    },
    async forumsOf(principal, today) {
      const own = [...(await ownOf(principal)).values()].filter((organisation) => organisation !== undefined);
      const forumIds = new Set(own.flatMap(({ seats }) => seats.map(({ forumId }) => forumId)));
      return [...forumIds].filter((forumId) => own.some((organisation) => isSeatedOn(organisation, forumId, today)));
    },
  };
}
