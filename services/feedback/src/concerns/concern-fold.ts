import { type ConcernEvent, concernEvents, defaultStandards, type Recorded } from '@throughline/contracts';
import {
  type Answer,
  type AnswerOutcome,
  type Ask,
  audienceOf,
  type Concern,
  clockKey,
  impliedConsent,
  isReferralOpen,
  isSettled,
  isUnderReview,
  type Referral,
  type Review,
} from './concern.ts';

/** What the fold reads of a recorded event; a decision's events become these to see where they lead. */
export type ConcernFact = ConcernEvent & Pick<Recorded<ConcernEvent>, 'at' | 'actor' | 'forumId'>;
type FactOf<Type extends ConcernEvent['type']> = Extract<ConcernFact, { type: Type }>;
type Handlers = {
  readonly [Type in Exclude<ConcernEvent['type'], typeof concernEvents.submitted.type>]: (
    concern: Concern,
    fact: FactOf<Type>,
  ) => Concern;
};

const withAsks = (concern: Concern, numbers: readonly number[], change: (ask: Ask) => Ask): Concern => ({
  ...concern,
  asks: concern.asks.map((ask) => (numbers.includes(ask.number) ? change(ask) : ask)),
});

const withReferral = (concern: Concern, id: string, change: (referral: Referral) => Referral): Concern => ({
  ...concern,
  referrals: concern.referrals.map((referral) => (referral.id === id ? change(referral) : referral)),
});

const withCommitment = (concern: Concern, id: string, change: Partial<Concern['commitments'][number]>): Concern => ({
  ...concern,
  commitments: concern.commitments.map((commitment) =>
    commitment.id === id ? { ...commitment, ...change } : commitment,
  ),
});

const without = <T extends object, Key extends keyof T>(thing: T, ...keys: readonly Key[]): Omit<T, Key> =>
  Object.fromEntries(Object.entries(thing).filter(([key]) => !keys.includes(key as Key))) as Omit<T, Key>;

/** An ask that is back at its beginning: what was said of it stays in the answers. */
const reset = (ask: Ask): Ask => ({
  ...without(ask, 'reason', 'answerId', 'commitmentId', 'finalAt', 'verdict', 'verdictAt', 'verdictTextId'),
  resolution: 'open',
});

/** Marks referrals and reviews whose asks have all been answered or gone back, each the first time that it is so. */
function settleReferrals(concern: Concern, at: string): Concern {
  const settle = <T extends Referral | Review>(thing: T, id: string): T => {
    if (thing.settledAt || isReferralOpen(concern, id)) return thing;
    const answered = concern.asks.some((ask) => thing.asks.includes(ask.number) && ask.referralId === id);
    return { ...thing, settledAt: at, settledBy: answered ? 'answer' : 'return' };
  };
  return {
    ...concern,
    referrals: concern.referrals.map((referral) => settle(referral, referral.id)),
    reviews: concern.reviews.map((review) => settle(review, review.referralId)),
  };
}

/** Where a concern stands once asks were answered or went back: the one rule behind publishing and returning. */
function settle(concern: Concern, at: string): Concern {
  const settled = settleReferrals(concern, at);
  if (settled.asks.every(isSettled)) return { ...settled, status: 'answered', answeredAt: at };
  if (settled.referrals.some(({ id }) => isReferralOpen(settled, id))) return settled;
  return { ...settled, status: 'triaged' };
}

function submitted({ data, at, forumId }: FactOf<typeof concernEvents.submitted.type>): Concern {
  const { onBehalfOf } = data;
  const concern: Omit<Concern, 'audience'> = {
    reference: data.reference,
    forumId: forumId ?? '',
    status: 'received',
    channel: data.channel,
    category: data.category,
    areas: [...data.areas],
    language: data.language,
    urgent: data.urgent,
    identityTier: data.identityTier,
    ...(data.submitterId ? { submitterId: data.submitterId } : {}),
    ...(data.submitterKind ? { submitterKind: data.submitterKind } : {}),
    onBehalfOf: onBehalfOf && {
      peopleConcerned: onBehalfOf.peopleConcerned,
      consentVersion: onBehalfOf.consentVersion,
      givenOn: onBehalfOf.givenOn,
    },
    consentScope: [...(onBehalfOf?.scopes ?? impliedConsent)],
    submittedAt: at,
    clockStart: at,
    acknowledgementDays: data.acknowledgementDays ?? defaultStandards.acknowledgementDays,
    triageDays: data.triageDays ?? defaultStandards.triageDays,
    narrativeTextId: data.narrativeTextId,
    asks: data.asks.map(({ number, textId }) => ({
      number,
      submittedTextId: textId,
      category: data.category,
      resolution: 'open',
      notResolved: 0,
    })),
    referrals: [],
    reviews: [],
    answers: [],
    commitments: [],
    informationRequests: [],
    endorsements: [],
    formerly: [],
    absorbed: [],
    agendas: [],
    dues: {
      [clockKey('acknowledgement')]: data.acknowledgementDue,
      [clockKey('triage')]: data.triageDue,
    },
    spoken: {},
  };
  return { ...concern, audience: audienceOf(concern) };
}

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

