import { type ConcernEvent, concernEvents, type RecalculationCause } from '@throughline/contracts';
import type { NewWords } from '@throughline/persistence';
import {
  InformationAlreadyAwaited,
  InformationAlreadySupplied,
  NotPartOfConcern,
  TooManyParts,
} from './concern.errors.ts';
import { type Concern, openReferrals } from './concern.ts';
import { recalculation } from './concern-clocks.ts';
import { foldAll } from './concern-fold.ts';
import { type ConcernDecision, type Given, hashesOf, wordsOf } from './given.ts';
import { handling } from './handling.ts';

const mostRequests = 100;

/** What was decided, and which clocks stand still or go on because of it. */
function withClocks(
  concern: Concern,
  events: readonly ConcernEvent[],
  { now, setting, actor }: Given,
  cause: RecalculationCause,
): ConcernEvent[] {
  const after = foldAll(concern, events, { at: now.toISOString(), actor });
  return [...events, ...recalculation(concern, after, { calendar: setting.calendar, now, cause })];
}

/**
 * Asks the submitter for information; clocks pause. The secretariat's request holds all of them, an institution's those of
 * its own referral.
 */
export function requestInformation(
  concern: Concern,
  { from, text }: { readonly from: string; readonly text: NewWords },
  given: Given,
): ConcernDecision {
  handling.require(concern.status, 'requestInformation');
  if (concern.informationRequests.some((request) => request.from === from && !request.suppliedAt))
    throw new InformationAlreadyAwaited();
  const number = concern.informationRequests.length + 1;
  if (number > mostRequests) throw new TooManyParts(`A concern has at most ${mostRequests} requests for information.`);
  const referral = openReferrals(concern).find(({ institutionId }) => institutionId === from);
  const requested = concernEvents.informationRequested.of({
    number,
    from,
    ...(referral ? { referralId: referral.id } : {}),
    textId: text.textId,
    ...hashesOf([text]),
  });
  return { events: withClocks(concern, [requested], given, 'pause'), words: wordsOf([text]), created: String(number) };
}

/** The submitter replies; clocks go on once nothing else is awaited. */
export function supplyInformation(
  concern: Concern,
  { number, text }: { readonly number: number; readonly text: NewWords },
  given: Given,
): ConcernDecision {
  const request = concern.informationRequests.find((candidate) => candidate.number === number);
  if (!request) throw new NotPartOfConcern();
  handling.require(concern.status, 'supplyInformation');
  if (request.suppliedAt) throw new InformationAlreadySupplied();
  const supplied = concernEvents.informationSupplied.of({ number, textId: text.textId, ...hashesOf([text]) });
  return { events: withClocks(concern, [supplied], given, 'resumption'), words: wordsOf([text]) };
}
