import { areaCode, handlingStatus, theme } from '@throughline/contracts';
import { flagParam, idParam, integerParam, listOf, listQuery, page } from '@throughline/http';
import { BadCursor } from '@throughline/persistence';
import { z } from 'zod';
import { route } from '../route.ts';
import { categoryInput } from './concern-inputs.ts';
import { concernListed } from './concern-schemas.ts';

export const listConcernsRoute = route({
  method: 'get',
  path: '/v1/concerns',
  summary: 'List concerns, the newest first; with `updatedSince`, the longest unchanged first',
  description: 'Without words, and only concerns that the bearer may know of. Filters are cumulative.',
  may: 'concern.list',
  query: listQuery({
    forum: idParam('frm').optional(),
    institution: idParam('org').optional(),
    submitter: idParam('org').optional(),
    assignee: idParam('per').optional(),
    status: handlingStatus.optional(),
    category: categoryInput.optional(),
    theme: theme.optional(),
    area: areaCode.optional(),
    urgent: flagParam.optional(),
    clock: z.enum(['running', 'paused', 'overdue']).optional(),
    q: z.string().trim().min(2).max(100).optional(),
    olderThanDays: integerParam({ min: 0, max: 36_500 }).optional(),
  }),
  answers: { 200: listOf(concernListed) },
  problems: [BadCursor],
  handle: async ({ query, context, use }) => {
    const { items, next, prev } = await use.list(query, context);
    return page(
      items.map(({ publicSummary: _unread, ...listed }) => listed),
      { next, prev },
    );
  },
});
