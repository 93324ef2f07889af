import { meetingStates } from '@throughline/contracts';
import { idParam, listOf, listQuery, ok, page } from '@throughline/http';
import { z } from 'zod';
import { route } from '../route.ts';
import { meetingRepresentation } from './meeting-representation.ts';

export const showMeetingRoute = route({
  method: 'get',
  path: '/v1/meetings/:meetingId',
  summary: 'Read a meeting',
  description: 'Public once it was called; before, for its forum’s secretariat and chair, auditors and administrators.',
  may: 'meeting.read',
  params: z.strictObject({ meetingId: idParam('mtg') }),
  answers: { 200: meetingRepresentation },
  handle: async ({ params, principal, use }) => {
    const stored = await use.findMeeting(params.meetingId, principal);
    return ok(await use.showMeeting(stored, principal));
  },
});

export const listMeetingsRoute = route({
  method: 'get',
  path: '/v1/forums/:forumId/meetings',
  summary: 'List a forum’s meetings, the latest first',
  may: 'meeting.read',
  params: z.strictObject({ forumId: idParam('frm') }),
  query: listQuery({ state: z.enum(meetingStates).optional() }),
  answers: { 200: listOf(meetingRepresentation) },
  handle: async ({ params: { forumId }, query, principal, use }) => {
    const { items, ...neighbours } = await use.listMeetings({ ...query, forumId }, principal);
    return page(items, neighbours);
  },
});
