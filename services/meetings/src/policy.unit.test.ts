import { describe, expect, it } from '@jest/globals';
import { anonymous, type Principal, type RoleName } from '@throughline/kernel';
import { type Action, policy } from './policy.ts';

const relation = { forum: 'frm_own', owner: 'org_own', organisation: 'org_own' };
const person = (role: RoleName, over: { forumId?: string; organisationId?: string } = {}): Principal => ({
  kind: 'person',
  id: 'per_1',
  roles: [{ role, ...over }],
});
const over = (role: RoleName, place: 'own' | 'foreign'): Principal =>
  role === 'secretariat' || role === 'chair'
    ? person(role, { forumId: `frm_${place}` })
    : person(role, { organisationId: `org_${place}` });

const conveners = ['secretariat', 'chair'] as const;
const owners = ['officer', 'caseworker', 'representative'] as const;
const everybody = {
  anonymous,
  administrator: person('administrator'),
  auditor: person('auditor'),
  key: { kind: 'key', id: 'key_1', organisationId: 'org_own', scopes: ['concerns:read', 'concerns:respond'] },
  service: { kind: 'service', id: 'insights' },
  ...Object.fromEntries(
    [...conveners, ...owners].flatMap((role) => [
      [`own ${role}`, over(role, 'own')],
      [`foreign ${role}`, over(role, 'foreign')],
    ]),
  ),
} as Readonly<Record<string, Principal>>;

const all = Object.keys(everybody);
const convening = conveners.map((role) => `own ${role}`);
const owning = owners.map((role) => `own ${role}`);

/** Who may do what, as design/domain.md says it, written out by hand. */
const expected: Readonly<Record<Action, readonly string[]>> = {
  'forum.read': all,
  'forum.establish': ['administrator'],
  'forum.change': ['administrator'],
  'forum.disband': ['administrator'],
  'meeting.read': all,
  'meeting.draft': convening,
  'meeting.change': convening,
  'meeting.arrange-agenda': convening,
  'meeting.call': convening,
  'meeting.open': convening,
  'meeting.conclude': convening,
  'meeting.postpone': convening,
  'meeting.cancel': convening,
  'meeting.record-attendance': convening,
  'meeting.record-decision': convening,
  'meeting.arrange': convening,
  'meeting.request-arrangement': [...convening, 'own caseworker', 'own representative'],
  'meeting.judge-arrangement': [...convening, 'own caseworker', 'own representative'],
  'action.assign': convening,
  'action.read': all.filter((who) => who !== 'anonymous'),
  'action.progress': [...convening, ...owning],
  'action.complete': [...convening, ...owning],
  'action.drop': convening,
  'action.reassign': convening,
};

describe('who may do what', () => {
  it.each(policy.actions.map((action) => [action] as const))('%s', (action) => {
    const allowed = all.filter((who) => policy.allows(everybody[who] as Principal, action, relation));
    expect(allowed.toSorted()).toEqual([...expected[action]].toSorted());
  });
});
