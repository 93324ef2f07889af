import { definePolicy } from '@throughline/kernel';

/** Who may do what here. Whom a reader may know of at all is in `people/person-visibility.ts`: the rest is 404. */
export const policy = definePolicy({
  'me.read': ['signed-in'],
  'person.invite': [{ role: 'administrator' }, { role: 'secretariat' }, { role: 'representative' }],
  'person.read': ['signed-in'],
  // One's own particulars; for anybody else's, `person.change-anothers` on top.
  'person.change': ['signed-in'],
  'person.change-anothers': [{ role: 'administrator' }],
  'role.grant': [{ role: 'administrator' }, { role: 'representative', over: 'organisation' }],
  'role.end': [{ role: 'administrator' }, { role: 'representative', over: 'organisation' }],
  'api-key.issue': [{ role: 'administrator' }, { role: 'representative', over: 'organisation' }],
  'api-key.read': [{ role: 'administrator' }, { role: 'auditor' }, { role: 'representative', over: 'organisation' }],
  'api-key.revoke': [{ role: 'administrator' }, { role: 'representative', over: 'organisation' }],
  'code-list.read': ['anyone'],
  'code-list.change': [{ role: 'administrator' }],
  'demo-clock.read': [{ role: 'administrator' }],
  'demo-clock.move': [{ role: 'administrator' }],
  'demo.sign-in': ['service'],
  'documents.read': ['anyone'],
});
