import { areaCode, handlingStatus } from '@throughline/contracts';
import { idParam, listOf, page, wordsOut } from '@throughline/http';
import { z } from 'zod';
import { route } from '../route.ts';
import { ForumUnknown } from './concern.errors.ts';
import { categoryInput, narrativeInput } from './concern-inputs.ts';

const similarShown = z
  .strictObject({
    id: idParam('con'),
    reference: z.string(),
    status: handlingStatus,
    category: z.string(),
    /** 0 to 1. */
    likeness: z.number(),
    publicSummary: wordsOut,
  })
  .meta({ id: 'SimilarConcern' });

export const findSimilarRoute = route({
  method: 'post',
  path: '/v1/concerns/similar',
  summary: 'Find concerns that read alike, the most alike first; words go in the body, never in an address',
  may: 'concern.find-similar',
  readsOnly: true,
  body: z.strictObject({
    forumId: idParam('frm'),
    category: categoryInput.optional(),
    areas: z.array(areaCode).max(50).optional(),
    text: narrativeInput,
  }),
  answers: { 200: listOf(similarShown) },
  problems: [ForumUnknown],
  handle: async ({ body, context, use }) => page(await use.findSimilar({ ...body, text: body.text.text }, context)),
});
