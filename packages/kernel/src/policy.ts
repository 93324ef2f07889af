import { Forbidden, Unauthenticated } from './app-error.ts';
import type { Principal, RoleName, Scope } from './principal.ts';

/**
 * Who may take an action. `over` names the part of the thing that the role must be held over: `{ role: 'officer',
 * over: 'institution' }` is an officer of (one of) the institutions that the relation lists under `institution`.
 */
export type Grant =
  | 'anyone'
  | 'signed-in'
  | 'service'
  | { readonly role: RoleName; readonly over?: string }
  | { readonly scope: Scope; readonly over?: string };

/** How a thing hangs together with forums and organisations: name → id or ids, as grants name them under `over`. */
export type Relation = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A service's table of who may do what. */
export interface Policy<Action extends string> {
  readonly actions: readonly Action[];
  readonly grants: Readonly<Record<Action, readonly Grant[]>>;
  /** Whether no bearer is needed. */
  isPublic(action: Action): boolean;
  /** At the door, before anything is read: throws Unauthenticated or Forbidden for who could never do this. */
  checkAtDoor(principal: Principal, action: Action): void;
  /** Whether the bearer may do this to the thing that hangs together as `relation` says. */
  allows(principal: Principal, action: Action, relation: Relation): boolean;
  /** As `allows`, throwing Forbidden (403). */
  require(principal: Principal, action: Action, relation: Relation): void;
}

const listed = (value: string | readonly string[] | undefined, id: string | undefined) =>
  id !== undefined && (typeof value === 'string' ? value === id : (value?.includes(id) ?? false));

function granted(grant: Grant, principal: Principal, relation: Relation | undefined): boolean {
  if (grant === 'anyone') return true;
  if (grant === 'signed-in') return principal.kind === 'person' || principal.kind === 'key';
  if (grant === 'service') return principal.kind === 'service';
  const over = grant.over && relation ? { ids: relation[grant.over] } : undefined;
  if ('scope' in grant) {
    if (principal.kind !== 'key' || !principal.scopes.includes(grant.scope)) return false;
    return !over || listed(over.ids, principal.organisationId);
  }
  if (principal.kind !== 'person') return false;
  return principal.roles.some(
    (held) =>
      held.role === grant.role && (!over || listed(over.ids, held.forumId) || listed(over.ids, held.organisationId)),
  );
}

const inWords = (grant: Grant) => {
  if (typeof grant === 'string') return grant;
  if ('scope' in grant) return `a key with scope ${grant.scope}`;
  return grant.over ? `${grant.role} of its ${grant.over}` : grant.role;
};

/** Freezes a table of who may do what into a policy. */
export function definePolicy<Action extends string>(grants: Record<Action, readonly Grant[]>): Policy<Action> {
  const forbidden = (action: Action) => new Forbidden(`${action} is for: ${grants[action].map(inWords).join(', ')}.`);
  const allows = (principal: Principal, action: Action, relation: Relation) =>
    grants[action].some((grant) => granted(grant, principal, relation));
  return Object.freeze({
    actions: Object.keys(grants) as Action[],
    grants: Object.freeze(grants),
    isPublic: (action: Action) => grants[action].includes('anyone'),
    checkAtDoor(principal: Principal, action: Action) {
      if (grants[action].some((grant) => granted(grant, principal, undefined))) return;
      throw principal.kind === 'anonymous' ? new Unauthenticated() : forbidden(action);
    },
    allows,
    require(principal: Principal, action: Action, relation: Relation) {
      if (!allows(principal, action, relation)) throw forbidden(action);
    },
  });
}
