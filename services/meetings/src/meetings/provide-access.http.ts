import { arrangementKind, languageTag } from '@throughline/contracts';
import { created, idParam, ok, textInput } from '@throughline/http';
import { z } from 'zod';
import { route } from '../route.ts';
import { ArrangementNotFound } from './meeting.errors.ts';
import { meetingRepresentation } from './meeting-representation.ts';

const text = textInput({ max: 2_000 });
const params = z.strictObject({ meetingId: idParam('mtg'), arrangementId: idParam('arr') });
const answers = { 200: meetingRepresentation };
const problems = [ArrangementNotFound] as const;

export const requestArrangementRoute = route({
  method: 'post',
  path: '/v1/meetings/:meetingId/arrangements',
  summary: 'Make an access need known',
  description: 'After requests have closed it is recorded as late, not refused.',
  may: 'meeting.request-arrangement',
  params: z.strictObject({ meetingId: idParam('mtg') }),
  body: z.strictObject({ kind: arrangementKind, language: languageTag.optional(), text: text.optional() }),
  answers: { 201: meetingRepresentation },
  handle: async ({ params: { meetingId }, body, context, principal, use }) => {
    const outcome = await use.requestArrangement({ ...body, meetingId }, context);
    const location = `/v1/meetings/${meetingId}`;
    return created(await use.showMeeting(outcome.stored, principal), { location, outcome });
  },
});

export const arrangeRoute = route({
  method: 'post',
  path: '/v1/meetings/:meetingId/arrangements/:arrangementId/arrange',
  summary: 'Say what was arranged for an access need',
  may: 'meeting.arrange',
  params,
  body: z.strictObject({ text: text.optional(), costPence: z.int().min(0).max(100_000_000).optional() }).optional(),
  answers,
  problems,
  handle: async ({ params: path, body, context, principal, use }) => {
    const outcome = await use.arrange({ ...body, ...path }, context);
    return ok(await use.showMeeting(outcome.stored, principal), { outcome });
  },
});

export const confirmArrangementRoute = route({
  method: 'post',
  path: '/v1/meetings/:meetingId/arrangements/:arrangementId/confirm',
  summary: 'Confirm what was arranged',
  may: 'meeting.judge-arrangement',
  params,
  answers,
  problems,
  handle: async ({ params: path, context, principal, use }) => {
    const outcome = await use.confirmArrangement(path, context);
    return ok(await use.showMeeting(outcome.stored, principal), { outcome });
  },
});

export const recordMetRoute = route({
  method: 'post',
  path: '/v1/meetings/:meetingId/arrangements/:arrangementId/record-met',
  summary: 'Record that an access need was met',
  may: 'meeting.judge-arrangement',
  params,
  answers,
  problems,
  handle: async ({ params: path, context, principal, use }) => {
    const outcome = await use.recordMet(path, context);
    return ok(await use.showMeeting(outcome.stored, principal), { outcome });
  },
});

export const recordNotMetRoute = route({
  method: 'post',
  path: '/v1/meetings/:meetingId/arrangements/:arrangementId/record-not-met',
  summary: 'Record that an access need was not met, and why',
  may: 'meeting.judge-arrangement',
  params,
  body: z.strictObject({ text }),
  answers,
  problems,
  handle: async ({ params: path, body, context, principal, use }) => {
    const outcome = await use.recordNotMet({ ...body, ...path }, context);
    return ok(await use.showMeeting(outcome.stored, principal), { outcome });
  },
});
