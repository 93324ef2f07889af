import { concernEvents, defaultStandards } from '@throughline/contracts';
import { audienceOf, type Concern, clockKey, impliedConsent } from './concern.ts';
import { type FactOf, type Folds, withAsks } from './fold-parts.ts';

/** What a submission makes: the beginning of every concern. */
export function submitted({ data, at, forumId }: FactOf<typeof concernEvents.submitted.type>): Concern {
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

/** From submission to triage, and what may happen before an answer. */
export const intakeFolds = {
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
} satisfies Partial<Folds>;
