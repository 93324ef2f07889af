import {
  type ConcernEvent,
  closedAsStatuses,
  concernEvents as events,
  type HandlingStatus,
  isFinalOutcome,
  openStatuses,
  type Recorded,
} from '@throughline/contracts';
import type { AskMirror, ConcernMirror, DutyMirror, LinkMirror } from './concern-mirror.ts';
import { cancelDuties, meetDuty, nextDueOf, recalculate } from './duties.ts';

type Of<Type extends ConcernEvent['type']> = Recorded<Extract<ConcernEvent, { type: Type }>>;
type Change<Type extends ConcernEvent['type']> = (concern: ConcernMirror, event: Of<Type>) => Partial<ConcernMirror>;
type Changes = { readonly [Type in ConcernEvent['type']]?: Change<Type> };

const open: readonly HandlingStatus[] = openStatuses;
const closed: readonly HandlingStatus[] = closedAsStatuses;
const unpaused = { isPaused: false, pausedDays: 0, extendedByDays: 0 } as const;

/** A link that the event itself is: its id is the event's unless something else of the concern is meant. */
const link = (
  { id, at }: Recorded<ConcernEvent>,
  kind: string,
  by: LinkMirror['by'],
  more: Partial<LinkMirror> = {},
): LinkMirror => ({ kind, id, at, by, data: {}, ...more });

const changeAsks = (asks: readonly AskMirror[], numbers: readonly number[], change: (ask: AskMirror) => AskMirror) =>
  asks.map((ask) => (numbers.includes(ask.number) ? change(ask) : ask));

const institutionOf = (concern: ConcernMirror, referralId: string | null) =>
  concern.referrals.find(({ id }) => id === referralId)?.institutionId ?? 'secretariat';

const hasEveryOutcome = (asks: readonly AskMirror[]) => asks.every(({ outcome }) => outcome && isFinalOutcome(outcome));

/** A referral is answered when none of its asks waits for a final outcome. */
const waitsFor = (asks: readonly AskMirror[], referralId: string) =>
  asks.some(
    (ask) => ask.referralId === referralId && (ask.isUnderReview || !ask.outcome || !isFinalOutcome(ask.outcome)),
  );

function submitted({ data, at, forumId }: Of<'org.throughline.concern.submitted.v1'>): Omit<ConcernMirror, 'links'> {
  const duty = (kind: 'acknowledgement' | 'triage', due: string): DutyMirror => ({
    kind,
    about: {},
    owedBy: 'secretariat',
    startedAt: at,
    due,
    ...unpaused,
  });
  return {
    reference: data.reference,
    forumId: forumId ?? '',
    status: 'received',
    isOpen: true,
    ...(data.submitterId && { submitterId: data.submitterId }),
    ...(data.submitterKind && { submitterKind: data.submitterKind }),
    identityTier: data.identityTier,
    scopes: data.onBehalfOf?.scopes ?? ['forum', 'institution', 'public-summary'],
    areas: data.areas,
    urgent: data.urgent,
    category: data.category,
    submittedAt: at,
    updatedAt: at,
    asks: data.asks,
    referrals: [],
    institutions: [],
    commitments: [],
    awaitedInformation: [],
    duties: [duty('acknowledgement', data.acknowledgementDue), duty('triage', data.triageDue)],
    nextDue: data.acknowledgementDue,
  };
}

