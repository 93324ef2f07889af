import { concernEvents } from '@throughline/contracts';
import type { NewWords } from '@throughline/persistence';
import { AskAlreadyAnswered, AskAlreadyReferred, TooManyParts } from './concern.errors.ts';
import { type Concern, isSettled } from './concern.ts';
import { type ConcernDecision, type Given, hashesOf, requireAsk, wordsOf } from './given.ts';
import { handling } from './handling.ts';

export interface AnswerOutsideCompetence {
  readonly ask: number;
  readonly reason: string;
  readonly text: NewWords;
  readonly plain: NewWords;
  /** Where else to turn. */
  readonly signpost: NewWords;
}

const mostAnswers = 100;

/** The secretariat's own answer: nobody in the network can do this, and here is who might. */
export function answerOutsideCompetence(
  concern: Concern,
  { ask: number, reason, text, plain, signpost }: AnswerOutsideCompetence,
  { newId }: Given,
): ConcernDecision {
  const ask = requireAsk(concern, number);
  handling.require(concern.status, 'answerOutsideCompetence');
  if (isSettled(ask)) throw new AskAlreadyAnswered(number);
  if (ask.referralId) throw new AskAlreadyReferred(number);
  if (concern.answers.length >= mostAnswers) throw new TooManyParts(`A concern has at most ${mostAnswers} answers.`);
  const texts = [text, plain, signpost];
  const published = concernEvents.answerPublished.of({
    answerId: newId('ans'),
    version: concern.answers.filter(({ referralId }) => referralId === null).length + 1,
    referralId: null,
    outcomes: [
      {
        ask: number,
        outcome: 'outside-competence',
        reason,
        textId: text.textId,
        plainTextId: plain.textId,
        signpostTextId: signpost.textId,
      },
    ],
    ...hashesOf(texts),
  });
  return { events: [published], words: wordsOf(texts) };
}
