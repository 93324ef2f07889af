import { isAppError, newId, type Principal } from '@throughline/kernel';
import { policy } from './policy.ts';

const [own, foreign] = [newId('org'), newId('org')];
const person = (role: string, over: object = {}): Principal => ({
  kind: 'person',
  id: newId('per'),
  roles: [{ role, ...over } as never],
});
const readers = {
  anonymous: { kind: 'anonymous' } as Principal,
  service: { kind: 'service', id: 'portal' } as Principal,
  key: { kind: 'key', id: newId('key'), organisationId: own, scopes: ['concerns:submit'] } as Principal,
  administrator: person('administrator'),
  auditor: person('auditor'),
  secretariat: person('secretariat', { forumId: newId('frm') }),
  chair: person('chair', { forumId: newId('frm') }),
  representative: person('representative', { organisationId: own }),
  caseworker: person('caseworker', { organisationId: own }),
  officer: person('officer', { organisationId: own }),
};
type Reader = keyof typeof readers;
const everybody = Object.keys(readers) as Reader[];
const signedIn = everybody.filter((reader) => reader !== 'anonymous' && reader !== 'service');

/** Who may, for a thing of their own organisation; the representative's rights end at it. */
const table: Record<(typeof policy)['actions'][number], readonly Reader[]> = {
  'me.read': signedIn,
  'person.invite': ['administrator', 'secretariat', 'representative'],
  'person.read': signedIn,
  'person.change': signedIn,
  'person.change-anothers': ['administrator'],
  'role.grant': ['administrator', 'representative'],
  'role.end': ['administrator', 'representative'],
  'api-key.issue': ['administrator', 'representative'],
  'api-key.read': ['administrator', 'auditor', 'representative'],
  'api-key.revoke': ['administrator', 'representative'],
  'code-list.read': everybody,
  'code-list.change': ['administrator'],
  'demo-clock.read': ['administrator'],
  'demo-clock.move': ['administrator'],
  'demo.sign-in': ['service'],
  'documents.read': everybody,
};

it('the table names every action', () => {
  expect(Object.keys(table).toSorted()).toEqual([...policy.actions].toSorted());
});

describe.each(Object.entries(table))('%s', (action, allowed) => {
  it.each(everybody)('%s', (reader) => {
    const may = policy.allows(readers[reader], action as keyof typeof table, { organisation: own });
    expect(may).toBe(allowed.includes(reader));
  });
});

it.each(['role.grant', 'role.end', 'api-key.issue', 'api-key.read', 'api-key.revoke'] as const)(
  '%s: a representative may not over another organisation',
  (action) => {
    expect(policy.allows(readers.representative, action, { organisation: foreign })).toBe(false);
    expect(policy.allows(readers.administrator, action, { organisation: foreign })).toBe(true);
  },
);

it('who could never do it is told at the door: 401 unknown, 403 known', () => {
  const kindOf = (reader: Reader) => {
    try {
      policy.checkAtDoor(readers[reader], 'code-list.change');
      return undefined;
    } catch (error) {
      return isAppError(error) ? error.kind : error;
    }
  };
  expect([kindOf('anonymous'), kindOf('caseworker'), kindOf('administrator')]).toEqual([
    'unauthenticated',
    'forbidden',
    undefined,
  ]);
});
