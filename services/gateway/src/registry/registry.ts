import type { OrganisationKind } from '@throughline/contracts';
import { problem } from '@throughline/kernel';

/** The organisation that a role or key would be for is not one of the network's (422). */
export class OrganisationUnknown extends problem({
  code: 'organisation-unknown',
  kind: 'impossible',
  title: 'There is no such organisation',
  remedy: 'Register the organisation first, or correct the id.',
}) {}

/** The forum that a role would be over is not one of the network's (422). */
export class ForumUnknown extends problem({
  code: 'forum-unknown',
  kind: 'impossible',
  title: 'There is no such forum',
  remedy: 'Send the id of a forum that meets; `GET /v1/forums` lists them.',
}) {}

/** What roles and keys hang on, and others own. */
export interface Registry {
  /** Throws {@link OrganisationUnknown}; Unavailable when its owner cannot be asked. */
  requireOrganisation(id: string): Promise<{ readonly kind: OrganisationKind }>;
  /** Throws {@link ForumUnknown}; Unavailable when its owner cannot be asked. */
  requireForum(id: string): Promise<void>;
}
