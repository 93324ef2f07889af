import {
  channel,
  clockKind,
  commitmentStates,
  consentScope,
  consentScopes,
  handlingStatus,
  identityTier,
  isFinalOutcome,
  outcome,
  peopleAffectedBand,
  resolutions,
  settledVerdicts,
  submitterKind,
  theme,
  visibility,
} from '@throughline/contracts';
import { z } from 'zod';

/*
 * What is known of a concern: the fold of its events (concern-fold.ts) and nothing else. Words are ids here. Instants are
 * ISO texts, as events carry them. Nothing that follows from the time of reading (clocks, lateness) is ever in it.
 */

const instant = z.string();
const date = z.string();

const ask = z.object({
  number: z.int(),
  submittedTextId: z.string(),
  /** In the secretariat's words, since the triage. */
  textId: z.string().optional(),
  category: z.string(),
  /** With whom it is, or was last; absent once it has gone back to the secretariat. */
  referralId: z.string().optional(),
  resolution: z.enum(resolutions),
  reason: z.string().optional(),
  /** The answer that its resolution comes from. */
  answerId: z.string().optional(),
  commitmentId: z.string().optional(),
  /** When it got its final outcome. */
  finalAt: instant.optional(),
  verdict: z.enum(settledVerdicts).optional(),
  verdictAt: instant.optional(),
  verdictTextId: z.string().optional(),
  /** How often the submitter found it not resolved, over all reopenings. */
  notResolved: z.int(),
});

const referral = z.object({
  id: z.string(),
  institutionId: z.string(),
  asks: z.array(z.int()),
  at: instant,
  acknowledgementDays: z.int(),
  answerDays: z.int(),
  delivery: z.enum(['pending', 'sent', 'delivered', 'failed']),
  acknowledgedAt: instant.optional(),
  assigneeId: z.string().optional(),
  extension: z.object({ at: instant, workingDays: z.int(), reason: z.string(), textId: z.string() }).optional(),
  /** When each of its asks had first been answered or gone back. A reopening leaves it: a review has a clock of its own. */
  settledAt: instant.optional(),
  settledBy: z.enum(['answer', 'return']).optional(),
  returns: z.array(
    z.object({
      at: instant,
      reason: z.string(),
      nextInstitutionId: z.string().optional(),
      asks: z.array(z.int()),
      textId: z.string().optional(),
    }),
  ),
});

const review = z.object({
  referralId: z.string(),
  asks: z.array(z.int()),
  at: instant,
  reviewDays: z.int(),
  reason: z.string(),
  textId: z.string(),
  /** Who published the answers under review, and so may not publish what comes of it. */
  authors: z.array(z.string()),
  settledAt: instant.optional(),
  settledBy: z.enum(['answer', 'return']).optional(),
});

const answerOutcome = z.object({
  ask: z.int(),
  outcome,
  reason: z.string(),
  textId: z.string(),
  plainTextId: z.string(),
  commitment: z
    .object({
      commitmentId: z.string(),
      ownerId: z.string(),
      due: date,
      textId: z.string(),
      kept: z.boolean(),
    })
    .optional(),
  nextInstitutionId: z.string().optional(),
  signpostTextId: z.string().optional(),
});

const answer = z.object({
  id: z.string(),
  version: z.int(),
  referralId: z.string().nullable(),
  state: z.enum(['draft', 'published', 'superseded']),
  draftedAt: instant,
  publishedAt: instant.optional(),
  publishedBy: z.string().optional(),
  outcomes: z.array(answerOutcome),
});

const commitment = z.object({
  id: z.string(),
  ask: z.int(),
  answerId: z.string(),
  ownerId: z.string(),
  due: date,
  textId: z.string(),
  state: z.enum(commitmentStates),
  at: instant,
  /** When it was last recorded as kept or missed. */
  recordedAt: instant.optional(),
  noteTextId: z.string().optional(),
});

const informationRequest = z.object({
  number: z.int(),
  from: z.string(),
  referralId: z.string().optional(),
  at: instant,
  textId: z.string(),
  suppliedAt: instant.optional(),
  replyTextId: z.string().optional(),
});

/** The last thing that a clock said about a due date: a reminder, or that it is overdue. A new due date may be spoken of anew. */
const spoken = z.object({ due: date, workingDaysLeft: z.int().optional(), overdue: z.boolean().optional() });

