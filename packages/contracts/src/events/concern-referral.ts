import { z } from 'zod';
import { noticeChannel } from '../code-lists.ts';
import { defineEvent } from '../define-event.ts';
import { askNumber, code, id, isoDate, workingDays } from '../scalars.ts';
import { exampleIds } from './example-ids.ts';
import { hashedWords, textId } from './words.ts';

const concern = { context: 'feedback', aggregate: 'concern', major: 1 } as const;

const referral = { referralId: id('ref'), institutionId: id('org') };
const asks = z.array(askNumber).min(1).max(20);
const exampleReferral = { referralId: exampleIds.referral, institutionId: exampleIds.housing } as const;

/** Sending asks to an institution, and what it does with them before it answers. */
export const concernReferralEvents = {
  referred: defineEvent({
    ...concern,
    name: 'referred',
    emittedWhen: 'the secretariat sends asks to an institution; its clocks start now, whatever delivery does',
    data: z.strictObject({
      ...referral,
      asks,
      acknowledgementDue: isoDate,
      answerDue: isoDate,
      /** The standards that held at the start: the institution's own where it has any, the forum's otherwise. */
      acknowledgementDays: workingDays.exactOptional(),
      answerDays: workingDays.exactOptional(),
    }),
    example: { ...exampleReferral, asks: [1, 2], acknowledgementDue: '2026-11-10', answerDue: '2026-12-01' },
  }),
  referralDelivered: defineEvent({
    ...concern,
    name: 'referral-delivered',
    emittedWhen: 'the notice of a referral was shown in the app or accepted by mail server or webhook',
    data: z.strictObject({ ...referral, channel: noticeChannel }),
    example: { ...exampleReferral, channel: 'mail' },
  }),
  referralFailed: defineEvent({
    ...concern,
    name: 'referral-failed',
    emittedWhen: 'the notice of a referral could not be delivered',
    data: z.strictObject({ ...referral, channel: noticeChannel, reason: code() }),
    example: { ...exampleReferral, channel: 'mail', reason: 'mailbox-unavailable' },
  }),
  referralAcknowledged: defineEvent({
    ...concern,
    name: 'referral-acknowledged',
    emittedWhen: 'an officer of the institution acknowledges a referral',
    data: z.strictObject(referral),
    example: exampleReferral,
  }),
  referralReturned: defineEvent({
    ...concern,
    name: 'referral-returned',
    emittedWhen: 'an institution returns a referral as not its own; its asks go back to the secretariat',
    data: z.strictObject({
      ...referral,
      asks,
      reason: code(),
      /** Whose it is; absent when not known. */
      nextInstitutionId: id('org').exactOptional(),
      textId,
      ...hashedWords,
    }),
    example: {
      ...exampleReferral,
      asks: [3],
      reason: 'other-body',
      nextInstitutionId: exampleIds.college,
      textId: exampleIds.text,
    },
  }),
  referralExtended: defineEvent({
    ...concern,
    name: 'referral-extended',
    emittedWhen: 'an officer takes the one extension that a referral may have',
    data: z.strictObject({
      ...referral,
      workingDays: z.int().min(1).max(20),
      reason: code(),
      textId,
      previousDue: isoDate,
      answerDue: isoDate,
      ...hashedWords,
    }),
    example: {
      ...exampleReferral,
      workingDays: 10,
      reason: 'complex',
      textId: exampleIds.text,
      previousDue: '2026-12-01',
      answerDue: '2026-12-15',
    },
  }),
  assigned: defineEvent({
    ...concern,
    name: 'assigned',
    emittedWhen: 'an institution gives a referral to one of its officers, or to none',
    data: z.strictObject({ referralId: id('ref'), assigneeId: id('per').nullable() }),
    example: { referralId: exampleIds.referral, assigneeId: exampleIds.officer },
  }),
};
