import { definePolicy } from '@throughline/kernel';

/** Who may do what in the registry (domain: "Who may do what"). `organisation` is the record's own id. */
export const policy = definePolicy({
  'organisation.read': ['anyone'],
  'organisation.register': [{ role: 'secretariat' }, { role: 'administrator' }],
  'organisation.keep': [{ role: 'secretariat' }, { role: 'administrator' }],
  'organisation.assure': [
    { role: 'secretariat' },
    { role: 'administrator' },
    { role: 'representative', over: 'organisation' },
    { role: 'officer', over: 'organisation' },
  ],
  'seat.give': [{ role: 'secretariat', over: 'forum' }],
  'responsibilities.set': [{ role: 'secretariat' }, { role: 'officer', over: 'organisation' }],
  'routing.suggest': [{ role: 'secretariat' }, { role: 'chair' }, { role: 'administrator' }, { role: 'auditor' }],
});
