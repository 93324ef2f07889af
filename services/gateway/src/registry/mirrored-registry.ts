import {
  type ForumEvent,
  type OrganisationEvent,
  type OrganisationKind,
  organisationEvents,
  organisationKind,
  type Recorded,
} from '@throughline/contracts';
import type { ServiceClient } from '@throughline/http';
import { isAppError } from '@throughline/kernel';
import type { Database, Mirror } from '@throughline/persistence';
import { z } from 'zod';
import { ForumUnknown, OrganisationUnknown, type Registry } from './registry.ts';

interface KnownOrganisation {
  readonly kind: OrganisationKind | null;
}
type KnownForum = Record<never, never>;

export interface RegistryMirrors {
  readonly organisations: Mirror<KnownOrganisation>;
  readonly forums: Mirror<KnownForum>;
}

/** Which kind each organisation is of, and which forums there are: as much as roles and keys need. */
export const registryMirrors = (database: Pick<Database, 'mirror'>): RegistryMirrors => ({
  organisations: database.mirror<KnownOrganisation, OrganisationEvent>({
    collection: 'known_organisations',
    project: (previous, event: Recorded<OrganisationEvent>) =>
      event.type === organisationEvents.registered.type ? { kind: event.data.kind } : (previous ?? { kind: null }),
  }),
  forums: database.mirror<KnownForum, ForumEvent>({ collection: 'known_forums', project: () => ({}) }),
});

const shownOrganisation = z.looseObject({ kind: organisationKind });

interface Owners {
  readonly organisations: Pick<ServiceClient, 'getJson'>;
  readonly meetings: Pick<ServiceClient, 'getJson'>;
}

/** Asks the owner: an event may be under way. What the owner does not have either is unknown. */
async function asked<Schema extends z.ZodType>(
  owner: Pick<ServiceClient, 'getJson'>,
  path: string,
  { schema, unknown }: { readonly schema: Schema; readonly unknown: () => Error },
): Promise<z.output<Schema>> {
  try {
    return await owner.getJson(path, schema);
  } catch (error) {
    throw isAppError(error) && error.kind === 'not-found' ? unknown() : error;
  }
}

/** The registry over the mirrors, with the owners behind them. */
export const mirroredRegistry = ({ organisations, forums }: RegistryMirrors, owners: Owners): Registry => ({
  async requireOrganisation(id) {
    const kind = (await organisations.find(id))?.kind;
    if (kind) return { kind };
    const unknown = () => new OrganisationUnknown();
    return asked(owners.organisations, `/v1/organisations/${id}`, { schema: shownOrganisation, unknown });
  },
  async requireForum(id) {
    if (await forums.find(id)) return;
    const unknown = () => new ForumUnknown();
    await asked(owners.meetings, `/v1/forums/${id}`, { schema: z.looseObject({}), unknown });
  },
});
