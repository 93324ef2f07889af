import { z } from 'zod';
import { handlingStatus, peopleAffectedBand } from '../code-lists.ts';
import { defineEvent } from '../define-event.ts';
import { code, id, isoInstant } from '../scalars.ts';
import { clockOverdue, clockReminded, clocksRecalculated } from './clocks.ts';
import { exampleIds } from './example-ids.ts';
import { hashedWords, textErased, textErasedWhen, textId } from './words.ts';

const concern = { context: 'feedback', aggregate: 'concern', major: 1 } as const;

const aggregateVersion = z.int().min(1).max(9_999_999_999);
const exampleDuty = {
  kind: 'answer',
  about: { referralId: exampleIds.referral },
  owedBy: exampleIds.housing,
  due: '2026-12-01',
} as const;

/** Voices added, concerns joined, clocks that speak, a place on the agenda, words destroyed. */
export const concernUpkeepEvents = {
  endorsed: defineEvent({
    ...concern,
    name: 'endorsed',
    emittedWhen: 'an organisation adds its voice',
    data: z.strictObject({
      organisationId: id('org'),
      peopleAffectedBand,
      /** What the voice counts for when concerns are put in order. */
      weight: z.int().min(0).max(100),
      textId: textId.exactOptional(),
      ...hashedWords,
    }),
    example: { organisationId: exampleIds.cityWelcomeHub, peopleAffectedBand: '30-39', weight: 1 },
  }),
  endorsementWithdrawn: defineEvent({
    ...concern,
    name: 'endorsement-withdrawn',
    emittedWhen: 'an organisation takes its voice back',
    data: z.strictObject({ organisationId: id('org') }),
    example: { organisationId: exampleIds.cityWelcomeHub },
  }),
  merged: defineEvent({
    ...concern,
    name: 'merged',
    emittedWhen: 'the secretariat merges this concern into another; it keeps everything that it has',
    data: z.strictObject({
      into: id('con'),
      /** The earliest start of the clocks that the merged concern brings along. */
      clockStart: isoInstant,
    }),
    example: { into: exampleIds.otherConcern, clockStart: '2026-11-02T16:50:00.000Z' },
  }),
  unmerged: defineEvent({
    ...concern,
    name: 'unmerged',
    emittedWhen: 'a merge is undone, by the secretariat or since the other concern could not take it',
    data: z.strictObject({
      from: id('con'),
      reason: code(),
      /** Where the concern stands again. */
      status: handlingStatus,
    }),
    example: { from: exampleIds.otherConcern, reason: 'mistake', status: 'triaged' },
  }),
  absorbed: defineEvent({
    ...concern,
    name: 'absorbed',
    emittedWhen: 'this concern takes in one that was merged into it',
    data: z.strictObject({ concernId: id('con'), concernVersion: aggregateVersion, clockStart: isoInstant }),
    example: {
      concernId: exampleIds.otherConcern,
      concernVersion: 4,
      clockStart: '2026-11-02T16:50:00.000Z',
    },
  }),
  released: defineEvent({
    ...concern,
    name: 'released',
    emittedWhen: 'this concern lets go one that it had taken in, since their merge was undone',
    data: z.strictObject({ concernId: id('con'), concernVersion: aggregateVersion }),
    example: { concernId: exampleIds.otherConcern, concernVersion: 5 },
  }),
  placedOnAgenda: defineEvent({
    ...concern,
    name: 'placed-on-agenda',
    emittedWhen: 'the secretariat marks the concern for the next meeting of a forum',
    data: z.strictObject({ forumId: id('frm') }),
    example: { forumId: exampleIds.forum },
  }),
  clockReminded: defineEvent({
    ...concern,
    name: 'clock-reminded',
    emittedWhen: 'the due day of a duty comes close',
    data: clockReminded,
    example: { ...exampleDuty, workingDaysLeft: 4 },
  }),
  clockOverdue: defineEvent({
    ...concern,
    name: 'clock-overdue',
    emittedWhen: 'the due day of a duty has passed and it is not done',
    data: clockOverdue,
    example: { ...exampleDuty, workingDaysLate: 1 },
  }),
  clocksRecalculated: defineEvent({
    ...concern,
    name: 'clocks-recalculated',
    emittedWhen: 'due dates move: with the calendar, the standards, a pause or its end, or urgency',
    data: clocksRecalculated,
    example: {
      cause: 'resumption',
      clocks: [{ ...exampleDuty, due: '2026-12-04', state: 'running', pausedDays: 3, extendedByDays: 0 }],
    },
  }),
  textErased: defineEvent({
    ...concern,
    name: 'text-erased',
    emittedWhen: textErasedWhen,
    data: textErased,
    example: { textId: exampleIds.text, reason: 'consent-withdrawn' },
  }),
};
