import { dropReasons } from '@throughline/contracts';
import { created, idParam, isoDate, ok, textInput } from '@throughline/http';
import { z } from 'zod';
import { ConcernsUnknown } from '../concerns/concern.errors.ts';
import { AgendaItemUnknown, DecisionUnknown } from '../meetings/meeting.errors.ts';
import { ParticipantUnknown } from '../organisations/organisation.errors.ts';
import { route } from '../route.ts';
import { ActionDuePast } from './action.errors.ts';
import { actionRepresentation } from './action-representation.ts';

const dropReason = z.enum(Object.keys(dropReasons) as [keyof typeof dropReasons]);
const note = textInput({ max: 10_000 });
const params = z.strictObject({ actionId: idParam('act') });
const answers = { 200: actionRepresentation };

export const assignActionRoute = route({
  method: 'post',
  path: '/v1/meetings/:meetingId/actions',
  summary: 'Assign an action',
  description: 'Answers as the action itself, which lives on after its meeting.',
  may: 'action.assign',
  params: z.strictObject({ meetingId: idParam('mtg') }),
  body: z.strictObject({
    agendaItemId: idParam('itm').optional(),
    decisionId: idParam('dec').optional(),
    ownerId: idParam('org'),
    due: isoDate,
    text: textInput({ max: 2_000 }),
    concerns: z.array(idParam('con')).max(50).default([]),
  }),
  answers: { 201: actionRepresentation },
  problems: [AgendaItemUnknown, DecisionUnknown, ParticipantUnknown, ConcernsUnknown, ActionDuePast],
  handle: async ({ params: { meetingId }, body, context, use }) => {
    const outcome = await use.assignAction({ ...body, meetingId }, context);
    const { action, today } = await use.presentAction(outcome.stored, context.now);
    return created(action, { id: action.id, location: `/v1/actions/${action.id}`, outcome, etagDate: today });
  },
});

export const reportProgressRoute = route({
  method: 'post',
  path: '/v1/actions/:actionId/progress',
  summary: 'Report progress on an action',
  may: 'action.progress',
  params,
  body: z.strictObject({ text: note }),
  answers,
  handle: async ({ params: { actionId }, body, context, use }) => {
    const outcome = await use.reportProgress({ ...body, actionId }, context);
    const { action, today } = await use.presentAction(outcome.stored, context.now);
    return ok(action, { outcome, etagDate: today });
  },
});

export const completeActionRoute = route({
  method: 'post',
  path: '/v1/actions/:actionId/complete',
  summary: 'Complete an action',
  may: 'action.complete',
  params,
  body: z.strictObject({ text: note.optional(), evidence: note.optional() }).optional(),
  answers,
  handle: async ({ params: { actionId }, body, context, use }) => {
    const outcome = await use.completeAction({ ...body, actionId }, context);
    const { action, today } = await use.presentAction(outcome.stored, context.now);
    return ok(action, { outcome, etagDate: today });
  },
});

export const dropActionRoute = route({
  method: 'post',
  path: '/v1/actions/:actionId/drop',
  summary: 'Drop an action that will not be done',
  may: 'action.drop',
  params,
  body: z.strictObject({ reason: dropReason, text: note }),
  answers,
  handle: async ({ params: { actionId }, body, context, use }) => {
    const outcome = await use.dropAction({ ...body, actionId }, context);
    const { action, today } = await use.presentAction(outcome.stored, context.now);
    return ok(action, { outcome, etagDate: today });
  },
});

export const reassignActionRoute = route({
  method: 'post',
  path: '/v1/actions/:actionId/reassign',
  summary: 'Pass an action to another organisation',
  may: 'action.reassign',
  params,
  body: z.strictObject({ ownerId: idParam('org') }),
  answers,
  problems: [ParticipantUnknown],
  handle: async ({ params: { actionId }, body, context, use }) => {
    const outcome = await use.reassignAction({ ...body, actionId }, context);
    const { action, today } = await use.presentAction(outcome.stored, context.now);
    return ok(action, { outcome, etagDate: today });
  },
});
