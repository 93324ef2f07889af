import { idParam } from '@throughline/http';
import { NotAllowedNow } from '@throughline/kernel';
import { z } from 'zod';
import { route } from '../route.ts';
import { changed } from './command-reply.ts';
import { MergeImpossible, NotPartOfConcern, TooManyParts } from './concern.errors.ts';
import { concernParams } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';
import { mergeConcern, unmergeConcern } from './merge-concern.ts';

export const mergeConcernRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/merge',
  summary: 'Merge a concern into another of the same forum; it keeps everything that it has',
  may: 'concern.merge',
  params: concernParams,
  body: z.strictObject({ into: idParam('con') }),
  answers: { 200: concernRepresentation },
  problems: [NotAllowedNow, MergeImpossible, TooManyParts],
  handle: async ({ params, body: { into }, context, use }) => {
    const answer = await use.command({
      ...params,
      context,
      action: 'concern.merge',
      decide: async (concern, { now }, { id }) => {
        const target = (await use.read(into, context)).stored.state;
        return mergeConcern(concern, { id, into, target, now });
      },
    });
    use.wakeTimers();
    return changed(answer);
  },
});

export const unmergeConcernRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/unmerge',
  summary: 'Undo a merge: the concern stands again where it stood',
  may: 'concern.merge',
  params: concernParams,
  answers: { 200: concernRepresentation },
  problems: [NotAllowedNow, NotPartOfConcern],
  handle: async ({ params, context, use }) => {
    const answer = await use.command({
      ...params,
      context,
      action: 'concern.merge',
      decide: (concern, { now }) => unmergeConcern(concern, { reason: 'mistake', now }),
    });
    use.wakeTimers();
    return changed(answer);
  },
});
