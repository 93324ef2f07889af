import { NotAllowedNow } from '@throughline/kernel';
import { route } from '../route.ts';
import { acknowledgeConcern } from './acknowledge-concern.ts';
import { changed } from './command-reply.ts';
import { concernParams } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';

export const acknowledgeConcernRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/acknowledge',
  summary: 'Tell the submitter that the concern has arrived',
  may: 'concern.acknowledge',
  params: concernParams,
  answers: { 200: concernRepresentation },
  problems: [NotAllowedNow],
  handle: async ({ params, context, use }) =>
    changed(await use.command({ ...params, context, action: 'concern.acknowledge', decide: acknowledgeConcern })),
});
