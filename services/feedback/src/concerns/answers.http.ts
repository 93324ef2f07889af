import { idParam } from '@throughline/http';
import { NotAllowedNow } from '@throughline/kernel';
import { z } from 'zod';
import type { Organisations } from '../network/organisations.ts';
import { route } from '../route.ts';
import { changed, madeUnder, worded } from './command-reply.ts';
import {
  AnswerAlreadyPublished,
  AskNamedTwice,
  AskNotInReferral,
  AskUnknown,
  CommitmentMissing,
  CommitmentUnfounded,
  DateImpossible,
  InstitutionUnknown,
  NextInstitutionMismatch,
  NotPartOfConcern,
  ReferralClosed,
  ReviewerIsAuthor,
  TooManyParts,
} from './concern.errors.ts';
import type { Concern } from './concern.ts';
import { concernParam, concernParams, outcomesInput } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';
import { changeDraft, type DraftedOutcome, draftAnswer } from './draft-answer.ts';
import { requireReferral } from './given.ts';
import { publishAnswer } from './publish-answer.ts';

const answerParams = z.strictObject({ concern: concernParam, answerId: idParam('ans') });
const draftProblems = [
  NotAllowedNow,
  NotPartOfConcern,
  ReferralClosed,
  AskUnknown,
  AskNamedTwice,
  AskNotInReferral,
  CommitmentMissing,
  CommitmentUnfounded,
  NextInstitutionMismatch,
  InstitutionUnknown,
  DateImpossible,
];

type SentOutcomes = z.output<typeof outcomesInput>;

const drafted = (outcomes: SentOutcomes): DraftedOutcome[] =>
  outcomes.map(({ text, plain, commitment, ...rest }) => ({
    ...rest,
    text: worded(text),
    plain: worded(plain),
    ...(commitment ? { commitment: { ...commitment, text: worded(commitment.text) } } : {}),
  }));

/** Whoever is named as the owner of a promise, or as the next institution, has to exist. */
async function requireNamed(organisations: Organisations, outcomes: SentOutcomes): Promise<void> {
  for (const { commitment, nextInstitutionId } of outcomes) {
    if (commitment) await organisations.requireKnown(commitment.ownerId);
    if (nextInstitutionId) await organisations.requireInstitution(nextInstitutionId);
  }
}

/** An answer is its institution's; the secretariat's own answers have no referral and no officer. */
const ofAnswer = (answerId: string) => (concern: Concern) => {
  const answer = concern.answers.find(({ id }) => id === answerId);
  if (!answer) throw new NotPartOfConcern();
  return { institution: answer.referralId ? requireReferral(concern, answer.referralId).institutionId : undefined };
};

export const draftAnswerRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/answers',
  summary: 'Begin an answer: nobody outside the institution sees the draft',
  may: 'concern.draft-answer',
  params: concernParams,
  body: z.strictObject({ referralId: idParam('ref'), outcomes: outcomesInput }),
  bodyLimitKb: 128,
  answers: { 201: concernRepresentation },
  problems: [...draftProblems, TooManyParts],
  handle: async ({ params: { concern }, body: { referralId, outcomes }, context, use }) => {
    const command = { referralId, outcomes: drafted(outcomes) };
    return madeUnder('answers')(
      await use.command({
        concern,
        context,
        action: 'concern.draft-answer',
        about: (state) => ({ institution: requireReferral(state, referralId).institutionId }),
        decide: async (state, given) => {
          await requireNamed(use.organisations, outcomes);
          return draftAnswer(state, command, given);
        },
      }),
    );
  },
});

export const changeDraftRoute = route({
  method: 'patch',
  path: '/v1/concerns/:concern/answers/:answerId',
  summary: 'Change a draft: its outcomes are put in place of those before',
  may: 'concern.draft-answer',
  params: answerParams,
  body: z.strictObject({ outcomes: outcomesInput.optional() }),
  bodyLimitKb: 128,
  answers: { 200: concernRepresentation },
  problems: [...draftProblems, AnswerAlreadyPublished],
  handle: async ({ params: { concern, answerId }, body: { outcomes }, context, use }) => {
    const command = outcomes && { answerId, outcomes: drafted(outcomes) };
    return changed(
      await use.command({
        concern,
        context,
        action: 'concern.draft-answer',
        about: ofAnswer(answerId),
        decide: async (state, given) => {
          if (!outcomes || !command) return [];
          await requireNamed(use.organisations, outcomes);
          return changeDraft(state, command, given);
        },
      }),
    );
  },
});

export const publishAnswerRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/answers/:answerId/publish',
  summary: 'Publish an answer: from here on it is never edited',
  may: 'concern.publish-answer',
  params: answerParams,
  answers: { 200: concernRepresentation },
  problems: [NotAllowedNow, NotPartOfConcern, AnswerAlreadyPublished, AskNotInReferral, ReviewerIsAuthor],
  handle: async ({ params: { concern, answerId }, context, use }) =>
    changed(
      await use.command({
        concern,
        context,
        action: 'concern.publish-answer',
        about: ofAnswer(answerId),
        decide: (state, given) => publishAnswer(state, { answerId }, given),
      }),
    ),
});
