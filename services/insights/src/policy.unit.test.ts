import { anonymous, type Principal } from '@throughline/kernel';
import { aKey, aPerson } from '@throughline/testing';
import { policy } from './policy.ts';
import { routes } from './routes.ts';

const forumId = 'frm_00000000000000000000000001';
const organisationId = 'org_00000000000000000000000001';
const readers: readonly (readonly [string, Principal, readonly string[]])[] = [
  ['nobody', anonymous, ['trace.read']],
  ['a service', { kind: 'service', id: 'portal' }, ['trace.read']],
  ['a key that reads', aKey(organisationId), ['trace.read', 'dashboard.read']],
  ['a key that only submits', aKey(organisationId, ['concerns:submit']), ['trace.read']],
  ...(['secretariat', 'chair'] as const).map(
    (role) => [role, aPerson(role, { forumId }), ['trace.read', 'dashboard.read']] as const,
  ),
  ...(['officer', 'caseworker', 'representative'] as const).map(
    (role) => [role, aPerson(role, { organisationId }), ['trace.read', 'dashboard.read']] as const,
  ),
  ...(['auditor', 'administrator'] as const).map(
    (role) => [role, aPerson(role), ['trace.read', 'dashboard.read']] as const,
  ),
];

describe('who may come in at the door', () => {
  it.each(readers)('%s', (_name, principal, allowed) => {
    const open = policy.actions.filter((action) => {
      try {
        policy.checkAtDoor(principal, action);
        return true;
      } catch {
        return false;
      }
    });
    expect(open).toEqual(allowed);
  });

  it('is asked on every route', () => {
    expect(routes.map(({ path, may }) => [path, may])).toEqual([
      ['/v1/traces/:idOrReference', 'trace.read'],
      ['/v1/dashboards/open-concerns', 'dashboard.read'],
    ]);
  });
});
