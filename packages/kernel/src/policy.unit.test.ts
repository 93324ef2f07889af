import { Forbidden, Unauthenticated } from './app-error.ts';
import { definePolicy } from './policy.ts';
import { anonymous, type Principal } from './principal.ts';

const policy = definePolicy({
  read: ['anyone'],
  refer: [{ role: 'secretariat', over: 'forum' }],
  answer: [{ role: 'officer', over: 'institutions' }],
  submit: [{ scope: 'concerns:submit' }, { role: 'caseworker' }],
  respond: [{ scope: 'concerns:respond', over: 'submitter' }],
  journal: ['service'],
  mine: ['signed-in'],
});
const secretariat: Principal = { kind: 'person', id: 'per_1', roles: [{ role: 'secretariat', forumId: 'frm_1' }] };
const officer: Principal = { kind: 'person', id: 'per_2', roles: [{ role: 'officer', organisationId: 'org_1' }] };
const key: Principal = { kind: 'key', id: 'key_1', organisationId: 'org_9', scopes: ['concerns:respond'] };
const service: Principal = { kind: 'service', id: 'insights' };

describe('a policy', () => {
  it('asks who could never do it to sign in, or says for whom it is', () => {
    expect(() => policy.checkAtDoor(anonymous, 'refer')).toThrow(Unauthenticated);
    expect(() => policy.checkAtDoor(officer, 'refer')).toThrow(Forbidden);
    expect(() => policy.checkAtDoor(officer, 'refer')).toThrow('refer is for: secretariat of its forum.');
    expect(() => policy.checkAtDoor(key, 'submit')).toThrow(Forbidden);
  });

  it('lets everybody through a public door', () => {
    expect(policy.isPublic('read')).toBe(true);
    expect(() => policy.checkAtDoor(anonymous, 'read')).not.toThrow();
  });

  it('holds a role to the forum or organisation it is held over', () => {
    expect(policy.allows(secretariat, 'refer', { forum: 'frm_1' })).toBe(true);
    expect(policy.allows(secretariat, 'refer', { forum: 'frm_2' })).toBe(false);
    expect(policy.allows(officer, 'answer', { institutions: ['org_3', 'org_1'] })).toBe(true);
    expect(policy.allows(officer, 'answer', { institutions: [] })).toBe(false);
    expect(policy.allows(officer, 'answer', {})).toBe(false);
    expect(policy.allows(key, 'respond', { submitter: 'org_9' })).toBe(true);
    expect(policy.allows(key, 'respond', { submitter: 'org_8' })).toBe(false);
  });

  it('keeps services and people apart', () => {
    expect(policy.allows(service, 'journal', {})).toBe(true);
    expect(policy.allows(service, 'mine', {})).toBe(false);
    expect(policy.allows(secretariat, 'journal', {})).toBe(false);
    expect(policy.allows(secretariat, 'mine', {})).toBe(true);
  });
});
