import { forumCode, languageTag, nation, standards, timeZone } from '@throughline/contracts';
import { created, idParam, isoDate, ok, writtenLine } from '@throughline/http';
import { TimeZoneUnknown } from '@throughline/working-days';
import { z } from 'zod';
import { route } from '../route.ts';
import { ForumDisbanded } from './forum.errors.ts';
import { forumRepresentation, representForum } from './forum-representation.ts';

const closureDays = z
  .array(z.strictObject({ date: isoDate, name: writtenLine({ max: 200 }) }))
  .max(366)
  .refine((days) => new Set(days.map(({ date }) => date)).size === days.length, {
    error: 'names a day twice',
    params: { code: 'duplicate' },
  });
const settings = {
  name: writtenLine({ max: 200 }),
  nation,
  timeZone,
  languages: z.array(languageTag).min(1).max(50),
  quorum: z.int().min(1).max(500),
};
const params = z.strictObject({ forumId: idParam('frm') });
const ownStandards = standards.partial().optional();
const locationOf = (id: string) => `/v1/forums/${id}`;

export const establishForumRoute = route({
  method: 'post',
  path: '/v1/forums',
  summary: 'Establish a forum',
  may: 'forum.establish',
  body: z.strictObject({
    ...settings,
    code: forumCode,
    closureDays: closureDays.default([]),
    standards: ownStandards,
  }),
  answers: { 201: forumRepresentation },
  problems: [TimeZoneUnknown],
  handle: async ({ body, context, use }) => {
    const outcome = await use.establishForum(body, context);
    return created(representForum(outcome.stored), { location: locationOf(outcome.stored.id), outcome });
  },
});

export const changeForumRoute = route({
  method: 'patch',
  path: '/v1/forums/:forumId',
  summary: 'Change a forum’s settings',
  description: 'The code stays: it stands in references. Closure days are replaced as a whole; standards one by one.',
  may: 'forum.change',
  params,
  body: z.strictObject({
    ...z.strictObject(settings).partial().shape,
    closureDays: closureDays.optional(),
    standards: ownStandards,
  }),
  answers: { 200: forumRepresentation },
  problems: [ForumDisbanded, TimeZoneUnknown],
  handle: async ({ params: { forumId }, body, context, use }) => {
    const outcome = await use.changeForum({ ...body, forumId }, context);
    return ok(representForum(outcome.stored), { outcome });
  },
});

export const disbandForumRoute = route({
  method: 'post',
  path: '/v1/forums/:forumId/disband',
  summary: 'Disband a forum',
  may: 'forum.disband',
  params,
  answers: { 200: forumRepresentation },
  problems: [ForumDisbanded],
  handle: async ({ params: { forumId }, context, use }) => {
    const outcome = await use.disbandForum({ forumId }, context);
    return ok(representForum(outcome.stored), { outcome });
  },
});
