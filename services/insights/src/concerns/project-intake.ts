import { concernEvents as events } from '@throughline/contracts';
import type { ConcernMirror, DutyMirror } from './concern-mirror.ts';
import { meetDuty } from './duties.ts';
import { type Changes, type Fact, link } from './link.ts';

/** Who submits for itself alone consents to everything (domain: "On behalf of"). */
const impliedScopes = ['forum', 'institution', 'public-summary'] as const;

/** The mirror that a submission begins. */
export function submitted(event: Fact<typeof events.submitted.type>): ConcernMirror {
  const { data, at, forumId } = event;
  const duty = (kind: 'acknowledgement' | 'triage', due: string): DutyMirror => ({
    kind,
    about: {},
    owedBy: 'secretariat',
    startedAt: at,
    due,
    isPaused: false,
    pausedDays: 0,
    extendedByDays: 0,
  });
  return {
    reference: data.reference,
    forumId: forumId ?? '',
    status: 'received',
    isOpen: true,
    ...(data.submitterId && { submitterId: data.submitterId }),
    ...(data.submitterKind && { submitterKind: data.submitterKind }),
    identityTier: data.identityTier,
    scopes: data.onBehalfOf?.scopes ?? impliedScopes,
    areas: data.areas,
    urgent: data.urgent,
    category: data.category,
    submittedAt: at,
    updatedAt: at,
    asks: data.asks.map(({ number, textId }) => ({ number, textId })),
    referrals: [],
    institutions: [],
    commitments: [],
    awaitedInformation: [],
    duties: [duty('acknowledgement', data.acknowledgementDue), duty('triage', data.triageDue)],
    nextDue: data.acknowledgementDue,
    links: [
      link(event, 'submission', 'submitter', {
        textId: data.narrativeTextId,
        data: { channel: data.channel, asks: data.asks.map(({ number }) => number) },
      }),
    ],
  };
}

/** Who triages or rejects has plainly received it, even where nobody acknowledged. */
const readAt = (concern: ConcernMirror, at: string) =>
  meetDuty(meetDuty(concern.duties, at, 'acknowledgement'), at, 'triage');

/** From the acknowledgement to the triage, and how a concern may end early. */
export const intakeChanges: Changes = {
  [events.acknowledged.type]: (concern, event) => ({
    acknowledgedAt: event.at,
    duties: meetDuty(concern.duties, event.at, 'acknowledgement'),
    links: [link(event, 'acknowledgement', 'secretariat')],
  }),
  [events.triaged.type]: (concern, event) => {
    const { theme, category, visibility, summaryTextId, urgent, asks } = event.data;
    return {
      status: 'triaged',
      theme,
      category,
      visibility,
      summaryTextId,
      urgent,
      asks: concern.asks.map((ask) => ({ ...ask, ...asks.find(({ number }) => number === ask.number) })),
      duties: readAt(concern, event.at),
      links: [link(event, 'triage', 'secretariat', { textId: summaryTextId, data: { theme, category, visibility } })],
    };
  },
  [events.rejected.type]: (concern, event) => ({
    status: 'rejected',
    duties: readAt(concern, event.at),
    links: [
      link(event, 'rejection', 'secretariat', { textId: event.data.textId, data: { reason: event.data.reason } }),
    ],
  }),
  [events.withdrawn.type]: (_, event) => ({
    status: 'withdrawn',
    links: [link(event, 'withdrawal', 'submitter', { data: { reason: event.data.reason } })],
  }),
  [events.consentWithdrawn.type]: (_, { data }) => ({ scopes: data.scopeLeft }),
  [events.informationRequested.type]: (concern, event) => {
    const { number, referralId, from, textId } = event.data;
    return {
      awaitedInformation: [...concern.awaitedInformation, { number, ...(referralId && { referralId }) }],
      links: [link(event, 'information-request', from, { textId, data: { number } })],
    };
  },
  [events.informationSupplied.type]: (concern, event) => {
    const { number, textId } = event.data;
    const supplied = concern.awaitedInformation.find((request) => request.number === number);
    const left = concern.awaitedInformation.filter((request) => request.number !== number);
    const isLast = !left.some(({ referralId }) => referralId === supplied?.referralId);
    return {
      awaitedInformation: left,
      // What an institution could not answer without it is open again.
      asks: concern.asks.map((ask) => {
        if (!isLast || ask.outcome !== 'needs-information' || ask.referralId !== supplied?.referralId) return ask;
        const { outcome: _, ...open } = ask;
        return open;
      }),
      links: [link(event, 'information', 'submitter', { textId, data: { number } })],
    };
  },
};
