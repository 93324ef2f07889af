import { actorOf, anonymous, holds, organisationsOf, ownerOf, type Principal } from './principal.ts';

const person: Principal = {
  kind: 'person',
  id: 'per_1',
  roles: [
    { role: 'officer', organisationId: 'org_1' },
    { role: 'chair', forumId: 'frm_1' },
  ],
};
const key: Principal = { kind: 'key', id: 'key_1', organisationId: 'org_2', scopes: [] };

describe('a principal', () => {
  it('owns idempotency keys as a person or an organisation, never as one API key', () => {
    expect([person, key, anonymous].map(ownerOf)).toEqual(['per_1', 'org_2', 'anonymous']);
  });

  it('acts under an opaque id', () => {
    expect([person, key, anonymous, { kind: 'service', id: 'feedback' } as const].map(actorOf)).toEqual([
      'per_1',
      'key_1',
      'anonymous',
      'system:feedback',
    ]);
  });

  it('speaks for the organisations it has roles in', () => {
    expect(organisationsOf(person)).toEqual(['org_1']);
    expect(organisationsOf(key)).toEqual(['org_2']);
    expect(organisationsOf(anonymous)).toEqual([]);
  });

  it('holds a role over what the role names', () => {
    expect(holds(person, 'chair', 'frm_1')).toBe(true);
    expect(holds(person, 'chair', 'frm_2')).toBe(false);
    expect(holds(person, 'officer')).toBe(true);
    expect(holds(key, 'officer')).toBe(false);
  });
});
