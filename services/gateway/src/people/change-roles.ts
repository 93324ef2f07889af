import { type Id, type NewId, type Policy, type Role, type RoleName } from '@throughline/kernel';
import type { CommandContext, Outcome } from '@throughline/persistence';
import type { policy as gatewayPolicy } from '../policy.ts';
import type { Registry } from '../registry/registry.ts';
import { LastAdministrator, RoleDoesNotFit } from './person.errors.ts';
import { endRole, grantRole, type Person, roleOf } from './person.ts';
import type { PersonParticulars, PersonStore } from './person-store.ts';

interface Dependencies {
  readonly people: PersonStore;
  readonly registry: Registry;
  readonly policy: Policy<(typeof gatewayPolicy)['actions'][number]>;
  readonly countAdministrators: () => Promise<number>;
  readonly newId: NewId;
}

/** Roles that a representative may give within the own organisation; secretariat and chair are the administrator's. */
const ofOrganisations: ReadonlySet<RoleName> = new Set(['caseworker', 'representative', 'officer']);

/** Forum or organisation must be there, and an officer's organisation must have the duty to answer. */
async function requireFitting(registry: Registry, { role, forumId, organisationId }: Role): Promise<void> {
  if (forumId !== undefined) await registry.requireForum(forumId);
  if (organisationId === undefined) return;
  const { kind } = await registry.requireOrganisation(organisationId);
  if ((role === 'officer') !== (kind === 'institution') && role !== 'representative') throw new RoleDoesNotFit();
}

const relationOf = ({ role, organisationId }: Role) =>
  organisationId !== undefined && ofOrganisations.has(role) ? { organisation: organisationId } : { organisation: [] };

/** Gives somebody a role over a forum, an organisation or the network. */
export const grantRoleUseCase =
  ({ people, registry, policy, newId }: Dependencies) =>
  async (id: Id, granted: Role, context: CommandContext): Promise<Outcome<Person, PersonParticulars>> => {
    await people.require(id, context.principal);
    policy.require(context.principal, 'role.grant', relationOf(granted));
    const roleId = newId('rol');
    return people.change(id, context, async (person) => {
      await requireFitting(registry, granted);
      return { events: grantRole(person, granted, roleId), created: roleId };
    });
  };

/** Ends a role. The last administrator stays. */
export const endRoleUseCase =
  ({ people, policy, countAdministrators }: Dependencies) =>
  async (
    { id, roleId }: { readonly id: Id; readonly roleId: Id },
    context: CommandContext,
  ): Promise<Outcome<Person, PersonParticulars>> => {
    const { state } = await people.require(id, context.principal);
    const held = roleOf(state, roleId);
    policy.require(context.principal, 'role.end', relationOf(held));
    if (held.role === 'administrator' && held.to === undefined && (await countAdministrators()) < 2)
      throw new LastAdministrator();
    return people.change(id, context, (person) => endRole(person, roleId));
  };
