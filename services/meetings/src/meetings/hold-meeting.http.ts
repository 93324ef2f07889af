import { attendanceState, decisionKind } from '@throughline/contracts';
import { created, idParam, ok, PreconditionRequired, textInput } from '@throughline/http';
import { z } from 'zod';
import { ConcernsUnknown } from '../concerns/concern.errors.ts';
import { NotAnInstitution, ParticipantUnknown } from '../organisations/organisation.errors.ts';
import { route } from '../route.ts';
import { AgendaItemUnknown, AttendanceFull, DecisionUnknown, NoQuorum } from './meeting.errors.ts';
import { meetingRepresentation } from './meeting-representation.ts';

const params = z.strictObject({ meetingId: idParam('mtg') });
const answers = { 200: meetingRepresentation };

export const openMeetingRoute = route({
  method: 'post',
  path: '/v1/meetings/:meetingId/open',
  summary: 'Open a called meeting',
  may: 'meeting.open',
  params,
  answers,
  handle: async ({ params: { meetingId }, context, principal, use }) => {
    const outcome = await use.openMeeting({ meetingId }, context);
    return ok(await use.showMeeting(outcome.stored, principal), { outcome });
  },
});

export const concludeMeetingRoute = route({
  method: 'post',
  path: '/v1/meetings/:meetingId/conclude',
  summary: 'Conclude a meeting in session',
  may: 'meeting.conclude',
  params,
  answers,
  handle: async ({ params: { meetingId }, context, principal, use }) => {
    const outcome = await use.concludeMeeting({ meetingId }, context);
    return ok(await use.showMeeting(outcome.stored, principal), { outcome });
  },
});

export const recordAttendanceRoute = route({
  method: 'put',
  path: '/v1/meetings/:meetingId/attendance/:organisationId',
  summary: 'Record an organisation’s attendance',
  description: 'The first record of an organisation needs no If-Match; a correction does.',
  may: 'meeting.record-attendance',
  ifMatch: 'optional',
  params: z.strictObject({ meetingId: idParam('mtg'), organisationId: idParam('org') }),
  body: z.strictObject({ state: attendanceState, people: z.int().min(0).max(500).default(0) }),
  answers,
  problems: [AttendanceFull],
  handle: async ({ params, body, context, principal, use }) => {
    const requireVersion = () => {
      if (!context.hasPrecondition) throw new PreconditionRequired();
    };
    const outcome = await use.recordAttendance({ ...params, ...body, requireVersion }, context);
    return ok(await use.showMeeting(outcome.stored, principal), { outcome });
  },
});

export const recordDecisionRoute = route({
  method: 'post',
  path: '/v1/meetings/:meetingId/decisions',
  summary: 'Record a decision, or one that corrects another',
  description: 'In session only; with `corrects` also afterwards. Without a quorum only with `inquorate`.',
  may: 'meeting.record-decision',
  params,
  body: z.strictObject({
    agendaItemId: idParam('itm').optional(),
    kind: decisionKind,
    text: textInput({ max: 10_000 }),
    concerns: z.array(idParam('con')).max(50).default([]),
    institutionId: idParam('org').optional(),
    inquorate: z.boolean().default(false),
    corrects: idParam('dec').optional(),
  }),
  answers: { 201: meetingRepresentation },
  problems: [AgendaItemUnknown, DecisionUnknown, NoQuorum, ConcernsUnknown, ParticipantUnknown, NotAnInstitution],
  handle: async ({ params: { meetingId }, body, context, principal, use }) => {
    const outcome = await use.recordDecision({ ...body, meetingId }, context);
    const location = `/v1/meetings/${meetingId}`;
    return created(await use.showMeeting(outcome.stored, principal), { location, outcome });
  },
});
