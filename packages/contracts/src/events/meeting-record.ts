import { z } from 'zod';
import { arrangementKind, attendanceState, decisionKind } from '../code-lists.ts';
import { defineEvent } from '../define-event.ts';
import { decisionNumber, id, languageTag } from '../scalars.ts';
import { exampleIds } from './example-ids.ts';
import { quorum } from './quorum.ts';
import { hashedWords, textId } from './words.ts';

const meeting = { context: 'meetings', aggregate: 'meeting', major: 1 } as const;

const arrangement = {
  arrangementId: id('arr'),
  kind: arrangementKind,
  /** Of interpretation and translation. */
  language: languageTag.exactOptional(),
};
const exampleArrangement = { arrangementId: exampleIds.arrangement, kind: 'interpretation', language: 'so' } as const;

/** The meeting keeps track of its minutes, which are an aggregate of their own: see `minutesEvents`. */
const minutesVersion = { minutesId: id('min'), textId, minutesVersion: z.int().min(1).max(100_000) };
const exampleMinutes = { minutesId: exampleIds.minutes, textId: exampleIds.text, minutesVersion: 2 } as const;

/** What is recorded of a meeting: who was there, what access they had, what was decided, what was written down. */
export const meetingRecordEvents = {
  attendanceRecorded: defineEvent({
    ...meeting,
    name: 'attendance-recorded',
    emittedWhen: "an organisation's attendance is recorded or corrected",
    data: z.strictObject({
      organisationId: id('org'),
      state: attendanceState,
      people: z.int().min(0).max(500),
      /** As it stands after this record. */
      quorum,
    }),
    example: {
      organisationId: exampleIds.kinfolkAston,
      state: 'attended',
      people: 2,
      quorum: { needed: 3, present: 1, met: false },
    },
  }),
  arrangementRequested: defineEvent({
    ...meeting,
    name: 'arrangement-requested',
    emittedWhen: 'an access need is made known',
    data: z.strictObject({
      ...arrangement,
      organisationId: id('org').exactOptional(),
      /** After requests had closed. */
      late: z.boolean(),
      textId: textId.exactOptional(),
      ...hashedWords,
    }),
    example: { ...exampleArrangement, organisationId: exampleIds.kinfolkAston, late: false },
  }),
  arrangementArranged: defineEvent({
    ...meeting,
    name: 'arrangement-arranged',
    emittedWhen: 'something has been done about an access need',
    data: z.strictObject({
      ...arrangement,
      costPence: z.int().min(0).max(100_000_000).exactOptional(),
      textId: textId.exactOptional(),
      ...hashedWords,
    }),
    example: { ...exampleArrangement, costPence: 12_000 },
  }),
  arrangementConfirmed: defineEvent({
    ...meeting,
    name: 'arrangement-confirmed',
    emittedWhen: 'what was arranged has been confirmed',
    data: z.strictObject(arrangement),
    example: exampleArrangement,
  }),
  arrangementMet: defineEvent({
    ...meeting,
    name: 'arrangement-met',
    emittedWhen: 'the access need was met',
    data: z.strictObject(arrangement),
    example: exampleArrangement,
  }),
  arrangementNotMet: defineEvent({
    ...meeting,
    name: 'arrangement-not-met',
    emittedWhen: 'the access need was not met; why is words',
    data: z.strictObject({ ...arrangement, textId, ...hashedWords }),
    example: { ...exampleArrangement, textId: exampleIds.text },
  }),
  decisionRecorded: defineEvent({
    ...meeting,
    name: 'decision-recorded',
    emittedWhen: 'a decision is recorded in session, or one that corrects another afterwards',
    data: z.strictObject({
      decisionId: id('dec'),
      number: decisionNumber,
      kind: decisionKind,
      itemId: id('itm').exactOptional(),
      concerns: z.array(id('con')).max(50),
      /** Whom it addresses. */
      institutionId: id('org').exactOptional(),
      inquorate: z.boolean(),
      corrects: id('dec').exactOptional(),
      textId,
      ...hashedWords,
    }),
    example: {
      decisionId: exampleIds.decision,
      number: 'NMF/2026/5.3',
      kind: 'resolution',
      itemId: exampleIds.agendaItem,
      concerns: [exampleIds.concern],
      institutionId: exampleIds.housing,
      inquorate: false,
      textId: exampleIds.text,
    },
  }),
  minutesEdited: defineEvent({
    ...meeting,
    name: 'minutes-edited',
    emittedWhen: "the meeting's minutes have a new version",
    data: z.strictObject({ ...minutesVersion, ...hashedWords }),
    example: exampleMinutes,
  }),
  minutesCirculated: defineEvent({
    ...meeting,
    name: 'minutes-circulated',
    emittedWhen: "the meeting's minutes have gone out for approval",
    data: z.strictObject({ ...minutesVersion, ...hashedWords }),
    example: exampleMinutes,
  }),
  minutesApproved: defineEvent({
    ...meeting,
    name: 'minutes-approved',
    emittedWhen: 'a later meeting of the same forum has approved the minutes',
    data: z.strictObject({ ...minutesVersion, atMeetingId: id('mtg'), ...hashedWords }),
    example: { ...exampleMinutes, atMeetingId: exampleIds.nextMeeting },
  }),
};
