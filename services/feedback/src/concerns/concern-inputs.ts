import {
  areaCode,
  askNumber,
  categories,
  concernReference,
  consentScopes,
  extensionReasons,
  identityTier,
  outcomeReasons,
  rejectReasons,
  reopenReasons,
  returnReasons,
  theme,
  verdict,
  visibility,
  withdrawReasons,
} from '@throughline/contracts';
import { idParam, isoDate, textInput, writtenLine } from '@throughline/http';
import { z } from 'zod';

/* What feedback takes: the parts that several routes share. */

const codesOf = (list: object) => {
  const codes = Object.keys(list);
  return z
    .string()
    .refine((code) => codes.includes(code), { error: `one of ${codes.join(', ')}`, params: { code: 'unknown-code' } });
};

export const categoryInput = codesOf(categories);
export const rejectReason = codesOf(rejectReasons);
export const returnReason = codesOf(returnReasons);
export const extensionReason = codesOf(extensionReasons);
export const reopenReason = codesOf(reopenReasons);
export const withdrawReason = codesOf(withdrawReasons);

export const narrativeInput = textInput({ max: 10_000 });
export const askInput = textInput({ max: 1_000 });
const plainInput = textInput({ max: 500 });
/** Reasons, answers, notes: what people write at length to each other. */
export const explanationInput = textInput({ max: 10_000 });

/** A concern's id or its public reference, as addresses name it. */
export const concernParam = z.union([idParam('con'), concernReference]);
export const concernParams = z.strictObject({ concern: concernParam });

export const askNumbers = z.array(askNumber).min(1).max(20);

export const submissionBody = z.strictObject({
  forumId: idParam('frm'),
  category: categoryInput,
  narrative: narrativeInput,
  asks: z.array(askInput).min(1).max(20),
  onBehalfOf: z
    .strictObject({
      peopleConcerned: z.int().min(1).max(1_000_000).optional(),
      consent: z.strictObject({
        scope: z.array(z.enum(consentScopes)).max(3),
        version: z.string().regex(/^\d{4}-\d{1,3}$/, 'a version such as 2026-1'),
        givenOn: isoDate,
      }),
    })
    .optional(),
  identityTier: identityTier.default('forum'),
  areas: z.array(areaCode).max(50).default([]),
  urgent: z.boolean().default(false),
  externalReference: writtenLine({ max: 100 }).optional(),
});

export const triageBody = z.strictObject({
  theme,
  category: categoryInput,
  publicSummary: plainInput,
  asks: z
    .array(z.strictObject({ number: askNumber, text: askInput, category: categoryInput.optional() }))
    .min(1)
    .max(20),
  visibility,
  /** Left out, it stays as it is. */
  urgent: z.boolean().optional(),
});

/** What an institution may answer; `outside-competence` is the secretariat's to say. */
const institutionOutcomes = [
  'agreed',
  'agreed-in-part',
  'already-in-place',
  'declined',
  'not-ours',
  'needs-information',
] as const;

export const outcomesInput = z
  .array(
    z.strictObject({
      ask: askNumber,
      outcome: z.enum(institutionOutcomes),
      reason: codesOf({ ...outcomeReasons, ...returnReasons }),
      text: explanationInput,
      plain: plainInput,
      commitment: z
        .strictObject({
          text: explanationInput,
          ownerId: idParam('org'),
          due: isoDate,
          kept: z.boolean().default(false),
        })
        .optional(),
      nextInstitutionId: idParam('org').optional(),
    }),
  )
  .min(1)
  .max(20);

export const outsideCompetenceBody = z.strictObject({
  reason: codesOf(outcomeReasons),
  text: explanationInput,
  plain: plainInput,
  signpost: explanationInput,
});

export const verdictsInput = z
  .array(z.strictObject({ ask: askNumber, verdict, text: explanationInput.optional() }))
  .min(1)
  .max(20);
