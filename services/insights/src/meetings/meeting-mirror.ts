import { meetingEvents as events, type MeetingEvent, type MeetingState, type Recorded } from '@throughline/contracts';

/** An item of an agenda that concerns something. */
interface AgendaItemMirror {
  readonly id: string;
  readonly at: string;
  readonly origin: string;
  readonly space: string;
  readonly kind: string;
  readonly concerns: readonly string[];
  readonly titleTextId?: string;
}

interface DecisionMirror {
  readonly id: string;
  readonly at: string;
  readonly number: string;
  readonly kind: string;
  readonly concerns: readonly string[];
  readonly institutionId?: string;
  readonly corrects?: string;
  readonly textId: string;
}

/** What the read side keeps of a meeting. */
export interface MeetingMirror {
  readonly forumId: string;
  readonly state: MeetingState;
  /** Whether it was ever called: until then a meeting, also one put off, is nobody else's business. */
  readonly isCalled: boolean;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly updatedAt: string;
  readonly items: readonly AgendaItemMirror[];
  readonly decisions: readonly DecisionMirror[];
  /** Of items and decisions together: by this a concern's meetings are found. */
  readonly concerns: readonly string[];
}

type Of<Type extends MeetingEvent['type']> = Recorded<Extract<MeetingEvent, { type: Type }>>;

function itemOf(
  { data, at }: Of<typeof events.agendaItemAdded.type> | Of<typeof events.agendaItemChanged.type>,
  addedAt = at,
): AgendaItemMirror {
  const { itemId, origin, space, kind, concerns, titleTextId } = data;
  return { id: itemId, at: addedAt, origin, space, kind, concerns, ...(titleTextId && { titleTextId }) };
}

function change(meeting: MeetingMirror, event: Recorded<MeetingEvent>): Partial<MeetingMirror> {
  switch (event.type) {
    case events.changed.type:
    case events.postponed.type:
      return {
        startsAt: event.data.startsAt,
        endsAt: event.data.endsAt,
        ...(event.type === events.postponed.type && { state: 'postponed' }),
      };
    case events.called.type:
      return { state: 'called', isCalled: true, startsAt: event.data.startsAt, endsAt: event.data.endsAt };
    case events.opened.type:
      return { state: 'in-session' };
    case events.concluded.type:
      return { state: 'concluded' };
    case events.cancelled.type:
      return { state: 'cancelled' };
    case events.minutesCirculated.type:
      return { state: 'minutes-circulated' };
    case events.minutesApproved.type:
      return { state: 'minutes-approved' };
    case events.agendaItemAdded.type:
      return { items: [...meeting.items, itemOf(event)] };
    case events.agendaItemChanged.type:
      return { items: meeting.items.map((item) => (item.id === event.data.itemId ? itemOf(event, item.at) : item)) };
    case events.agendaItemRemoved.type:
      return { items: meeting.items.filter(({ id }) => id !== event.data.itemId) };
    case events.decisionRecorded.type: {
      const { decisionId, number, kind, concerns, institutionId, corrects, textId } = event.data;
      const recorded = { id: decisionId, at: event.at, number, kind, concerns, textId };
      return {
        decisions: [
          ...meeting.decisions,
          { ...recorded, ...(institutionId && { institutionId }), ...(corrects && { corrects }) },
        ],
      };
    }
    default:
      return {};
  }
}

/** The mirror of a meeting after one more event. */
export function projectMeeting(previous: MeetingMirror | undefined, event: Recorded<MeetingEvent>): MeetingMirror {
  if (event.type === events.drafted.type) {
    const { startsAt, endsAt } = event.data;
    const nothing = { isCalled: false, items: [], decisions: [], concerns: [] };
    return { forumId: event.forumId ?? '', state: 'draft', startsAt, endsAt, updatedAt: event.at, ...nothing };
  }
  if (!previous) throw new RangeError(`a meeting begins as a draft, not with ${event.type}`);
  const next = { ...previous, ...change(previous, event), updatedAt: event.at };
  const concerns = [...next.items, ...next.decisions].flatMap((part) => part.concerns);
  return { ...next, concerns: [...new Set(concerns)] };
}
