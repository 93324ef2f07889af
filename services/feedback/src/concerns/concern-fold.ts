import { type ConcernEvent, concernEvents } from '@throughline/contracts';
import { audienceOf, type Concern } from './concern.ts';
import { answerFolds } from './fold-answer.ts';
import { intakeFolds, submitted } from './fold-intake.ts';
import type { ConcernFact, Folds } from './fold-parts.ts';
import { referralFolds } from './fold-referral.ts';
import { upkeepFolds } from './fold-upkeep.ts';

const folds: Folds = { ...intakeFolds, ...referralFolds, ...answerFolds, ...upkeepFolds };

const changesAudience: ReadonlySet<string> = new Set([
  concernEvents.triaged.type,
  concernEvents.referred.type,
  concernEvents.consentWithdrawn.type,
]);

/** The concern after an event. Pure: the same events always fold to the same concern. */
export function evolve(concern: Concern | undefined, fact: ConcernFact): Concern {
  if (fact.type === concernEvents.submitted.type) return submitted(fact);
  if (!concern) throw new TypeError(`a concern cannot begin with ${fact.type}`);
  const apply = folds[fact.type] as (concern: Concern, fact: ConcernFact) => Concern;
  const after = apply(concern, fact);
  return changesAudience.has(fact.type) ? { ...after, audience: audienceOf(after) } : after;
}

/** Where a decision's events lead, before they are recorded. */
export const foldAll = (
  concern: Concern,
  events: readonly ConcernEvent[],
  { at, actor }: { at: string; actor: string },
) => events.reduce((before, event) => evolve(before, { ...event, at, actor } as ConcernFact), concern);
