import { newId, type Principal, type Role, type RoleName, type Scope } from '@throughline/kernel';

type Over = Pick<Role, 'forumId' | 'organisationId'>;

/** A person with one role. */
export const aPerson = (role: RoleName, over: Over = {}): Extract<Principal, { kind: 'person' }> => ({
  kind: 'person',
  id: newId('per'),
  roles: [{ role, ...over }],
});

/** An organisation's API key. */
export const aKey = (
  organisationId: string,
  scopes: readonly Scope[] = ['concerns:submit', 'concerns:read', 'concerns:respond'],
): Extract<Principal, { kind: 'key' }> => ({ kind: 'key', id: newId('key'), organisationId, scopes });
