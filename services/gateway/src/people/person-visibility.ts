import { holds, organisationsOf, type Principal } from '@throughline/kernel';
import { type Person, rolesNow } from './person.ts';

const readsEverybody = (principal: Principal) => holds(principal, 'administrator') || holds(principal, 'auditor');

/** The forums over which a person is secretariat. */
const forumsKept = (principal: Principal): string[] =>
  principal.kind === 'person'
    ? principal.roles.flatMap(({ role, forumId }) => (role === 'secretariat' && forumId ? [forumId] : []))
    : [];

/** What restricts whom a reader may know of; `everybody` restricts nothing. */
export type Acquaintance =
  | { readonly everybody: true }
  | {
      readonly everybody: false;
      readonly self: string;
      readonly organisationIds: readonly string[];
      readonly forumIds: readonly string[];
    };

/**
 * Whom a reader may know of: administrators and auditors everybody; a person themself, whom they invited, their
 * colleagues, and as secretariat who serves its forum. Keys know nobody.
 */
export function acquaintanceOf(principal: Principal): Acquaintance | undefined {
  if (readsEverybody(principal)) return { everybody: true };
  if (principal.kind !== 'person') return undefined;
  return {
    everybody: false,
    self: principal.id,
    organisationIds: organisationsOf(principal),
    forumIds: forumsKept(principal),
  };
}

/** Whether a reader may know of this person. `notifications` may: it writes to them. */
export function knows(principal: Principal, id: string, person: Person): boolean {
  if (principal.kind === 'service') return principal.id === 'notifications';
  const known = acquaintanceOf(principal);
  if (known === undefined) return false;
  if (known.everybody || known.self === id || known.self === person.invitedBy) return true;
  return rolesNow(person).some(
    ({ organisationId = '', forumId = '' }) =>
      known.organisationIds.includes(organisationId) || known.forumIds.includes(forumId),
  );
}

/** Whether a reader may see the mail address too: the person, who invited them, administrators, their representatives. */
export function maySeeMail(principal: Principal, id: string, person: Person): boolean {
  if (principal.kind !== 'person') return false;
  if (principal.id === id || principal.id === person.invitedBy || holds(principal, 'administrator')) return true;
  return rolesNow(person).some(
    ({ organisationId }) => organisationId !== undefined && holds(principal, 'representative', organisationId),
  );
}
