import { idParam, listOf, listQuery, ok, page } from '@throughline/http';
import { Forbidden, NotFound, type Principal } from '@throughline/kernel';
import { z } from 'zod';
import { route } from '../route.ts';
import { wordNotice } from './notice-wording.ts';
import { noticeKinds } from './telling.ts';
import type { InAppNotice } from './waiting-notices.mongo.ts';

const noticeRepresentation = z
  .strictObject({
    id: z.string(),
    kind: z.enum(noticeKinds),
    about: z.strictObject({ concernId: z.string(), referralId: z.string().optional() }),
    at: z.string(),
    readAt: z.string().nullable(),
    words: z.strictObject({ text: z.string(), language: z.string() }),
  })
  .meta({ id: 'Notice' });

const represent = ({ _id, kind, about, reference, at, readAt }: InAppNotice) => ({
  id: _id,
  kind,
  about,
  at: at.toISOString(),
  readAt: readAt?.toISOString() ?? null,
  words: wordNotice(kind, reference),
});

function personOf(principal: Principal): string {
  if (principal.kind === 'person') return principal.id;
  throw new Forbidden('Notices are addressed to people; systems register webhooks.');
}

export const listNoticesRoute = route({
  method: 'get',
  path: '/v1/notices',
  summary: 'List your notices, the newest first',
  may: 'notice.read',
  query: listQuery({}),
  answers: { 200: listOf(noticeRepresentation) },
  handle: async ({ query, principal, context, use }) => {
    const { items, next, prev } = await use.listNotices(personOf(principal), query, context.now);
    return page(items.map(represent), { next, prev });
  },
});

export const readNoticeRoute = route({
  method: 'post',
  path: '/v1/notices/:noticeId/read',
  summary: 'Mark a notice as read',
  may: 'notice.read',
  params: z.strictObject({ noticeId: idParam('ntc') }),
  answers: { 200: noticeRepresentation },
  handle: async ({ params: { noticeId }, principal, context, use }) => {
    const notice = await use.readNotice(noticeId, personOf(principal), context.now);
    if (!notice) throw new NotFound();
    return ok(represent(notice));
  },
});
