import {
  askNumber,
  channel,
  clockKind,
  clockState,
  closedAsStatuses,
  commitmentStates,
  consentScope,
  handlingStatus,
  identityTier,
  outcomes,
  peopleAffectedBand,
  referralStates,
  resolutions,
  settledVerdicts,
  theme,
  visibility,
} from '@throughline/contracts';
import { idParam, isoDate, isoInstant, wordsOut } from '@throughline/http';
import { z } from 'zod';

/* What feedback answers, in the shapes of design/api.md. Strict, and shared by every route that shows a concern. */

const secretariatOrOrganisation = z.union([z.literal('secretariat'), idParam('org')]);

const clockFields = {
  kind: z.enum(clockKind.options),
  owedBy: secretariatOrOrganisation,
  about: z.strictObject({
    referralId: idParam('ref').optional(),
    commitmentId: idParam('cmt').optional(),
    ask: askNumber.optional(),
  }),
  startedAt: isoInstant,
  /** Null while the clock stands still and no due date follows. */
  due: isoDate.nullable(),
  state: z.enum(clockState.options),
  workingDaysLeft: z.int().nullable(),
  workingDaysLate: z.int(),
  pausedDays: z.int(),
  extendedByDays: z.int(),
};
const clockShown = z.strictObject(clockFields).meta({ id: 'Clock' });

const explainedDay = z.union([
  z.strictObject({ date: isoDate, counted: z.literal(true), number: z.int() }),
  z.strictObject({
    date: isoDate,
    counted: z.literal(false),
    reason: z.enum(['start-day', 'weekend', 'bank-holiday', 'closure-day', 'paused']),
    name: z.string().optional(),
  }),
]);
const clockExplained = z
  .strictObject({ ...clockFields, explanation: z.array(explainedDay), bankHolidaysKnown: z.boolean() })
  .meta({ id: 'ClockExplained' });
export const clocksExplained = z.strictObject({
  id: idParam('con'),
  reference: z.string(),
  version: z.int(),
  clocks: z.array(clockExplained),
});

const submitter = z.strictObject({ organisationId: idParam('org').nullable(), identityTier });
const closedAs = z.enum(closedAsStatuses).nullable();

const askResolution = {
  category: z.string(),
  resolution: z.enum(resolutions),
  outcome: z.enum(outcomes).nullable(),
  reason: z.string().nullable(),
  answerId: idParam('ans').nullable(),
  commitmentId: idParam('cmt').nullable(),
  verdict: z.enum(settledVerdicts).nullable(),
};

const outcomeShown = z.strictObject({
  ask: askNumber,
  outcome: z.enum(outcomes),
  reason: z.string(),
  text: wordsOut,
  plain: wordsOut,
  commitment: z
    .strictObject({ id: idParam('cmt'), ownerId: idParam('org'), due: isoDate, kept: z.boolean(), text: wordsOut })
    .nullable(),
  nextInstitutionId: idParam('org').nullable(),
  signpost: wordsOut,
});

const referralShown = z.strictObject({
  id: idParam('ref'),
  institutionId: idParam('org'),
  asks: z.array(askNumber),
  state: z.enum(referralStates),
  at: isoInstant,
  due: isoDate.nullable(),
  extendedByDays: z.int(),
  assigneeId: idParam('per').nullable(),
});

export const concernRepresentation = z
  .strictObject({
    id: idParam('con'),
    reference: z.string(),
    forumId: idParam('frm'),
    status: handlingStatus,
    closedAs,
    version: z.int(),
    submittedAt: isoInstant,
    acknowledgedAt: isoInstant.nullable(),
    channel,
    submitter,
    onBehalfOf: z
      .strictObject({
        peopleConcerned: z.union([z.int(), z.literal('fewer than 10')]).nullable(),
        consent: z.strictObject({ scope: z.array(consentScope), version: z.string(), givenOn: isoDate }),
      })
      .nullable(),
    externalReference: z.string().optional(),
    urgent: z.boolean(),
    category: z.string(),
    theme: theme.nullable(),
    areas: z.array(z.string()),
    visibility: visibility.nullable(),
    narrative: wordsOut,
    publicSummary: wordsOut,
    asks: z.array(
      z.strictObject({ number: askNumber, text: wordsOut, referralId: idParam('ref').nullable(), ...askResolution }),
    ),
    referrals: z.array(referralShown),
    answers: z.array(
      z.strictObject({
        id: idParam('ans'),
        version: z.int(),
        referralId: idParam('ref').nullable(),
        state: z.enum(['draft', 'published', 'superseded']),
        publishedAt: isoInstant.nullable(),
        outcomes: z.array(outcomeShown),
      }),
    ),
    commitments: z.array(
      z.strictObject({
        id: idParam('cmt'),
        ask: askNumber,
        ownerId: idParam('org'),
        due: isoDate,
        state: z.enum(commitmentStates),
        text: wordsOut,
      }),
    ),
    informationRequests: z.array(
      z.strictObject({
        number: z.int(),
        from: secretariatOrOrganisation,
        at: isoInstant,
        suppliedAt: isoInstant.nullable(),
        text: wordsOut,
        reply: wordsOut,
      }),
    ),
    endorsements: z.array(
      z.strictObject({
        organisationId: idParam('org'),
        peopleAffected: z.int().nullable(),
        peopleAffectedBand,
        at: isoInstant,
      }),
    ),
    mergedInto: idParam('con').nullable(),
    absorbed: z.array(idParam('con')),
    clocks: z.array(clockShown),
    links: z.strictObject({ self: z.string(), trace: z.string(), history: z.string() }),
    /** Of an anonymous submission, this once: what follows it up in place of an account. */
    returnCode: z.string().optional(),
  })
  .meta({ id: 'Concern' });

const listedFields = {
  id: idParam('con'),
  reference: z.string(),
  forumId: idParam('frm'),
  status: handlingStatus,
  closedAs,
  version: z.int(),
  submittedAt: isoInstant,
  updatedAt: isoInstant,
  submitter,
  urgent: z.boolean(),
  category: z.string(),
  theme: theme.nullable(),
  areas: z.array(z.string()),
  visibility: visibility.nullable(),
  asks: z.array(z.strictObject({ number: askNumber, ...askResolution })),
  openAsks: z.int(),
  referrals: z.array(referralShown),
  clocks: z.array(clockShown),
  links: z.strictObject({ self: z.string(), trace: z.string() }),
};
export const concernListed = z.strictObject(listedFields).meta({ id: 'ConcernListed' });
/** As everybody may see it: with the summary, which is what there is to read. */
export const publicConcernListed = z
  .strictObject({ ...listedFields, publicSummary: wordsOut })
  .meta({ id: 'PublicConcernListed' });
