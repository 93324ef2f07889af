import { placeKind } from '@throughline/contracts';
import { created, idParam, isoInstant, ok, textInput } from '@throughline/http';
import { z } from 'zod';
import { ForumDisbanded } from '../forums/forum.errors.ts';
import { route } from '../route.ts';
import { AgendaTooLong, MeetingAlreadyCalled, MeetingTimesImpossible, NoticeTooShort } from './meeting.errors.ts';
import { meetingRepresentation } from './meeting-representation.ts';

const instant = isoInstant.transform((text) => new Date(text));
const title = textInput({ max: 300 });
const placeText = textInput({ max: 500 });
const reason = textInput({ max: 2_000 });
const params = z.strictObject({ meetingId: idParam('mtg') });
const answers = { 200: meetingRepresentation };

export const draftMeetingRoute = route({
  method: 'post',
  path: '/v1/forums/:forumId/meetings',
  summary: 'Create a meeting in draft',
  description:
    'Its agenda begins with the approval of the last minutes, every open action of the forum and every concern that waits for the next meeting.',
  may: 'meeting.draft',
  params: z.strictObject({ forumId: idParam('frm') }),
  body: z.strictObject({
    title,
    startsAt: instant,
    endsAt: instant,
    place: z.strictObject({ kind: placeKind, text: placeText.optional() }),
  }),
  answers: { 201: meetingRepresentation },
  problems: [ForumDisbanded, MeetingTimesImpossible],
  handle: async ({ params: { forumId }, body, context, principal, use }) => {
    const outcome = await use.draftMeeting({ ...body, forumId }, context);
    const location = `/v1/meetings/${outcome.stored.id}`;
    return created(await use.showMeeting(outcome.stored, principal), { location, outcome });
  },
});

export const changeMeetingRoute = route({
  method: 'patch',
  path: '/v1/meetings/:meetingId',
  summary: 'Correct a meeting’s title, time or place',
  may: 'meeting.change',
  params,
  body: z.strictObject({
    title: title.optional(),
    startsAt: instant.optional(),
    endsAt: instant.optional(),
    place: z.strictObject({ kind: placeKind.optional(), text: placeText.optional() }).optional(),
  }),
  answers,
  problems: [MeetingTimesImpossible, MeetingAlreadyCalled, AgendaTooLong],
  handle: async ({ params: { meetingId }, body, context, principal, use }) => {
    const outcome = await use.changeMeeting({ ...body, meetingId }, context);
    return ok(await use.showMeeting(outcome.stored, principal), { outcome });
  },
});

export const callMeetingRoute = route({
  method: 'post',
  path: '/v1/meetings/:meetingId/call',
  summary: 'Call a meeting: notice and agenda go out',
  description: 'At least 5 working days ahead; later only with `urgent`, which says why it cannot wait.',
  may: 'meeting.call',
  params,
  body: z.strictObject({ urgent: z.strictObject({ text: reason }).optional() }).optional(),
  answers,
  problems: [NoticeTooShort],
  handle: async ({ params: { meetingId }, body, context, principal, use }) => {
    const outcome = await use.callMeeting({ meetingId, urgent: body?.urgent?.text }, context);
    return ok(await use.showMeeting(outcome.stored, principal), { outcome });
  },
});

export const postponeMeetingRoute = route({
  method: 'post',
  path: '/v1/meetings/:meetingId/postpone',
  summary: 'Put a meeting off to another time',
  description: 'It is then called again for its new time, and keeps its ordinal if it had one.',
  may: 'meeting.postpone',
  params,
  body: z.strictObject({ startsAt: instant, endsAt: instant, text: reason }),
  answers,
  problems: [MeetingTimesImpossible, AgendaTooLong],
  handle: async ({ params: { meetingId }, body, context, principal, use }) => {
    const outcome = await use.postponeMeeting({ ...body, meetingId }, context);
    return ok(await use.showMeeting(outcome.stored, principal), { outcome });
  },
});

export const cancelMeetingRoute = route({
  method: 'post',
  path: '/v1/meetings/:meetingId/cancel',
  summary: 'Call a meeting off for good',
  may: 'meeting.cancel',
  params,
  body: z.strictObject({ text: reason }),
  answers,
  handle: async ({ params: { meetingId }, body, context, principal, use }) => {
    const outcome = await use.cancelMeeting({ ...body, meetingId }, context);
    return ok(await use.showMeeting(outcome.stored, principal), { outcome });
  },
});
