import { concernEvents, defaultStandards } from '@throughline/contracts';
import {
  type Answer,
  type AnswerOutcome,
  type Ask,
  type Concern,
  clockKey,
  isSettled,
  type Review,
} from './concern.ts';
import { type FactOf, type Folds, reset, settle, withAsks, without } from './fold-parts.ts';

const withCommitment = (concern: Concern, id: string, change: Partial<Concern['commitments'][number]>): Concern => ({
  ...concern,
  commitments: concern.commitments.map((commitment) =>
    commitment.id === id ? { ...commitment, ...change } : commitment,
  ),
});

const draftOf = (
  { data, at }: FactOf<typeof concernEvents.answerDrafted.type> | FactOf<typeof concernEvents.answerDraftChanged.type>,
  draftedAt = at,
): Answer => ({
  id: data.answerId,
  version: data.version,
  referralId: data.referralId,
  state: 'draft',
  draftedAt,
  outcomes: data.outcomes.map((outcome) => ({ ...outcome })),
});

/** What one published outcome does to its ask: a final one settles it, `not-ours` sends it back to the secretariat. */
function answeredAsk(ask: Ask, outcome: AnswerOutcome, answerId: string, at: string): Ask {
  const answered: Ask = {
    ...reset(ask),
    resolution: outcome.outcome,
    reason: outcome.reason,
    answerId,
    ...(outcome.commitment ? { commitmentId: outcome.commitment.commitmentId } : {}),
  };
  if (outcome.outcome === 'not-ours') return without(answered, 'referralId');
  return isSettled(answered) ? { ...answered, finalAt: at } : answered;
}

function publishedAnswer(
  concern: Concern,
  { data, at, actor }: FactOf<typeof concernEvents.answerPublished.type>,
): Concern {
  const { answerId, outcomes, referralId } = data;
  const asks = concern.asks.map((ask) => {
    const outcome = outcomes.find((one) => one.ask === ask.number);
    return outcome ? answeredAsk(ask, { ...outcome }, answerId, at) : ask;
  });
  const draft = concern.answers.find(({ id }) => id === answerId);
  const published: Answer = {
    id: answerId,
    version: data.version,
    referralId,
    state: 'published',
    draftedAt: draft?.draftedAt ?? at,
    publishedAt: at,
    publishedBy: actor,
    outcomes: outcomes.map((outcome) => ({ ...outcome })),
  };
  const isStanding = (answer: Answer) => asks.some((ask) => ask.answerId === answer.id);
  const earlier = concern.answers
    .filter(({ id }) => id !== answerId)
    .map((answer): Answer => {
      const superseded = answer.state === 'published' && answer.id === data.supersedes && !isStanding(answer);
      return superseded ? { ...answer, state: 'superseded' } : answer;
    });
  const commitments = outcomes.flatMap(({ ask, commitment }) => {
    if (!commitment) return [];
    const { commitmentId, kept, ...promised } = commitment;
    const state = kept ? ('kept' as const) : ('open' as const);
    return [{ id: commitmentId, ask, answerId, ...promised, state, at, ...(kept ? { recordedAt: at } : {}) }];
  });
  return settle(
    { ...concern, asks, answers: [...earlier, published], commitments: [...concern.commitments, ...commitments] },
    at,
  );
}

function reopened(concern: Concern, { data, at }: FactOf<typeof concernEvents.reopened.type>): Concern {
  const referralIds = [...new Set(data.reviews.flatMap(({ referralId }) => referralId ?? []))];
  const reviews = referralIds.map((referralId): Review => {
    const entries = data.reviews.filter((entry) => entry.referralId === referralId);
    const asks = entries.map(({ ask }) => ask);
    const answerIds = concern.asks.filter(({ number }) => asks.includes(number)).map(({ answerId }) => answerId);
    const authors = concern.answers.flatMap(({ id, publishedBy }) =>
      publishedBy && answerIds.includes(id) ? [publishedBy] : [],
    );
    const reviewDays = entries[0]?.reviewDays ?? defaultStandards.reviewDays;
    return {
      referralId,
      asks,
      at,
      reviewDays,
      reason: data.reason,
      textId: data.textId,
      authors: [...new Set(authors)],
    };
  });
  return {
    ...without(withAsks(concern, data.asks, reset), 'answeredAt', 'concludedAt'),
    status: reviews.length > 0 ? 'under-review' : 'triaged',
    reviews: [...concern.reviews, ...reviews],
    dues: {
      ...concern.dues,
      ...Object.fromEntries(
        data.reviews.flatMap(({ referralId, due }) =>
          referralId && due ? [[clockKey('review', referralId), due]] : [],
        ),
      ),
    },
  };
}

/** Answers, what was promised in them, and what the submitter makes of them. */
export const answerFolds = {
  [concernEvents.answerDrafted.type]: (concern, fact) => ({ ...concern, answers: [...concern.answers, draftOf(fact)] }),
  [concernEvents.answerDraftChanged.type]: (concern, fact) => ({
    ...concern,
    answers: concern.answers.map((answer) =>
      answer.id === fact.data.answerId ? draftOf(fact, answer.draftedAt) : answer,
    ),
  }),
  [concernEvents.answerPublished.type]: publishedAnswer,
  [concernEvents.commitmentKept.type]: (concern, { data, at }) =>
    withCommitment(concern, data.commitmentId, {
      state: data.late ? 'kept-late' : 'kept',
      recordedAt: at,
      ...(data.textId ? { noteTextId: data.textId } : {}),
    }),
  [concernEvents.commitmentMissed.type]: (concern, { data, at }) =>
    withCommitment(concern, data.commitmentId, {
      state: 'missed',
      recordedAt: at,
      ...(data.textId ? { noteTextId: data.textId } : {}),
    }),
  [concernEvents.verdictGiven.type]: (concern, { data, at }) => {
    // The submitter of an absorbed concern judges too; what concludes is the verdict of the concern's own.
    if (data.absorbedId) return concern;
    const numbers = data.verdicts.map(({ ask }) => ask);
    return withAsks(concern, numbers, (ask) => {
      const given = data.verdicts.find((entry) => entry.ask === ask.number);
      if (!given) return ask;
      const { verdict, textId } = given;
      const notResolved = ask.notResolved + (verdict === 'not-resolved' ? 1 : 0);
      return { ...ask, verdict, verdictAt: at, notResolved, ...(textId ? { verdictTextId: textId } : {}) };
    });
  },
  [concernEvents.concluded.type]: (concern, { data, at }) => ({
    ...withAsks(concern, data.missing, (ask) => ({ ...ask, verdict: 'none-given', verdictAt: at })),
    status: 'concluded',
    concludedAt: at,
  }),
  [concernEvents.reopened.type]: reopened,
} satisfies Partial<Folds>;
