import { definePolicy } from '@throughline/kernel';

/** Who may do what. Notices are the person's own; webhooks are managed by keys and representatives of an organisation. */
export const policy = definePolicy({
  'notice.read': ['signed-in'],
  'webhook.manage': [{ role: 'representative' }, { scope: 'webhooks:manage' }],
});
