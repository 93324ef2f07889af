import { agendaItemKind, agendaOrigin, agendaSpace } from '@throughline/contracts';
import { created, idParam, ok, textInput } from '@throughline/http';
import { z } from 'zod';
import { ConcernsUnknown } from '../concerns/concern.errors.ts';
import { ParticipantUnknown } from '../organisations/organisation.errors.ts';
import { route } from '../route.ts';
import { AgendaFull, AgendaItemNotFound, AgendaOrderIncomplete, AgendaTooLong } from './meeting.errors.ts';
import { meetingRepresentation } from './meeting-representation.ts';

const item = {
  kind: agendaItemKind,
  origin: agendaOrigin,
  space: agendaSpace,
  minutes: z.int().min(0).max(1_440),
  concerns: z.array(idParam('con')).max(50),
  title: textInput({ max: 300 }).optional(),
  presenterId: idParam('org').optional(),
};
const params = z.strictObject({ meetingId: idParam('mtg') });
const itemParams = z.strictObject({ meetingId: idParam('mtg'), itemId: idParam('itm') });
const answers = { 200: meetingRepresentation };
const problems = [AgendaItemNotFound, AgendaTooLong, ConcernsUnknown, ParticipantUnknown] as const;

export const addAgendaItemRoute = route({
  method: 'post',
  path: '/v1/meetings/:meetingId/agenda-items',
  summary: 'Put an item on the agenda',
  may: 'meeting.arrange-agenda',
  params,
  body: z.strictObject({
    ...item,
    origin: agendaOrigin.default('secretariat'),
    space: agendaSpace.default('invited'),
    minutes: item.minutes.default(0),
    concerns: item.concerns.default([]),
  }),
  answers: { 201: meetingRepresentation },
  problems: [AgendaFull, AgendaTooLong, ConcernsUnknown, ParticipantUnknown],
  handle: async ({ params: { meetingId }, body, context, principal, use }) => {
    const outcome = await use.addAgendaItem({ ...body, meetingId }, context);
    const location = `/v1/meetings/${meetingId}`;
    return created(await use.showMeeting(outcome.stored, principal), { location, outcome });
  },
});

export const changeAgendaItemRoute = route({
  method: 'patch',
  path: '/v1/meetings/:meetingId/agenda-items/:itemId',
  summary: 'Change an agenda item',
  may: 'meeting.arrange-agenda',
  params: itemParams,
  body: z.strictObject(item).partial(),
  answers,
  problems,
  handle: async ({ params: { meetingId, itemId }, body, context, principal, use }) => {
    const outcome = await use.changeAgendaItem({ ...body, meetingId, itemId }, context);
    return ok(await use.showMeeting(outcome.stored, principal), { outcome });
  },
});

export const removeAgendaItemRoute = route({
  method: 'delete',
  path: '/v1/meetings/:meetingId/agenda-items/:itemId',
  summary: 'Take an item off the agenda',
  may: 'meeting.arrange-agenda',
  params: itemParams,
  answers,
  problems: [AgendaItemNotFound],
  handle: async ({ params, context, principal, use }) => {
    const outcome = await use.removeAgendaItem(params, context);
    return ok(await use.showMeeting(outcome.stored, principal), { outcome });
  },
});

export const orderAgendaRoute = route({
  method: 'put',
  path: '/v1/meetings/:meetingId/agenda-order',
  summary: 'Put the agenda in order',
  may: 'meeting.arrange-agenda',
  params,
  body: z.strictObject({ order: z.array(idParam('itm')).max(100) }),
  answers,
  problems: [AgendaOrderIncomplete],
  handle: async ({ params: { meetingId }, body, context, principal, use }) => {
    const outcome = await use.orderAgenda({ ...body, meetingId }, context);
    return ok(await use.showMeeting(outcome.stored, principal), { outcome });
  },
});
