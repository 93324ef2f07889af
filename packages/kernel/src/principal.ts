/** What a person may be (design: "Roles"); each holds over a forum, an organisation or, for the last two, the network. */
export type RoleName =
  | 'secretariat'
  | 'chair'
  | 'caseworker'
  | 'representative'
  | 'officer'
  | 'auditor'
  | 'administrator';

/** What an API key may be used for. */
export type Scope =
  | 'concerns:submit'
  | 'concerns:read'
  | 'concerns:respond'
  | 'webhooks:manage'
  | 'subscriptions:manage';

/** A role somebody holds: over one forum, one organisation, or the network when neither is named. */
export interface Role {
  readonly role: RoleName;
  readonly forumId?: string;
  readonly organisationId?: string;
}

/** Who asks, as the gateway has established it. Services decide what the bearer may do. */
export type Principal =
  | { readonly kind: 'person'; readonly id: string; readonly roles: readonly Role[] }
  | { readonly kind: 'key'; readonly id: string; readonly organisationId: string; readonly scopes: readonly Scope[] }
  | { readonly kind: 'service'; readonly id: string }
  | { readonly kind: 'anonymous' };

/** A reader nobody has signed in as. */
export const anonymous: Principal = Object.freeze({ kind: 'anonymous' });

/** Who an event says has acted: an opaque id, `anonymous`, or `system:<service>`. */
export function actorOf(principal: Principal): string {
  if (principal.kind === 'anonymous') return 'anonymous';
  return principal.kind === 'service' ? `system:${principal.id}` : principal.id;
}

/** To whom an Idempotency-Key belongs: the organisation or person, never one API key. */
export function ownerOf(principal: Principal): string {
  return principal.kind === 'key' ? principal.organisationId : actorOf(principal);
}

/** The organisations that a bearer speaks for. */
export function organisationsOf(principal: Principal): readonly string[] {
  if (principal.kind === 'key') return [principal.organisationId];
  if (principal.kind !== 'person') return [];
  return principal.roles.flatMap(({ organisationId }) => (organisationId ? [organisationId] : []));
}

/** Whether a person holds a role; over `over` (a forum's or organisation's id) when that is given. */
export function holds(principal: Principal, role: RoleName, over?: string): boolean {
  if (principal.kind !== 'person') return false;
  return principal.roles.some(
    (held) => held.role === role && (over === undefined || held.forumId === over || held.organisationId === over),
  );
}
