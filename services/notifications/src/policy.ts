import { definePolicy, organisationsOf, type Principal } from '@throughline/kernel';

/**
 * Who may do what. Notices are the person's own; webhooks are managed by keys and representatives of an organisation
 * (`organisation` is whose they are).
 */
export const policy = definePolicy({
  'notice.read': ['signed-in'],
  'webhook.manage': [
    { role: 'representative', over: 'organisation' },
    { scope: 'webhooks:manage', over: 'organisation' },
  ],
});

/** Whether the bearer manages this organisation's webhooks. */
export const managesWebhooksOf = (principal: Principal, organisation: string): boolean =>
  policy.allows(principal, 'webhook.manage', { organisation });

/** The organisations whose webhooks the bearer manages: a role at another one does not count. */
export const webhookOrganisationsOf = (principal: Principal): readonly string[] =>
  [...new Set(organisationsOf(principal))].filter((organisation) => managesWebhooksOf(principal, organisation));
