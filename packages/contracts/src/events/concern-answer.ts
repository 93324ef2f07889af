import { z } from 'zod';
import { conclusion, outcome, verdict } from '../code-lists.ts';
import { defineEvent } from '../define-event.ts';
import { askNumber, code, id, isoDate, workingDays } from '../scalars.ts';
import { exampleHash, exampleIds } from './example-ids.ts';
import { hashedWords, textHashes, textId } from './words.ts';

const concern = { context: 'feedback', aggregate: 'concern', major: 1 } as const;

const asks = z.array(askNumber).min(1).max(20);

/** What an institution says to each ask. */
const answer = {
  answerId: id('ans'),
  /** Counts the answers to a referral, from 1. */
  version: z.int().min(1).max(100),
  /** Null for the secretariat's own answer that an ask is outside everybody's competence. */
  referralId: id('ref').nullable(),
  outcomes: z
    .array(
      z.strictObject({
        ask: askNumber,
        outcome,
        reason: code(),
        textId,
        plainTextId: textId,
        /** With `agreed` and `agreed-in-part`. */
        commitment: z
          .strictObject({
            commitmentId: id('cmt'),
            ownerId: id('org'),
            due: isoDate,
            textId,
            /** Done already when the answer is given. */
            kept: z.boolean(),
          })
          .exactOptional(),
        /** With `not-ours`, when it is known whose it is. */
        nextInstitutionId: id('org').exactOptional(),
        /** With `outside-competence`. */
        signpostTextId: textId.exactOptional(),
      }),
    )
    .min(1)
    .max(20),
};
const exampleAnswer = {
  answerId: exampleIds.answer,
  version: 1,
  referralId: exampleIds.referral,
  outcomes: [
    {
      ask: 1,
      outcome: 'agreed',
      reason: 'within-current-plan',
      textId: exampleIds.text,
      plainTextId: exampleIds.otherText,
      commitment: {
        commitmentId: exampleIds.commitment,
        ownerId: exampleIds.housing,
        due: '2027-01-22',
        textId: exampleIds.text,
        kept: false,
      },
    },
  ],
} as const;

const commitment = { commitmentId: id('cmt'), ask: askNumber };

/** The submission that a submitter speaks through: absent for the concern's own, an absorbed concern's id otherwise. */
const submission = { submitterId: id('org', 'per').exactOptional(), absorbedId: id('con').exactOptional() };

/** Answers, what was promised in them, and what the submitter makes of them. */
export const concernAnswerEvents = {
  answerDrafted: defineEvent({
    ...concern,
    name: 'answer-drafted',
    emittedWhen: 'an officer begins an answer',
    data: z.strictObject({ ...answer, ...hashedWords }),
    example: exampleAnswer,
  }),
  answerDraftChanged: defineEvent({
    ...concern,
    name: 'answer-draft-changed',
    emittedWhen: 'an officer changes a draft; the event carries all of it as it is now',
    data: z.strictObject({ ...answer, ...hashedWords }),
    example: exampleAnswer,
  }),
  answerPublished: defineEvent({
    ...concern,
    name: 'answer-published',
    emittedWhen: 'an answer is published: it is never edited, a new version supersedes it',
    data: z.strictObject({ ...answer, supersedes: id('ans').exactOptional(), textHashes }),
    example: {
      ...exampleAnswer,
      textHashes: [
        { textId: exampleIds.text, sha256: exampleHash },
        { textId: exampleIds.otherText, sha256: exampleHash },
      ],
    },
  }),
  commitmentKept: defineEvent({
    ...concern,
    name: 'commitment-kept',
    emittedWhen: 'what was promised is recorded as done',
    data: z.strictObject({
      ...commitment,
      /** After its date. */
      late: z.boolean(),
      textId: textId.exactOptional(),
      ...hashedWords,
    }),
    example: { commitmentId: exampleIds.commitment, ask: 1, late: false },
  }),
  commitmentMissed: defineEvent({
    ...concern,
    name: 'commitment-missed',
    emittedWhen: 'submitter or secretariat record, after its date, that a promise was not kept',
    data: z.strictObject({ ...commitment, textId: textId.exactOptional(), ...hashedWords }),
    example: { commitmentId: exampleIds.commitment, ask: 1 },
  }),
  verdictGiven: defineEvent({
    ...concern,
    name: 'verdict-given',
    emittedWhen: 'a submitter judges asks that have a final outcome',
    data: z.strictObject({
      ...submission,
      verdicts: z
        .array(z.strictObject({ ask: askNumber, verdict, textId: textId.exactOptional() }))
        .min(1)
        .max(20),
      ...hashedWords,
    }),
    example: {
      submitterId: exampleIds.kinfolkAston,
      verdicts: [
        { ask: 2, verdict: 'resolved' },
        { ask: 3, verdict: 'partly', textId: exampleIds.text },
      ],
    },
  }),
  concluded: defineEvent({
    ...concern,
    name: 'concluded',
    emittedWhen: 'every ask has its verdict, or 28 days have passed for those that have none',
    data: z.strictObject({
      by: conclusion,
      /** Asks that none was given for. */
      missing: z.array(askNumber).max(20),
    }),
    example: { by: 'lapse', missing: [1] },
  }),
  reopened: defineEvent({
    ...concern,
    name: 'reopened',
    emittedWhen: 'submitter or secretariat have answered asks looked at again',
    data: z.strictObject({
      asks,
      reason: code(),
      textId,
      /** A review goes to the ask's last referral, with its due date; one that had none goes back to the secretariat. */
      reviews: z
        .array(
          z.strictObject({
            ask: askNumber,
            referralId: id('ref').nullable(),
            due: isoDate.nullable(),
            /** The standard that held at the reopening. */
            reviewDays: workingDays.exactOptional(),
          }),
        )
        .max(20),
      ...hashedWords,
    }),
    example: {
      asks: [1],
      reason: 'not-delivered',
      textId: exampleIds.text,
      reviews: [{ ask: 1, referralId: exampleIds.referral, due: '2027-02-22' }],
    },
  }),
};
