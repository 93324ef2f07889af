import { areaCode, handlingStatus, theme } from '@throughline/contracts';
import { created, idParam, listOf, listQuery, page } from '@throughline/http';
import { anonymous } from '@throughline/kernel';
import { z } from 'zod';
import { route } from '../route.ts';
import { ForumUnknown } from './concern.errors.ts';
import { askInput, categoryInput, narrativeInput } from './concern-inputs.ts';
import { concernRepresentation, publicConcernListed } from './concern-schemas.ts';

export const submitPubliclyRoute = route({
  method: 'post',
  path: '/v1/public/concerns',
  summary: 'Raise a concern without an account; the answer holds the return code, this once',
  description: 'Nothing is kept of who raised it. `website` is no field for people: whoever fills it in is a machine.',
  may: 'concern.submit-publicly',
  body: z.strictObject({
    forumId: idParam('frm'),
    category: categoryInput,
    narrative: narrativeInput,
    asks: z.array(askInput).min(1).max(20),
    areas: z.array(areaCode).max(50).default([]),
    urgent: z.boolean().default(false),
    website: z.literal('').optional(),
  }),
  bodyLimitKb: 128,
  answers: { 201: concernRepresentation },
  problems: [ForumUnknown],
  handle: async ({ body: { website: _empty, ...submission }, context, use }) => {
    const { concern, outcome, today } = await use.accept(
      { ...submission, identityTier: 'anonymous' },
      { ...context, principal: anonymous },
      { publicly: true },
    );
    return created(concern, { id: concern.id, location: '/v1/follow-up', outcome, etagDate: today });
  },
});

export const listPublicConcernsRoute = route({
  method: 'get',
  path: '/v1/public/concerns',
  summary: 'List concerns that everybody may see, the newest first',
  may: 'concern.read-publicly',
  query: listQuery({
    forum: idParam('frm').optional(),
    institution: idParam('org').optional(),
    category: categoryInput.optional(),
    status: handlingStatus.optional(),
    theme: theme.optional(),
    area: areaCode.optional(),
    q: z.string().trim().min(2).max(100).optional(),
  }),
  answers: { 200: listOf(publicConcernListed) },
  handle: async ({ query, context, use }) => {
    const { items, next, prev } = await use.list(
      query,
      { principal: anonymous, now: context.now },
      { withSummaries: true },
    );
    return page(items, { next, prev });
  },
});
