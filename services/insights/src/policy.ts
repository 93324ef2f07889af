import { definePolicy } from '@throughline/kernel';

/** Who may read what. Whether somebody may see *this* concern is in `concerns/who-sees.ts`. */
export const policy = definePolicy({
  'trace.read': ['anyone'],
  'dashboard.read': [
    { role: 'secretariat' },
    { role: 'chair' },
    { role: 'officer' },
    { role: 'caseworker' },
    { role: 'representative' },
    { role: 'auditor' },
    { role: 'administrator' },
    { scope: 'concerns:read' },
  ],
});
