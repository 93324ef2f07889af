import { anonymous, type Principal } from '@throughline/kernel';
import { aKey, aPerson } from '@throughline/testing';
import { policy } from './policy.ts';

const [forum, foreignForum] = ['frm_00000000000000000000000001', 'frm_00000000000000000000000002'];
const [own, foreign] = ['org_00000000000000000000000001', 'org_00000000000000000000000002'];

const readers: Record<string, Principal> = {
  nobody: anonymous,
  key: aKey(own),
  caseworker: aPerson('caseworker', { organisationId: own }),
  representative: aPerson('representative', { organisationId: own }),
  officer: aPerson('officer', { organisationId: own }),
  secretariat: aPerson('secretariat', { forumId: forum }),
  chair: aPerson('chair', { forumId: forum }),
  auditor: aPerson('auditor'),
  administrator: aPerson('administrator'),
};
/** Who may, over what is their own; and over what is somebody else's. */
const expected: Record<(typeof policy.actions)[number], { own: readonly string[]; foreign: readonly string[] }> = {
  'organisation.read': { own: Object.keys(readers), foreign: Object.keys(readers) },
  'organisation.register': { own: ['secretariat', 'administrator'], foreign: ['secretariat', 'administrator'] },
  'organisation.keep': { own: ['secretariat', 'administrator'], foreign: ['secretariat', 'administrator'] },
  'organisation.assure': {
    own: ['representative', 'officer', 'secretariat', 'administrator'],
    foreign: ['secretariat', 'administrator'],
  },
  'seat.give': { own: ['secretariat'], foreign: [] },
  'responsibilities.set': { own: ['officer', 'secretariat'], foreign: ['secretariat'] },
  'routing.suggest': {
    own: ['secretariat', 'chair', 'auditor', 'administrator'],
    foreign: ['secretariat', 'chair', 'auditor', 'administrator'],
  },
};

describe('who may do what in the registry', () => {
  it.each(policy.actions)('%s', (action) => {
    const among = (relation: Record<string, string>) =>
      Object.keys(readers).filter((name) => policy.allows(readers[name] ?? anonymous, action, relation));
    expect(among({ organisation: own, forum })).toEqual(expected[action].own);
    expect(among({ organisation: foreign, forum: foreignForum })).toEqual(expected[action].foreign);
  });
});
