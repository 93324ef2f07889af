import { NotAllowedNow } from '@throughline/kernel';
import { z } from 'zod';
import { route } from '../route.ts';
import { rejectConcern, withdrawConcern } from './close-concern.ts';
import { changed, worded } from './command-reply.ts';
import { concernParams, explanationInput, rejectReason, withdrawReason } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';

export const rejectConcernRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/reject',
  summary: 'Reject a concern before it has been referred',
  may: 'concern.reject',
  params: concernParams,
  body: z.strictObject({ reason: rejectReason, text: explanationInput }),
  answers: { 200: concernRepresentation },
  problems: [NotAllowedNow],
  handle: async ({ params, body, context, use }) => {
    const command = { reason: body.reason, text: worded(body.text) };
    return changed(
      await use.command({
        ...params,
        context,
        action: 'concern.reject',
        decide: (concern) => rejectConcern(concern, command),
      }),
    );
  },
});

export const withdrawConcernRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/withdraw',
  summary: 'Withdraw an open concern',
  may: 'concern.withdraw',
  params: concernParams,
  body: z.strictObject({ reason: withdrawReason }),
  answers: { 200: concernRepresentation },
  problems: [NotAllowedNow],
  handle: async ({ params, body, context, use }) =>
    changed(
      await use.command({
        ...params,
        context,
        action: 'concern.withdraw',
        decide: (concern) => withdrawConcern(concern, body),
      }),
    ),
});
