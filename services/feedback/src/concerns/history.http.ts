import { isoInstant, ok } from '@throughline/http';
import { z } from 'zod';
import { route } from '../route.ts';
import { concernParams } from './concern-inputs.ts';
import { todayIn } from './concern-representation.ts';

const historyShown = z
  .strictObject({
    id: z.string(),
    reference: z.string(),
    version: z.int(),
    items: z.array(
      z.strictObject({
        version: z.int(),
        at: isoInstant,
        event: z.string(),
        /** An organisation's id, `secretariat`, `submitter` or `system`. */
        by: z.string(),
        sentence: z.string(),
      }),
    ),
  })
  .meta({ id: 'ConcernHistory' });

export const readHistoryRoute = route({
  method: 'get',
  path: '/v1/concerns/:concern/history',
  summary: 'Read what happened to a concern, in sentences, the earliest first',
  may: 'concern.read',
  params: concernParams,
  answers: { 200: historyShown },
  handle: async ({ params, context, use }) => {
    const { stored, showing } = await use.read(params.concern, context);
    const items = await use.history(stored, showing);
    const { id, version, state } = stored;
    return ok({ id, reference: state.reference, version, items }, { etagDate: todayIn(showing) });
  },
});
