import { z } from 'zod';
import { channel, consentScope, identityTier, submitterKind, theme, visibility } from '../code-lists.ts';
import { defineEvent } from '../define-event.ts';
import {
  areaCode,
  askNumber,
  code,
  concernReference,
  count,
  id,
  isoDate,
  languageTag,
  secretariatOrOrganisation,
  workingDays,
} from '../scalars.ts';
import { exampleIds } from './example-ids.ts';
import { hashedWords, textId } from './words.ts';

const concern = { context: 'feedback', aggregate: 'concern', major: 1 } as const;

/** Requests for information are numbered inside their concern, from 1. */
const requestNumber = z.int().min(1).max(1_000);

/** The version of the consent's wording that was shown or read out, `2026-1`. */
const consentVersion = z
  .string()
  .max(12)
  .regex(/^\d{4}-\d{1,3}$/);

/** From submission to triage, and what may happen to a concern before it has been answered. */
export const concernIntakeEvents = {
  submitted: defineEvent({
    ...concern,
    name: 'submitted',
    emittedWhen: 'a concern is submitted, by whatever way',
    data: z.strictObject({
      reference: concernReference,
      channel,
      category: code(),
      asks: z
        .array(z.strictObject({ number: askNumber, textId }))
        .min(1)
        .max(20),
      /** An organisation or a person; absent, as is the kind, when submitted anonymously. */
      submitterId: id('org', 'per').exactOptional(),
      submitterKind: submitterKind.exactOptional(),
      /** Null when it is submitted for the submitter alone, which implies every scope. */
      onBehalfOf: z
        .strictObject({
          /** Null when not stated. */
          peopleConcerned: count.nullable(),
          scopes: z.array(consentScope).min(1).max(3),
          consentVersion,
          givenOn: isoDate,
        })
        .nullable(),
      identityTier,
      areas: z.array(areaCode).max(50),
      language: languageTag,
      urgent: z.boolean(),
      narrativeTextId: textId,
      acknowledgementDue: isoDate,
      triageDue: isoDate,
      /** The standards that held at the start: a forum that changes its own later does not rewrite what was owed. */
      acknowledgementDays: workingDays.exactOptional(),
      triageDays: workingDays.exactOptional(),
      ...hashedWords,
    }),
    example: {
      reference: 'NMF-2026-0042',
      channel: 'api',
      category: 'housing',
      asks: [
        { number: 1, textId: exampleIds.text },
        { number: 2, textId: exampleIds.otherText },
      ],
      submitterId: exampleIds.kinfolkAston,
      submitterKind: 'migrant-led',
      onBehalfOf: {
        peopleConcerned: 14,
        scopes: ['forum', 'institution', 'public-summary'],
        consentVersion: '2026-1',
        givenOn: '2026-11-02',
      },
      identityTier: 'forum',
      areas: ['E05011118'],
      language: 'en',
      urgent: false,
      narrativeTextId: exampleIds.text,
      acknowledgementDue: '2026-11-05',
      triageDue: '2026-11-16',
    },
  }),
  acknowledged: defineEvent({
    ...concern,
    name: 'acknowledged',
    emittedWhen: 'the secretariat tells the submitter that the concern has arrived',
    data: z.strictObject({}),
    example: {},
  }),
  triaged: defineEvent({
    ...concern,
    name: 'triaged',
    emittedWhen: 'the secretariat has read the concern, or reads it again',
    data: z.strictObject({
      theme,
      category: code(),
      /** Every ask in the secretariat's words; an ask may have a category of its own. */
      asks: z
        .array(z.strictObject({ number: askNumber, textId, category: code().exactOptional() }))
        .min(1)
        .max(20),
      visibility,
      summaryTextId: textId,
      urgent: z.boolean(),
      ...hashedWords,
    }),
    example: {
      theme: 'basic-rights-and-needs',
      category: 'housing',
      asks: [
        { number: 1, textId: exampleIds.text },
        { number: 2, textId: exampleIds.otherText, category: 'language' },
      ],
      visibility: 'public',
      summaryTextId: exampleIds.text,
      urgent: false,
    },
  }),
  rejected: defineEvent({
    ...concern,
    name: 'rejected',
    emittedWhen: 'the secretariat does not take the concern up',
    data: z.strictObject({ reason: code(), textId, ...hashedWords }),
    example: { reason: 'out-of-scope', textId: exampleIds.text },
  }),
  withdrawn: defineEvent({
    ...concern,
    name: 'withdrawn',
    emittedWhen: 'the submitter withdraws an open concern, or nothing carries it once consent is withdrawn',
    data: z.strictObject({ reason: code() }),
    example: { reason: 'resolved-elsewhere' },
  }),
  informationRequested: defineEvent({
    ...concern,
    name: 'information-requested',
    emittedWhen: 'the submitter is asked for information; clocks pause',
    data: z.strictObject({
      number: requestNumber,
      /** Who asks. */
      from: secretariatOrOrganisation,
      referralId: id('ref').exactOptional(),
      textId,
      ...hashedWords,
    }),
    example: { number: 1, from: exampleIds.housing, referralId: exampleIds.referral, textId: exampleIds.text },
  }),
  informationSupplied: defineEvent({
    ...concern,
    name: 'information-supplied',
    emittedWhen: 'the submitter replies; clocks go on once nothing else is awaited',
    data: z.strictObject({ number: requestNumber, textId, ...hashedWords }),
    example: { number: 1, textId: exampleIds.text },
  }),
  consentWithdrawn: defineEvent({
    ...concern,
    name: 'consent-withdrawn',
    emittedWhen: 'some or all of the consent that came with the submission is taken back',
    data: z.strictObject({
      /** What is still allowed; empty when nothing is, and all words are erased. */
      scopeLeft: z.array(consentScope).max(3),
    }),
    example: { scopeLeft: [] },
  }),
};
