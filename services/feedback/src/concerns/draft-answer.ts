import { committingOutcomes, concernEvents, type Outcome } from '@throughline/contracts';
import type { NewId } from '@throughline/kernel';
import type { NewWords } from '@throughline/persistence';
import { localDate } from '@throughline/working-days';
import {
  AnswerAlreadyPublished,
  AskNotInReferral,
  CommitmentMissing,
  CommitmentUnfounded,
  DateImpossible,
  NextInstitutionMismatch,
  NotPartOfConcern,
  TooManyParts,
} from './concern.errors.ts';
import { type Answer, type AnswerOutcome, type Concern, isSettled } from './concern.ts';
import {
  type ConcernDecision,
  type Given,
  hashesOf,
  requireAsks,
  requireOpenReferral,
  requireReferral,
  wordsOf,
} from './given.ts';
import { handling } from './handling.ts';
import { checkNextInstitution } from './referral-steps.ts';

/** What an institution says to one ask. */
export interface DraftedOutcome {
  readonly ask: number;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly text: NewWords;
  readonly plain: NewWords;
  readonly commitment?:
    | { readonly text: NewWords; readonly ownerId: string; readonly due: string; readonly kept: boolean }
    | undefined;
  readonly nextInstitutionId?: string | undefined;
}

const mostAnswers = 100;

const commits = (outcome: Outcome) => (committingOutcomes as readonly Outcome[]).includes(outcome);

/** What an answer to a referral may say; checked when it is drafted and, since the concern goes on, when it is published. */
export function checkOutcomes(
  concern: Concern,
  referralId: string,
  outcomes: readonly { readonly ask: number }[],
): void {
  const asks = requireAsks(
    concern,
    outcomes.map(({ ask }) => ask),
  );
  for (const ask of asks) if (ask.referralId !== referralId || isSettled(ask)) throw new AskNotInReferral(ask.number);
}

function checkDraft(drafted: DraftedOutcome, institutionId: string, today: string): void {
  const { ask, outcome, commitment, nextInstitutionId } = drafted;
  if (commits(outcome) && !commitment) throw new CommitmentMissing(ask);
  if (!commits(outcome) && commitment) throw new CommitmentUnfounded(ask);
  if (outcome === 'not-ours') checkNextInstitution(drafted, institutionId);
  else if (nextInstitutionId) throw new NextInstitutionMismatch();
  if (commitment && !commitment.kept && commitment.due < today)
    throw new DateImpossible(`Nothing can be promised for ${commitment.due}: that day has passed.`);
}

const stated = (drafted: DraftedOutcome, newId: NewId): AnswerOutcome => ({
  ask: drafted.ask,
  outcome: drafted.outcome,
  reason: drafted.reason,
  textId: drafted.text.textId,
  plainTextId: drafted.plain.textId,
  ...(drafted.commitment
    ? {
        commitment: {
          commitmentId: newId('cmt'),
          ownerId: drafted.commitment.ownerId,
          due: drafted.commitment.due,
          textId: drafted.commitment.text.textId,
          kept: drafted.commitment.kept,
        },
      }
    : {}),
  ...(drafted.nextInstitutionId ? { nextInstitutionId: drafted.nextInstitutionId } : {}),
});

const textsOf = (outcomes: readonly DraftedOutcome[]) =>
  outcomes.flatMap(({ text, plain, commitment }) => [text, plain, ...(commitment ? [commitment.text] : [])]);

/** An outcome as events say it: what is absent is left out, never `undefined`. */
export const factOf = ({ commitment, nextInstitutionId, signpostTextId, ...rest }: AnswerOutcome) => ({
  ...rest,
  ...(commitment ? { commitment } : {}),
  ...(nextInstitutionId ? { nextInstitutionId } : {}),
  ...(signpostTextId ? { signpostTextId } : {}),
});

/** An officer begins an answer. Nobody outside the institution sees it yet. */
export function draftAnswer(
  concern: Concern,
  { referralId, outcomes }: { readonly referralId: string; readonly outcomes: readonly DraftedOutcome[] },
  { newId, now, setting }: Given,
): ConcernDecision {
  const { institutionId } = requireReferral(concern, referralId);
  handling.require(concern.status, 'draftAnswer');
  requireOpenReferral(concern, referralId);
  checkOutcomes(concern, referralId, outcomes);
  for (const outcome of outcomes) checkDraft(outcome, institutionId, localDate(now, setting.calendar.timeZone));
  if (concern.answers.length >= mostAnswers) throw new TooManyParts(`A concern has at most ${mostAnswers} answers.`);
  const answerId = newId('ans');
  const texts = textsOf(outcomes);
  const drafted = concernEvents.answerDrafted.of({
    answerId,
    version: concern.answers.filter((answer) => answer.referralId === referralId).length + 1,
    referralId,
    outcomes: outcomes.map((outcome) => factOf(stated(outcome, newId))),
    ...hashesOf(texts),
  });
  return { events: [drafted], words: wordsOf(texts), created: answerId };
}

/** An answer by its id, still a draft; throws NotPartOfConcern and AnswerAlreadyPublished. */
export function requireDraft(concern: Concern, answerId: string): Answer & { readonly referralId: string } {
  const answer = concern.answers.find(({ id }) => id === answerId);
  if (!answer) throw new NotPartOfConcern();
  const { referralId } = answer;
  if (answer.state !== 'draft' || referralId === null) throw new AnswerAlreadyPublished();
  return { ...answer, referralId };
}

/** Puts other outcomes in place of a draft's: the event carries all of it as it is now. */
export function changeDraft(
  concern: Concern,
  { answerId, outcomes }: { readonly answerId: string; readonly outcomes: readonly DraftedOutcome[] },
  { newId, now, setting }: Given,
): ConcernDecision {
  const draft = requireDraft(concern, answerId);
  const { institutionId } = requireReferral(concern, draft.referralId);
  handling.require(concern.status, 'draftAnswer');
  checkOutcomes(concern, draft.referralId, outcomes);
  for (const outcome of outcomes) checkDraft(outcome, institutionId, localDate(now, setting.calendar.timeZone));
  const texts = textsOf(outcomes);
  const changed = concernEvents.answerDraftChanged.of({
    answerId,
    version: draft.version,
    referralId: draft.referralId,
    outcomes: outcomes.map((outcome) => factOf(stated(outcome, newId))),
    ...hashesOf(texts),
  });
  return { events: [changed], words: wordsOf(texts) };
}
