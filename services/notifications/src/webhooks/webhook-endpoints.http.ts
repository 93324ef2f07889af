import { created, idParam, listOf, listQuery, noContent, page, writtenLine } from '@throughline/http';
import { Forbidden, type Principal } from '@throughline/kernel';
import { isKept } from '@throughline/persistence';
import { z } from 'zod';
import { webhookEvents } from '../notices/telling.ts';
import { webhookOrganisationsOf } from '../policy.ts';
import { route } from '../route.ts';
import { AddressRefused, TooManyEndpoints } from './webhook.errors.ts';
import type { StoredEndpoint } from './webhook-endpoint.ts';

const endpoint = {
  id: z.string(),
  organisationId: z.string(),
  url: z.string().nullable(),
  events: z.array(z.string()),
  state: z.enum(['enabled', 'disabled', 'removed']),
  version: z.int(),
};
const endpointRepresentation = z.strictObject(endpoint).meta({ id: 'WebhookEndpoint' });
const registeredEndpoint = z
  .strictObject({ ...endpoint, secret: z.string().optional().meta({ description: 'Shown this once' }) })
  .meta({ id: 'RegisteredWebhookEndpoint' });

function represent({ id, state, words, version }: StoredEndpoint) {
  const address = words[state.urlTextId];
  const { organisationId, events, standing } = state;
  const url = isKept(address) ? address.text : null;
  return { id, organisationId, url, events: [...events], state: standing, version };
}

/** The organisation that the bearer manages webhooks for; of several, the one whose role was granted first. */
function organisationOf(principal: Principal): string {
  const [first] = webhookOrganisationsOf(principal);
  if (!first) throw new Forbidden('Webhooks belong to an organisation that you represent.');
  return first;
}

export const registerEndpointRoute = route({
  method: 'post',
  path: '/v1/webhook-endpoints',
  summary: 'Register an address for webhooks',
  description: 'Deliveries are signed after standard-webhooks. The secret is in this answer and nowhere else.',
  may: 'webhook.manage',
  body: z.strictObject({
    url: writtenLine({ max: 2_000 }),
    events: z.array(z.enum(webhookEvents)).min(1).max(webhookEvents.length),
  }),
  answers: { 201: registeredEndpoint },
  problems: [AddressRefused, TooManyEndpoints],
  handle: async ({ body, principal, context, use }) => {
    const outcome = await use.registerEndpoint({ ...body, organisationId: organisationOf(principal) }, context);
    const { id, particulars } = outcome.stored;
    const shown = { ...represent(outcome.stored), ...(!outcome.replayed && { secret: particulars.secret }) };
    return created(shown, { location: `/v1/webhook-endpoints/${id}`, outcome });
  },
});

export const listEndpointsRoute = route({
  method: 'get',
  path: '/v1/webhook-endpoints',
  summary: 'List your organisation’s webhook addresses, the oldest first',
  may: 'webhook.manage',
  query: listQuery({ cursor: idParam('whk').optional() }),
  answers: { 200: listOf(endpointRepresentation) },
  handle: async ({ query: { cursor = '', limit, updatedSince }, principal, use }) => {
    const since = updatedSince ? new Date(updatedSince) : undefined;
    const all = await use.listEndpoints(webhookOrganisationsOf(principal), principal);
    const listed = all.filter(({ id, updatedAt }) => id > cursor && (!since || updatedAt >= since));
    const items = listed.slice(0, limit);
    return page(items.map(represent), { next: listed.length > limit ? items.at(-1)?.id : undefined });
  },
});

export const removeEndpointRoute = route({
  method: 'delete',
  path: '/v1/webhook-endpoints/:endpointId',
  summary: 'Remove a webhook address',
  may: 'webhook.manage',
  params: z.strictObject({ endpointId: idParam('whk') }),
  answers: { 204: z.undefined() },
  handle: async ({ params: { endpointId }, context, use }) => {
    await use.removeEndpoint(endpointId, context);
    return noContent();
  },
});