export const concernState = z.object({
  reference: z.string(),
  forumId: z.string(),
  status: handlingStatus,
  channel,
  category: z.string(),
  theme: theme.optional(),
  areas: z.array(z.string()),
  language: z.string(),
  urgent: z.boolean(),
  identityTier,
  submitterId: z.string().optional(),
  submitterKind: submitterKind.optional(),
  onBehalfOf: z.object({ peopleConcerned: z.int().nullable(), consentVersion: z.string(), givenOn: date }).nullable(),
  consentScope: z.array(consentScope),
  visibility: visibility.optional(),
  submittedAt: instant,
  /** The earliest submission of those that it carries: where acknowledgement and triage begin to count. */
  clockStart: instant,
  acknowledgementDays: z.int(),
  triageDays: z.int(),
  acknowledgedAt: instant.optional(),
  triagedAt: instant.optional(),
  answeredAt: instant.optional(),
  concludedAt: instant.optional(),
  /** When it was rejected, withdrawn or merged. */
  closedAt: instant.optional(),
  closingReason: z.string().optional(),
  closingTextId: z.string().optional(),
  narrativeTextId: z.string(),
  summaryTextId: z.string().optional(),
  asks: z.array(ask),
  referrals: z.array(referral),
  reviews: z.array(review),
  answers: z.array(answer),
  commitments: z.array(commitment),
  informationRequests: z.array(informationRequest),
  endorsements: z.array(
    z.object({
      organisationId: z.string(),
      peopleAffectedBand,
      at: instant,
      textId: z.string().optional(),
    }),
  ),
  mergedInto: z.string().optional(),
  /** Concerns that it was once merged into: whatever they still hold of it is to be let go. */
  formerly: z.array(z.string()),
  /** Where it stood when it was merged, to go back to. */
  statusBeforeMerge: handlingStatus.optional(),
  absorbed: z.array(z.object({ concernId: z.string(), concernVersion: z.int(), clockStart: instant })),
  agendas: z.array(z.object({ forumId: z.string(), at: instant })),
  /**
   * Who may find it in a list: its forum (the secretariat), its submitter, the institutions that it was referred to,
   * `members:<forum>` and `public` as the visibility allows. Follows from the rest; kept because lists are index reads.
   */
  audience: z.array(z.string()),
  /** By clock (`answer/ref_…`, `triage/`): the due date last told to those outside, so that a moved one is noticed. */
  dues: z.record(z.string(), date),
  /** By clock: what it has said. */
  spoken: z.record(z.string(), spoken),
});

export type Concern = z.infer<typeof concernState>;
export type Ask = Concern['asks'][number];
export type Referral = Concern['referrals'][number];
export type Review = Concern['reviews'][number];
export type Answer = Concern['answers'][number];
export type AnswerOutcome = Answer['outcomes'][number];
export type Commitment = Concern['commitments'][number];

/** What stays with the owner of the concern, and is neither words nor fact. */
export const concernParticulars = z.object({
  externalReference: z.string().optional(),
  /** HMAC of the return code of an anonymous submission. */
  returnCodeHash: z.string().optional(),
  /** By organisation: how many people its endorsement speaks of. Events carry the band alone. */
  peopleAffected: z.record(z.string(), z.int()).optional(),
});
export type ConcernParticulars = z.infer<typeof concernParticulars>;

/** Whom a concern is listed for; the same rules as `whoSeesWhat.states`, in a form that an index can hold. */
export function audienceOf(concern: Omit<Concern, 'audience'>): string[] {
  const { forumId, submitterId, referrals, visibility, consentScope } = concern;
  const isPublic = visibility === 'public' && consentScope.includes('public-summary');
  return [
    forumId,
    ...(submitterId ? [submitterId] : []),
    ...new Set(referrals.map(({ institutionId }) => institutionId)),
    ...(visibility === 'public' || visibility === 'members' ? [membersOf(forumId)] : []),
    ...(isPublic ? [everybody] : []),
  ];
}

/** Organisations seated on a forum, as an audience. */
export const membersOf = (forumId: string): string => `members:${forumId}`;

/** Everybody, as an audience. */
export const everybody = 'public';

/** The kind of a clock and what it is about, as the key of what it has said. */
export const clockKey = (kind: z.infer<typeof clockKind>, aboutId = ''): string => `${kind}/${aboutId}`;

/** Who submits only for itself consents to everything that its submission is for. */
export const impliedConsent = consentScopes;

/** Whether an ask has its final outcome. */
export const isSettled = (ask: Ask): boolean => isFinalOutcome(ask.resolution);

/** Whether any ask of the referral is still with its institution. */
export const isReferralOpen = (concern: Concern, referralId: string): boolean =>
  concern.asks.some((ask) => ask.referralId === referralId && !isSettled(ask));

export const openReferrals = (concern: Concern): Referral[] =>
  concern.referrals.filter(({ id }) => isReferralOpen(concern, id));

/** Whether a referral's asks are looked at again after a reopening, rather than for the first time. */
export const isUnderReview = (concern: Concern, referralId: string): boolean =>
  concern.reviews.some((entry) => entry.referralId === referralId && !entry.settledAt);
