import { anonymous, type Principal, type RoleName, type Scope } from '@throughline/kernel';
import { type Action, policy } from './policy.ts';

const relation = {
  forum: 'frm_own',
  submitter: 'org_own',
  institution: 'org_own',
  owner: 'org_own',
  organisation: 'org_own',
};
const nobodys = {
  forum: 'frm_none',
  submitter: undefined,
  institution: undefined,
  owner: undefined,
  organisation: undefined,
};

const person = (role: RoleName, over: { forumId?: string; organisationId?: string }): Principal => ({
  kind: 'person',
  id: 'per_1',
  roles: [{ role, ...over }],
});
const everyScope: Scope[] = [
  'concerns:submit',
  'concerns:read',
  'concerns:respond',
  'webhooks:manage',
  'subscriptions:manage',
];

const who = (whose: 'own' | 'foreign'): Record<string, Principal> => ({
  secretariat: person('secretariat', { forumId: `frm_${whose}` }),
  chair: person('chair', { forumId: `frm_${whose}` }),
  caseworker: person('caseworker', { organisationId: `org_${whose}` }),
  representative: person('representative', { organisationId: `org_${whose}` }),
  officer: person('officer', { organisationId: `org_${whose}` }),
  auditor: person('auditor', {}),
  administrator: person('administrator', {}),
  ...Object.fromEntries(
    everyScope.map((scope) => [
      scope,
      { kind: 'key', id: 'key_1', organisationId: `org_${whose}`, scopes: [scope] } as Principal,
    ]),
  ),
  service: { kind: 'service', id: 'insights' },
  anonymous,
});

/** Who may, each over what is theirs; the design's "Who may do what", action by action. */
const readers = [
  'secretariat',
  'chair',
  'caseworker',
  'representative',
  'officer',
  'auditor',
  'administrator',
  'concerns:read',
];
const submitters = ['caseworker', 'representative', 'concerns:respond'];
const everybody = Object.keys(who('own'));
const design: Record<Action, readonly string[]> = {
  'concern.submit': ['secretariat', 'caseworker', 'representative', 'concerns:submit'],
  'concern.submit-batch': ['caseworker', 'representative', 'concerns:submit'],
  'concern.submit-publicly': everybody,
  'concern.read-publicly': everybody,
  'concern.follow-up': everybody,
  'concern.find-similar': [...readers, 'concerns:submit'],
  'concern.read': readers,
  'concern.list': readers,
  'concern.acknowledge': ['secretariat'],
  'concern.triage': ['secretariat'],
  'concern.reject': ['secretariat'],
  'concern.refer': ['secretariat'],
  'concern.answer-outside-competence': ['secretariat'],
  'concern.merge': ['secretariat'],
  'concern.place-on-agenda': ['secretariat'],
  'concern.request-information': ['secretariat', 'officer'],
  'concern.supply-information': submitters,
  'concern.acknowledge-referral': ['officer'],
  'concern.return-referral': ['officer'],
  'concern.extend-referral': ['officer'],
  'concern.draft-answer': ['officer'],
  'concern.publish-answer': ['officer'],
  'concern.keep-commitment': ['secretariat', 'officer'],
  'concern.miss-commitment': ['secretariat', ...submitters],
  'concern.give-verdicts': submitters,
  'concern.reopen': ['secretariat', ...submitters],
  'concern.withdraw': submitters,
  'concern.withdraw-consent': submitters,
  'concern.endorse': ['representative', 'concerns:respond'],
  'concern.withdraw-endorsement': ['representative', 'concerns:respond'],
};

/** Granted to a role as such: what they may reach is settled by what they may know of, or by what they name. */
const overNothing = new Set<Action>([
  'concern.read',
  'concern.list',
  'concern.endorse',
  'concern.submit-batch',
  'concern.submit-publicly',
  'concern.read-publicly',
  'concern.follow-up',
  'concern.find-similar',
]);
const submitsAnywhere = new Set(['caseworker', 'representative', 'concerns:submit']);

describe('who may do what', () => {
  for (const action of policy.actions)
    for (const role of Object.keys(who('own'))) {
      const granted = design[action].includes(role);
      it(`${action} · ${role}: ${granted ? 'over what is theirs' : 'never'}`, () => {
        const [own, foreign] = [who('own')[role], who('foreign')[role]];
        if (!own || !foreign) throw new Error('no such role');
        const isBoundless = overNothing.has(action) || (action === 'concern.submit' && submitsAnywhere.has(role));
        expect(policy.allows(own, action, relation)).toBe(granted);
        expect(policy.allows(foreign, action, relation)).toBe(granted && isBoundless);
        expect(policy.allows(own, action, nobodys)).toBe(granted && isBoundless);
        if (granted) expect(() => policy.checkAtDoor(own, action)).not.toThrow();
        else if (!design[action].includes(role) && role !== 'secretariat')
          expect(() => policy.checkAtDoor(own, action)).toThrow();
      });
    }

  it('the secretariat speaks for the submitter of what it logged itself', () => {
    const secretariat = who('own')['secretariat'] ?? anonymous;
    expect(policy.allows(secretariat, 'concern.give-verdicts', { ...relation, submitter: 'frm_own' })).toBe(true);
  });
});
