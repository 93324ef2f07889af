import { idParam, listOf, listQuery, ok, page } from '@throughline/http';
import { z } from 'zod';
import { route } from '../route.ts';
import { forumRepresentation, representForum } from './forum-representation.ts';

export const showForumRoute = route({
  method: 'get',
  path: '/v1/forums/:forumId',
  summary: 'Read a forum',
  may: 'forum.read',
  params: z.strictObject({ forumId: idParam('frm') }),
  answers: { 200: forumRepresentation },
  handle: async ({ params, principal, use }) => ok(representForum(await use.showForum(params.forumId, principal))),
});

export const listForumsRoute = route({
  method: 'get',
  path: '/v1/forums',
  summary: 'List forums by code',
  may: 'forum.read',
  query: listQuery({}),
  answers: { 200: listOf(forumRepresentation) },
  handle: async ({ query, use }) => {
    const { items, ...neighbours } = await use.listForums(query);
    return page(items, neighbours);
  },
});
