import { type ConcernEvent, concernEvents } from '@throughline/contracts';
import { isKept, saltedHash, type Words } from '@throughline/persistence';
import { ReviewerIsAuthor } from './concern.errors.ts';
import type { AnswerOutcome, Concern } from './concern.ts';
import { recalculation } from './concern-clocks.ts';
import { foldAll } from './concern-fold.ts';
import { checkOutcomes, factOf, requireDraft } from './draft-answer.ts';
import { type ConcernDecision, type Given, requireReferral } from './given.ts';
import { handling } from './handling.ts';

const textIdsOf = (outcomes: readonly AnswerOutcome[]) =>
  outcomes.flatMap(({ textId, plainTextId, commitment }) => [
    textId,
    plainTextId,
    ...(commitment ? [commitment.textId] : []),
  ]);

/** What the published words are, so that anybody who is shown them can prove that they have not been altered since. */
const hashesOfKept = (textIds: readonly string[], words: Words) =>
  textIds.flatMap((textId) => {
    const entry = words[textId];
    return isKept(entry) ? [{ textId, sha256: saltedHash(entry) }] : [];
  });

/** The review of the referral that is still open; who published what it looks at may not publish what comes of it. */
const reviewOf = (concern: Concern, referralId: string) =>
  concern.reviews.findLast((review) => review.referralId === referralId && !review.settledAt);

/**
 * Publishes a draft: from here on it is never edited. An outcome `needs-information` asks the submitter and makes the
 * referral's clocks wait; `not-ours` hands its ask back to the secretariat.
 */
export function publishAnswer(
  concern: Concern,
  { answerId }: { readonly answerId: string },
  { now, setting, actor, words }: Given & { readonly words: Words },
): ConcernDecision {
  const { referralId, version, outcomes } = requireDraft(concern, answerId);
  handling.require(concern.status, 'publishAnswer');
  checkOutcomes(concern, referralId, outcomes);
  if (reviewOf(concern, referralId)?.authors.includes(actor)) throw new ReviewerIsAuthor();
  const { institutionId } = requireReferral(concern, referralId);
  const asks = outcomes.map(({ ask }) => ask);
  const earlier = concern.answers.findLast(
    (answer) =>
      answer.referralId === referralId &&
      answer.state === 'published' &&
      answer.outcomes.some(({ ask }) => asks.includes(ask)),
  );
  const published = concernEvents.answerPublished.of({
    answerId,
    version,
    referralId,
    outcomes: outcomes.map(factOf),
    ...(earlier ? { supersedes: earlier.id } : {}),
    textHashes: hashesOfKept(textIdsOf(outcomes), words),
  });
  const firstNumber = concern.informationRequests.length + 1;
  const requests = outcomes
    .filter(({ outcome }) => outcome === 'needs-information')
    .map(({ textId }, place) =>
      concernEvents.informationRequested.of({ number: firstNumber + place, from: institutionId, referralId, textId }),
    );
  const events: ConcernEvent[] = [published, ...requests];
  if (requests.length === 0) return events;
  const after = foldAll(concern, events, { at: now.toISOString(), actor });
  return [...events, ...recalculation(concern, after, { calendar: setting.calendar, now, cause: 'pause' })];
}