const changes: Changes = {
  [events.acknowledged.type]: (concern, event) => ({
    acknowledgedAt: event.at,
    duties: meetDuty(concern.duties, event.at, 'acknowledgement'),
    links: [link(event, 'acknowledgement', 'secretariat')],
  }),
  [events.triaged.type]: (concern, event) => ({
    status: 'triaged',
    theme: event.data.theme,
    category: event.data.category,
    visibility: event.data.visibility,
    summaryTextId: event.data.summaryTextId,
    urgent: event.data.urgent,
    asks: concern.asks.map((ask) => ({ ...ask, ...event.data.asks.find(({ number }) => number === ask.number) })),
    duties: meetDuty(concern.duties, event.at, 'triage'),
    links: [
      link(event, 'triage', 'secretariat', {
        textId: event.data.summaryTextId,
        data: { theme: event.data.theme, category: event.data.category, visibility: event.data.visibility },
      }),
    ],
  }),
  [events.rejected.type]: (_, event) => ({
    status: 'rejected',
    links: [
      link(event, 'rejection', 'secretariat', { textId: event.data.textId, data: { reason: event.data.reason } }),
    ],
  }),
  [events.withdrawn.type]: (_, event) => ({
    status: 'withdrawn',
    links: [link(event, 'withdrawal', 'submitter', { data: { reason: event.data.reason } })],
  }),
  [events.consentWithdrawn.type]: (_, { data }) => ({ scopes: data.scopeLeft }),
  [events.informationRequested.type]: (concern, event) => ({
    awaitedInformation: [...concern.awaitedInformation, event.data.number],
    links: [link(event, 'information-request', event.data.from, { textId: event.data.textId })],
  }),
  [events.informationSupplied.type]: (concern, event) => ({
    awaitedInformation: concern.awaitedInformation.filter((number) => number !== event.data.number),
    links: [link(event, 'information', 'submitter', { textId: event.data.textId })],
  }),
  [events.referred.type]: (concern, event) => {
    const { referralId, institutionId, asks, acknowledgementDue, answerDue } = event.data;
    const duty = { about: { referralId }, owedBy: institutionId, startedAt: event.at, ...unpaused };
    return {
      status: 'referred',
      asks: changeAsks(concern.asks, asks, (ask) => ({ ...ask, referralId })),
      referrals: [...concern.referrals, { id: referralId, institutionId }],
      institutions: [...new Set([...concern.institutions, institutionId])],
      duties: [
        ...concern.duties,
        { ...duty, kind: 'referral-acknowledgement', due: acknowledgementDue },
        { ...duty, kind: 'answer', due: answerDue },
      ],
      links: [link(event, 'referral', 'secretariat', { id: referralId, data: { institutionId, asks } })],
    };
  },
  [events.referralAcknowledged.type]: (concern, event) => {
    const { referralId, institutionId } = event.data;
    return {
      referrals: concern.referrals.map((referral) =>
        referral.id === referralId ? { ...referral, acknowledgedAt: event.at } : referral,
      ),
      duties: meetDuty(concern.duties, event.at, 'referral-acknowledgement', referralId),
      links: [link(event, 'referral-acknowledgement', institutionId, { data: { referralId } })],
    };
  },
  [events.referralReturned.type]: (concern, event) => {
    const { referralId, institutionId, asks, reason, textId, nextInstitutionId } = event.data;
    const left = changeAsks(concern.asks, asks, ({ referralId: _, ...ask }) => ask);
    const isOver = !waitsFor(left, referralId);
    return {
      asks: left,
      status:
        isOver && !left.some((ask) => ask.referralId && waitsFor(left, ask.referralId)) ? 'triaged' : concern.status,
      referrals: concern.referrals.map((referral) =>
        referral.id === referralId && isOver ? { ...referral, returnedAt: event.at } : referral,
      ),
      duties: isOver ? cancelDuties(concern.duties, event.at, referralId) : concern.duties,
      links: [
        link(event, 'referral-return', institutionId, {
          textId,
          data: { referralId, asks, reason, ...(nextInstitutionId && { nextInstitutionId }) },
        }),
      ],
    };
  },
  [events.referralExtended.type]: (concern, event) => {
    const { referralId, institutionId, answerDue, workingDays, reason, textId } = event.data;
    return {
      duties: concern.duties.map((duty) =>
        duty.about.referralId === referralId && duty.kind === 'answer'
          ? { ...duty, due: answerDue, extendedByDays: workingDays }
          : duty,
      ),
      links: [link(event, 'extension', institutionId, { textId, data: { referralId, workingDays, reason } })],
    };
  },
  [events.answerPublished.type]: (concern, event) => {
    const { answerId, version, referralId, outcomes } = event.data;
    const by = institutionOf(concern, referralId);
    const isReview = outcomes.some(({ ask }) => concern.asks.find(({ number }) => number === ask)?.isUnderReview);
    const asks = concern.asks.map((ask): AskMirror => {
      const given = outcomes.find((outcome) => outcome.ask === ask.number);
      if (!given) return ask;
      const { referralId: held, commitmentId: _, verdict: __, isUnderReview: ___, ...kept } = ask;
      return {
        ...kept,
        ...(held && given.outcome !== 'not-ours' && { referralId: held }),
        outcome: given.outcome,
        reason: given.reason,
        answerId,
        answeredAt: event.at,
        ...(given.commitment && { commitmentId: given.commitment.commitmentId }),
      };
    });
    const promised = outcomes.flatMap(({ ask, commitment }) => (commitment ? [{ ask, ...commitment }] : []));
    const settled = referralId === null || !waitsFor(asks, referralId);
    const duties =
      settled && referralId !== null
        ? (['referral-acknowledgement', 'answer', 'review'] as const).reduce(
            (left, kind) => meetDuty(left, event.at, kind, referralId),
            concern.duties,
          )
        : concern.duties;
    return {
      asks,
      status: hasEveryOutcome(asks) ? 'answered' : concern.status,
      commitments: [
        ...concern.commitments,
        ...promised.map(({ commitmentId, ask, ownerId, due, kept }) => ({
          id: commitmentId,
          ask,
          ownerId,
          due,
          state: kept ? ('kept' as const) : ('open' as const),
        })),
      ],
      duties: [
        ...duties,
        ...promised.map(
          ({ commitmentId, ask, ownerId, due, kept }): DutyMirror => ({
            kind: 'commitment',
            about: { commitmentId, ask },
            owedBy: ownerId,
            startedAt: event.at,
            due,
            ...unpaused,
            ...(kept && { metAt: event.at }),
          }),
        ),
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
  },
  [events.commitmentKept.type]: (concern, event) => {
    const { commitmentId, ask, late, textId } = event.data;
    const state = late ? 'kept-late' : 'kept';
    const owner = concern.commitments.find(({ id }) => id === commitmentId)?.ownerId ?? 'secretariat';
    return {
      commitments: concern.commitments.map((commitment) =>
        commitment.id === commitmentId ? { ...commitment, state } : commitment,
      ),
      duties: concern.duties.map((duty) =>
        duty.about.commitmentId === commitmentId ? { ...duty, metAt: event.at } : duty,
      ),
      links: [link(event, 'commitment', owner, { id: commitmentId, ...(textId && { textId }), data: { ask, state } })],
    };
  },
  [events.commitmentMissed.type]: (concern, event) => {
    const { commitmentId, ask, textId } = event.data;
    return {
      commitments: concern.commitments.map((commitment) =>
        commitment.id === commitmentId ? { ...commitment, state: 'missed' } : commitment,
      ),
      links: [
        link(event, 'commitment', 'secretariat', {
          id: commitmentId,
          ...(textId && { textId }),
          data: { ask, state: 'missed' },
        }),
      ],
    };
  },
  [events.verdictGiven.type]: (concern, event) =>
    event.data.absorbedId
      ? {}
      : {
          asks: concern.asks.map((ask) => {
            const given = event.data.verdicts.find((verdict) => verdict.ask === ask.number);
            return given ? { ...ask, verdict: given.verdict } : ask;
          }),
          links: event.data.verdicts.map(({ ask, verdict, textId }) =>
            link(event, 'verdict', 'submitter', { ...(textId && { textId }), data: { ask, verdict } }),
          ),
        },
  [events.concluded.type]: (concern, event) => ({
    status: 'concluded',
    asks: changeAsks(concern.asks, event.data.missing, (ask) => ({ ...ask, verdict: 'none-given' })),
    links: [
      link(event, 'conclusion', event.data.by === 'lapse' ? 'system' : 'submitter', { data: { by: event.data.by } }),
    ],
  }),
  [events.reopened.type]: (concern, event) => ({
    status: 'under-review',
    asks: changeAsks(concern.asks, event.data.asks, ({ verdict: _, ...ask }) => {
      const review = event.data.reviews.find((each) => each.ask === ask.number);
      if (review?.referralId) return { ...ask, referralId: review.referralId, isUnderReview: true };
      const { outcome: __, reason: ___, answerId: ____, answeredAt: _____, ...reset } = ask;
      return reset;
    }),
    duties: [
      ...concern.duties,
      ...event.data.reviews.flatMap(({ ask, referralId, due }): DutyMirror[] =>
        referralId && due
          ? [
              {
                kind: 'review',
                about: { referralId, ask },
                owedBy: institutionOf(concern, referralId),
                startedAt: event.at,
                due,
                ...unpaused,
              },
            ]
          : [],
      ),
    ],
    links: [
      link(event, 'reopening', 'submitter', {
        textId: event.data.textId,
        data: { asks: event.data.asks, reason: event.data.reason },
      }),
    ],
  }),
  [events.endorsed.type]: (_, event) => ({
    links: [
      link(event, 'endorsement', event.data.organisationId, {
        ...(event.data.textId && { textId: event.data.textId }),
        data: { peopleAffected: event.data.peopleAffectedBand },
      }),
    ],
  }),
  [events.merged.type]: (_, event) => ({
    status: 'merged',
    links: [link(event, 'merge', 'secretariat', { data: { into: event.data.into } })],
  }),
  [events.unmerged.type]: (_, event) => ({
    status: event.data.status,
    links: [link(event, 'unmerge', 'secretariat', { data: { from: event.data.from, reason: event.data.reason } })],
  }),
  [events.clocksRecalculated.type]: (concern, { data }) => ({ duties: recalculate(concern.duties, data.clocks) }),
};

/**
 * The mirror of a concern after one more event. It uses the event alone, so equal events give equal mirrors; what an
 * event means that changes nothing here (a draft, a delivery) still moves the gate.
 */
export function projectConcern(previous: ConcernMirror | undefined, event: Recorded<ConcernEvent>): ConcernMirror {
  if (event.type === events.submitted.type) {
    const textId = event.data.narrativeTextId;
    const data = { channel: event.data.channel, asks: event.data.asks.map(({ number }) => number) };
    return { ...submitted(event), links: [link(event, 'submission', 'submitter', { textId, data })] };
  }
  if (!previous) throw new RangeError(`a concern begins with its submission, not with ${event.type}`);
  // The table is keyed by the event's own type, which TypeScript cannot carry through the look-up.
  const change = changes[event.type] as Change<ConcernEvent['type']> | undefined;
  const { links = [], ...changed } = change?.(previous, event) ?? {};
  const next = { ...previous, ...changed, updatedAt: event.at, links: [...previous.links, ...links] };
  const isOpen = open.includes(next.status);
  const duties = closed.includes(next.status) ? cancelDuties(next.duties, event.at) : next.duties;
  return { ...next, isOpen, duties, nextDue: nextDueOf(duties) };
}
