import { type ConcernEvent, concernEvents, type Verdict } from '@throughline/contracts';
import type { NewWords } from '@throughline/persistence';
import { AskNotAnswered, VerdictAlreadyGiven } from './concern.errors.ts';
import { type Concern, isSettled } from './concern.ts';
import { type ConcernDecision, hashesIfAny, requireAsks, wordsOf } from './given.ts';
import { handling } from './handling.ts';

export interface GiveVerdicts {
  readonly verdicts: readonly {
    readonly ask: number;
    readonly verdict: Verdict;
    readonly text?: NewWords | undefined;
  }[];
}

/** So often an ask has to be found not resolved before the concern goes to the next meeting by itself. */
const notResolvedForAgenda = 2;

/** The submitter judges what came of its asks. The last verdict concludes the concern. */
export function giveVerdicts(concern: Concern, { verdicts }: GiveVerdicts): ConcernDecision {
  handling.require(concern.status, 'giveVerdicts');
  const asks = requireAsks(
    concern,
    verdicts.map(({ ask }) => ask),
  );
  for (const ask of asks) {
    if (!isSettled(ask)) throw new AskNotAnswered(ask.number);
    if (ask.verdict) throw new VerdictAlreadyGiven(ask.number);
  }
  const texts = verdicts.map(({ text }) => text);
  const events: ConcernEvent[] = [
    concernEvents.verdictGiven.of({
      ...(concern.submitterId ? { submitterId: concern.submitterId } : {}),
      verdicts: verdicts.map(({ ask, verdict, text }) => ({ ask, verdict, ...(text ? { textId: text.textId } : {}) })),
      ...hashesIfAny(texts),
    }),
  ];
  const isNotResolved = (number: number) =>
    verdicts.some(({ ask, verdict }) => ask === number && verdict === 'not-resolved');
  if (asks.some((ask) => isNotResolved(ask.number) && ask.notResolved + 1 === notResolvedForAgenda))
    events.push(concernEvents.placedOnAgenda.of({ forumId: concern.forumId }));
  if (concern.asks.every((ask) => ask.verdict ?? asks.includes(ask)))
    events.push(concernEvents.concluded.of({ by: 'verdict', missing: [] }));
  return { events, words: wordsOf(texts) };
}
