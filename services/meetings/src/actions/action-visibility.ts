import { holds, organisationsOf, type Principal } from '@throughline/kernel';
import type { KnownOrganisations } from '../organisations/known-organisations.ts';
import type { Action } from './action.ts';

/** Of which forums and organisations somebody may read the actions. */
export interface ActionReader {
  /** Who reads everything: auditor, administrator, and notifications for its recipients. */
  readonly everything: boolean;
  readonly forumIds: ReadonlySet<string>;
  readonly organisationIds: ReadonlySet<string>;
}

/**
 * Actions are read by their forum's secretariat and chair, by their owner, and by organisations with a seat on the forum.
 * `day` is the date on which the seat must be held.
 */
export async function actionReader(
  principal: Principal,
  organisations: Pick<KnownOrganisations, 'forumsOf'>,
  day: string,
): Promise<ActionReader> {
  const everything =
    (principal.kind === 'service' && principal.id === 'notifications') ||
    holds(principal, 'auditor') ||
    holds(principal, 'administrator');
  const organisationIds = organisationsOf(principal);
  const convened =
    principal.kind === 'person'
      ? principal.roles.flatMap(({ role, forumId }) =>
          forumId && (role === 'secretariat' || role === 'chair') ? [forumId] : [],
        )
      : [];
  const seated = everything || organisationIds.length === 0 ? [] : await organisations.forumsOf(organisationIds, day);
  return {
    everything,
    forumIds: new Set([...convened, ...seated]),
    organisationIds: new Set(organisationIds),
  };
}

/** Whether this reader may know of the action at all. */
export const sees = ({ everything, forumIds, organisationIds }: ActionReader, action: Action): boolean =>
  everything || forumIds.has(action.forumId) || organisationIds.has(action.ownerId);
