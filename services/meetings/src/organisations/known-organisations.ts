import { NotAnInstitution, ParticipantUnknown } from './organisation.errors.ts';
import { isSeated, type Organisation } from './organisation.ts';

/** The mirror of organisations, and its owner to ask where the mirror is behind. */
export interface OrganisationMirror {
  find(organisationId: string): Promise<Organisation | undefined>;
  findMany(organisationIds: readonly string[]): Promise<ReadonlyMap<string, Organisation>>;
  /** Takes in what the owner has and the mirror has not; what it then says. Throws Unavailable when the owner is away. */
  refreshed(organisationId: string): Promise<Organisation | undefined>;
}

/** What commands ask about organisations. */
export interface KnownOrganisations {
  /**
   * An organisation that is not closed. Where the mirror does not know it, or what it knows does not suffice, the owner is
   * asked once before that is said.
   */
  find(organisationId: string, suffices?: (known: Organisation) => boolean): Promise<Organisation | undefined>;
  /** As `find`; throws {@link ParticipantUnknown}. `pointer` is where the body names it. */
  require(organisationId: string, pointer: string): Promise<Organisation>;
  /** As `require`, and throws {@link NotAnInstitution}. */
  requireInstitution(organisationId: string, pointer: string): Promise<void>;
  /** Those of `organisationIds` that have a seat on the forum on that day, as far as the mirror knows. */
  seatedOf(organisationIds: readonly string[], forumId: string, day: string): Promise<ReadonlySet<string>>;
  /** The forums on which any of `organisationIds` has a seat on that day. */
  forumsOf(organisationIds: readonly string[], day: string): Promise<ReadonlySet<string>>;
}

const isInstitution = ({ kind }: Organisation) => kind === 'institution';

/** A command that misses something in the local mirror asks the owner once before it says unknown. */
export function knownOrganisations(mirror: OrganisationMirror): KnownOrganisations {
  const find: KnownOrganisations['find'] = async (organisationId, suffices = () => true) => {
    const mirrored = await mirror.find(organisationId);
    const known = mirrored && suffices(mirrored) ? mirrored : await mirror.refreshed(organisationId);
    return known?.state === 'closed' ? undefined : known;
  };

  return {
    find,
    async require(organisationId, pointer) {
      const known = await find(organisationId);
      if (!known) throw new ParticipantUnknown(pointer);
      return known;
    },
    async requireInstitution(organisationId, pointer) {
      const known = await find(organisationId, isInstitution);
      if (!known) throw new ParticipantUnknown(pointer);
      if (!isInstitution(known)) throw new NotAnInstitution(pointer);
    },
    async seatedOf(organisationIds, forumId, day) {
      const mirrored = await mirror.findMany(organisationIds);
      return new Set([...mirrored].flatMap(([id, known]) => (isSeated(known, forumId, day) ? [id] : [])));
    },
    async forumsOf(organisationIds, day) {
      const mirrored = await mirror.findMany(organisationIds);
      const forumIds = [...mirrored.values()].flatMap((known) =>
        known.seats.map(({ forumId }) => forumId).filter((forumId) => isSeated(known, forumId, day)),
      );
      return new Set(forumIds);
    },
  };
}
