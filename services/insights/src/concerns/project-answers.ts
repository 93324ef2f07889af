import { concernEvents as events } from '@throughline/contracts';
import type { AskMirror, CommitmentMirror, ConcernMirror, DutyMirror } from './concern-mirror.ts';
import { type Changes, type Fact, link } from './link.ts';
import { changeAsks, resetAsk, settleAsks, withoutReferral } from './settle-asks.ts';

type Outcome = Fact<typeof events.answerPublished.type>['data']['outcomes'][number];

const institutionOf = ({ referrals }: ConcernMirror, referralId: string | null) =>
  referrals.find(({ id }) => id === referralId)?.institutionId ?? 'secretariat';

function answered(ask: AskMirror, { outcome, reason, commitment }: Outcome, answerId: string, at: string): AskMirror {
  const said = {
    ...resetAsk(ask),
    outcome,
    reason,
    answerId,
    answeredAt: at,
    ...(commitment && { commitmentId: commitment.commitmentId }),
  };
  return outcome === 'not-ours' ? withoutReferral(said) : said;
}

const commitmentDuty = ({ id, ask, ownerId, due }: CommitmentMirror, at: string): DutyMirror => ({
  kind: 'commitment',
  about: { commitmentId: id, ask },
  owedBy: ownerId,
  startedAt: at,
  due,
  isPaused: false,
  pausedDays: 0,
  extendedByDays: 0,
});

function published(concern: ConcernMirror, event: Fact<typeof events.answerPublished.type>): Partial<ConcernMirror> {
  const { answerId, version, referralId, outcomes } = event.data;
  const by = institutionOf(concern, referralId);
  const isReview = concern.asks.some(
    (ask) => ask.isUnderReview && outcomes.some((outcome) => outcome.ask === ask.number),
  );
  const asks = concern.asks.map((ask) => {
    const given = outcomes.find((outcome) => outcome.ask === ask.number);
    return given ? answered(ask, given, answerId, event.at) : ask;
  });
  const promised = outcomes.flatMap(({ ask, commitment }): CommitmentMirror[] => {
    if (!commitment) return [];
    const { commitmentId, ownerId, due, kept } = commitment;
    return [{ id: commitmentId, ask, ownerId, due, state: kept ? 'kept' : 'open' }];
  });
  const settled = settleAsks(concern, asks, event.at);
  return {
    ...settled,
    commitments: [...concern.commitments, ...promised],
    // What was done already when it was promised was never owed.
    duties: [
      ...settled.duties,
      ...promised.filter(({ state }) => state === 'open').map((each) => commitmentDuty(each, event.at)),
    ],
    links: outcomes.map(({ ask, outcome, reason, plainTextId, commitment }) =>
      link(event, isReview ? 'review' : 'answer', by, {
        id: answerId,
        textId: plainTextId,
        data: {
          ask,
          outcome,
          reason,
          version,
          ...(commitment && {
            commitment: { id: commitment.commitmentId, due: commitment.due, kept: commitment.kept },
          }),
        },
      }),
    ),
  };
}

const withState = (concern: ConcernMirror, commitmentId: string, state: CommitmentMirror['state']) =>
  concern.commitments.map((commitment) => (commitment.id === commitmentId ? { ...commitment, state } : commitment));

/** Answers, what was promised in them, and what the submitter makes of them. */
export const answerChanges: Changes = {
  [events.answerPublished.type]: published,
  [events.commitmentKept.type]: (concern, event) => {
    const { commitmentId, ask, late, textId } = event.data;
    const state = late ? 'kept-late' : 'kept';
    const owner = concern.commitments.find(({ id }) => id === commitmentId)?.ownerId ?? 'secretariat';
    return {
      commitments: withState(concern, commitmentId, state),
      duties: concern.duties.map((duty) =>
        duty.about.commitmentId === commitmentId ? { ...duty, metAt: event.at } : duty,
      ),
      links: [link(event, 'commitment', owner, { id: commitmentId, ...(textId && { textId }), data: { ask, state } })],
    };
  },
  [events.commitmentMissed.type]: (concern, event) => {
    const { commitmentId, ask, textId } = event.data;
    return {
      commitments: withState(concern, commitmentId, 'missed'),
      links: [
        link(event, 'commitment', 'secretariat', {
          id: commitmentId,
          ...(textId && { textId }),
          data: { ask, state: 'missed' },
        }),
      ],
    };
  },
  [events.verdictGiven.type]: (concern, event) => {
    // The submitter of an absorbed concern judges too; what concludes is the verdict of the concern's own.
    if (event.data.absorbedId) return {};
    const { verdicts } = event.data;
    return {
      asks: concern.asks.map((ask) => {
        const given = verdicts.find((verdict) => verdict.ask === ask.number);
        return given ? { ...ask, verdict: given.verdict } : ask;
      }),
      links: verdicts.map(({ ask, verdict, textId }) =>
        link(event, 'verdict', 'submitter', { ...(textId && { textId }), data: { ask, verdict } }),
      ),
    };
  },
  [events.concluded.type]: (concern, event) => ({
    status: 'concluded',
    asks: changeAsks(concern.asks, event.data.missing, (ask) => ({ ...ask, verdict: 'none-given' })),
    links: [
      link(event, 'conclusion', event.data.by === 'lapse' ? 'system' : 'submitter', { data: { by: event.data.by } }),
    ],
  }),
  [events.reopened.type]: (concern, event) => {
    const { asks, reason, textId, reviews } = event.data;
    const reviewed = new Map(reviews.flatMap(({ referralId, due }) => (referralId && due ? [[referralId, due]] : [])));
    return {
      // One that no institution had goes back to the secretariat.
      status: reviewed.size > 0 ? 'under-review' : 'triaged',
      asks: changeAsks(concern.asks, asks, (ask) => {
        const review = reviews.find((each) => each.ask === ask.number);
        return review?.referralId
          ? { ...resetAsk(ask), referralId: review.referralId, isUnderReview: true }
          : withoutReferral(resetAsk(ask));
      }),
      duties: [
        ...concern.duties,
        ...[...reviewed].map(
          ([referralId, due]): DutyMirror => ({
            kind: 'review',
            about: { referralId },
            owedBy: institutionOf(concern, referralId),
            reviewed: reviews.filter((each) => each.referralId === referralId).map(({ ask }) => ask),
            startedAt: event.at,
            due,
            isPaused: false,
            pausedDays: 0,
            extendedByDays: 0,
          }),
        ),
      ],
      links: [link(event, 'reopening', 'submitter', { textId, data: { asks, reason } })],
    };
  },
};
