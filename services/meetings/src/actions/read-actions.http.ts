import { actionStates } from '@throughline/contracts';
import { flagParam, idParam, listOf, listQuery, ok, page } from '@throughline/http';
import { z } from 'zod';
import { route } from '../route.ts';
import { actionRepresentation } from './action-representation.ts';

export const showActionRoute = route({
  method: 'get',
  path: '/v1/actions/:actionId',
  summary: 'Read an action',
  may: 'action.read',
  params: z.strictObject({ actionId: idParam('act') }),
  answers: { 200: actionRepresentation },
  handle: async ({ params: { actionId }, context, use }) => {
    const { action, today } = await use.presentAction(await use.showAction(actionId, context), context.now);
    return ok(action, { etagDate: today });
  },
});

export const listActionsRoute = route({
  method: 'get',
  path: '/v1/actions',
  summary: 'List actions, the first due first',
  may: 'action.read',
  query: listQuery({
    forum: idParam('frm').optional(),
    owner: idParam('org').optional(),
    meeting: idParam('mtg').optional(),
    concern: idParam('con').optional(),
    state: z.enum(actionStates).optional(),
    overdue: flagParam.optional(),
  }),
  answers: { 200: listOf(actionRepresentation) },
  handle: async ({ query, context, use }) => {
    const { items, ...neighbours } = await use.listActions(query, context);
    return page(items, neighbours);
  },
});
