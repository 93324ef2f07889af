import { listOf, listQuery, page } from '@throughline/http';
import { z } from 'zod';
import { webhookOrganisationsOf } from '../policy.ts';
import { route } from '../route.ts';

const deliveryRepresentation = z
  .strictObject({
    id: z.string(),
    endpointId: z.string(),
    type: z.string(),
    concernId: z.string(),
    at: z.string(),
    state: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.int(),
    lastStatus: z.int().nullable(),
  })
  .meta({ id: 'Delivery' });

export const listDeliveriesRoute = route({
  method: 'get',
  path: '/v1/deliveries',
  summary: 'List webhook deliveries, the newest first',
  may: 'webhook.manage',
  query: listQuery({ state: z.enum(['pending', 'delivered', 'failed']).optional() }),
  answers: { 200: listOf(deliveryRepresentation) },
  handle: async ({ query, principal, use }) => {
    const { items, next, prev } = await use.listDeliveries(webhookOrganisationsOf(principal), query);
    return page(
      items.map(({ _id, endpointId, type, about, at, state, attempts, lastStatus }) => ({
        id: _id,
        endpointId,
        type,
        concernId: about.concernId,
        at: at.toISOString(),
        state,
        attempts,
        lastStatus,
      })),
      { next, prev },
    );
  },
});