function returned(concern: Concern, { data, at }: FactOf<typeof concernEvents.referralReturned.type>): Concern {
  const { asks, reason, nextInstitutionId, textId } = data;
  const back = withAsks(concern, asks, (ask) => without(reset(ask), 'referralId'));
  const entry = { at, reason, asks: [...asks], textId, ...(nextInstitutionId ? { nextInstitutionId } : {}) };
  return settle(
    withReferral(back, data.referralId, (referral) => ({ ...referral, returns: [...referral.returns, entry] })),
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

/** Requests with a referral stand behind `needs-information`: once the last is supplied, those asks are open again. */
function supplied(concern: Concern, { data, at }: FactOf<typeof concernEvents.informationSupplied.type>): Concern {
  const request = concern.informationRequests.find(({ number }) => number === data.number);
  const isLast = !concern.informationRequests.some(
    ({ number, referralId, suppliedAt }) => !suppliedAt && number !== data.number && referralId === request?.referralId,
  );
  const waiting = concern.asks.filter(
    (ask) => isLast && ask.resolution === 'needs-information' && ask.referralId === request?.referralId,
  );
  return {
    ...withAsks(
      concern,
      waiting.map(({ number }) => number),
      (ask) => ({ ...ask, resolution: 'open' }),
    ),
    informationRequests: concern.informationRequests.map((entry) =>
      entry.number === data.number ? { ...entry, suppliedAt: at, replyTextId: data.textId } : entry,
    ),
  };
}

const withDues = (concern: Concern, dues: Readonly<Record<string, string>>): Concern => ({
  ...concern,
  dues: { ...concern.dues, ...dues },
});

/** An extension moves the clock that runs: the answer's, or a review's once the referral had been answered. */
const extendedClock = (concern: Concern, referralId: string) =>
  clockKey(isUnderReview(concern, referralId) ? 'review' : 'answer', referralId);

const aboutIdOf = (about: { readonly referralId?: string; readonly commitmentId?: string }) =>
  about.referralId ?? about.commitmentId;

const earliest = (instants: readonly string[], fallback: string) => [...instants, fallback].toSorted()[0] ?? fallback;

const fold: Handlers = {
  [concernEvents.acknowledged.type]: (concern, { at }) => ({ ...concern, acknowledgedAt: at }),
  [concernEvents.triaged.type]: (concern, { data, at }) => ({
    ...concern,
    status: 'triaged',
    theme: data.theme,
    category: data.category,
    visibility: data.visibility,
    urgent: data.urgent,
    summaryTextId: data.summaryTextId,
    triagedAt: concern.triagedAt ?? at,
    asks: concern.asks.map((ask) => {
      const read = data.asks.find(({ number }) => number === ask.number);
      return read ? { ...ask, textId: read.textId, category: read.category ?? data.category } : ask;
    }),
  }),
  [concernEvents.rejected.type]: (concern, { data, at }) => ({
    ...concern,
    status: 'rejected',
    closedAt: at,
    closingReason: data.reason,
    closingTextId: data.textId,
  }),
  [concernEvents.withdrawn.type]: (concern, { data, at }) => ({
    ...concern,
    status: 'withdrawn',
    closedAt: at,
    closingReason: data.reason,
  }),
  [concernEvents.informationRequested.type]: (concern, { data, at }) => ({
    ...concern,
    informationRequests: [
      ...concern.informationRequests,
      {
        number: data.number,
        from: data.from,
        ...(data.referralId ? { referralId: data.referralId } : {}),
        at,
        textId: data.textId,
      },
    ],
  }),
  [concernEvents.informationSupplied.type]: supplied,
  [concernEvents.consentWithdrawn.type]: (concern, { data }) => ({ ...concern, consentScope: [...data.scopeLeft] }),
  [concernEvents.referred.type]: (concern, { data, at }) => ({
    ...withAsks(concern, data.asks, (ask) => ({ ...reset(ask), referralId: data.referralId })),
    status: 'referred',
    referrals: [
      ...concern.referrals,
      {
        id: data.referralId,
        institutionId: data.institutionId,
        asks: [...data.asks],
        at,
        acknowledgementDays: data.acknowledgementDays ?? defaultStandards.referralAcknowledgementDays,
        answerDays: data.answerDays ?? defaultStandards.answerDays,
        delivery: 'pending',
        returns: [],
      },
    ],
    dues: {
      ...concern.dues,
      [clockKey('referral-acknowledgement', data.referralId)]: data.acknowledgementDue,
      [clockKey('answer', data.referralId)]: data.answerDue,
    },
  }),
  [concernEvents.referralDelivered.type]: (concern, { data }) =>
    withReferral(concern, data.referralId, (referral) => ({ ...referral, delivery: 'delivered' })),
  [concernEvents.referralFailed.type]: (concern, { data }) =>
    withReferral(concern, data.referralId, (referral) => ({ ...referral, delivery: 'failed' })),
  [concernEvents.referralAcknowledged.type]: (concern, { data, at }) =>
    withReferral(concern, data.referralId, (referral) => ({ ...referral, acknowledgedAt: at })),
  [concernEvents.referralReturned.type]: returned,
  [concernEvents.referralExtended.type]: (concern, { data, at }) =>
    withDues(
      withReferral(concern, data.referralId, (referral) => ({
        ...referral,
        extension: { at, workingDays: data.workingDays, reason: data.reason, textId: data.textId },
      })),
      { [extendedClock(concern, data.referralId)]: data.answerDue },
    ),
  [concernEvents.assigned.type]: (concern, { data }) =>
    withReferral(concern, data.referralId, (referral) =>
      data.assigneeId ? { ...referral, assigneeId: data.assigneeId } : without(referral, 'assigneeId'),
    ),
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
  [concernEvents.endorsed.type]: (concern, { data, at }) => ({
    ...concern,
    endorsements: [
      ...concern.endorsements,
      {
        organisationId: data.organisationId,
        peopleAffectedBand: data.peopleAffectedBand,
        at,
        ...(data.textId ? { textId: data.textId } : {}),
      },
    ],
  }),
  [concernEvents.endorsementWithdrawn.type]: (concern, { data }) => ({
    ...concern,
    endorsements: concern.endorsements.filter(({ organisationId }) => organisationId !== data.organisationId),
  }),
  [concernEvents.merged.type]: (concern, { data, at }) => ({
    ...concern,
    status: 'merged',
    mergedInto: data.into,
    statusBeforeMerge: concern.status,
    closedAt: at,
  }),
  [concernEvents.unmerged.type]: (concern, { data }) => ({
    ...without(concern, 'mergedInto', 'statusBeforeMerge', 'closedAt'),
    status: data.status,
    formerly: [...new Set([...concern.formerly, data.from])],
  }),
  [concernEvents.absorbed.type]: (concern, { data }) => ({
    ...concern,
    clockStart: earliest([data.clockStart], concern.clockStart),
    absorbed: [
      ...concern.absorbed.filter(({ concernId }) => concernId !== data.concernId),
      { concernId: data.concernId, concernVersion: data.concernVersion, clockStart: data.clockStart },
    ],
  }),
  [concernEvents.released.type]: (concern, { data }) => {
    const absorbed = concern.absorbed.filter(({ concernId }) => concernId !== data.concernId);
    const clockStart = earliest(
      absorbed.map((entry) => entry.clockStart),
      concern.submittedAt,
    );
    return { ...concern, absorbed, clockStart };
  },
  [concernEvents.placedOnAgenda.type]: (concern, { data, at }) => ({
    ...concern,
    agendas: [...concern.agendas, { forumId: data.forumId, at }],
  }),
  [concernEvents.clockReminded.type]: (concern, { data }) => ({
    ...concern,
    spoken: {
      ...concern.spoken,
      [clockKey(data.kind, aboutIdOf(data.about))]: { due: data.due, workingDaysLeft: data.workingDaysLeft },
    },
  }),
  [concernEvents.clockOverdue.type]: (concern, { data }) => ({
    ...concern,
    spoken: { ...concern.spoken, [clockKey(data.kind, aboutIdOf(data.about))]: { due: data.due, overdue: true } },
  }),
  // The clocks themselves are derived from facts and calendar; this is what those outside have been told.
  [concernEvents.clocksRecalculated.type]: (concern, { data }) =>
    withDues(
      concern,
      Object.fromEntries(data.clocks.map(({ kind, about, due }) => [clockKey(kind, aboutIdOf(about)), due])),
    ),
  // The fact and its date stay; the words are the store's.
  [concernEvents.textErased.type]: (concern) => concern,
};

const changesAudience: ReadonlySet<string> = new Set([
  concernEvents.triaged.type,
  concernEvents.referred.type,
  concernEvents.consentWithdrawn.type,
]);

/** The concern after an event. Pure: the same events always fold to the same concern. */
export function evolve(concern: Concern | undefined, fact: ConcernFact): Concern {
  if (fact.type === concernEvents.submitted.type) return submitted(fact);
  if (!concern) throw new TypeError(`a concern cannot begin with ${fact.type}`);
  const apply = fold[fact.type] as (concern: Concern, fact: ConcernFact) => Concern;
  const after = apply(concern, fact);
  return changesAudience.has(fact.type) ? { ...after, audience: audienceOf(after) } : after;
}

/** Where a decision's events lead, before they are recorded. */
export const foldAll = (
  concern: Concern,
  events: readonly ConcernEvent[],
  { at, actor }: { at: string; actor: string },
) => events.reduce((before, event) => evolve(before, { ...event, at, actor } as ConcernFact), concern);
