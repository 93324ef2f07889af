import {
  type OrganisationEvent,
  type OrganisationKind,
  type OrganisationState,
  organisationEvents,
  type Recorded,
} from '@throughline/contracts';

/** What meetings need to know of an organisation: what it is, and where it has a seat. */
export interface Organisation {
  readonly kind: OrganisationKind;
  readonly state: OrganisationState;
  readonly seats: readonly Seat[];
}

interface Seat {
  readonly id: string;
  readonly forumId: string;
  readonly from: string;
  /** The last day of the term; absent while it has no end. */
  readonly to?: string;
}

/** The organisation after an event of its owner. */
export function projectOrganisation(
  previous: Organisation | undefined,
  event: Recorded<OrganisationEvent>,
): Organisation {
  if (event.type === organisationEvents.registered.type) return { kind: event.data.kind, state: 'proposed', seats: [] };
  if (!previous) throw new TypeError(`an organisation cannot begin with ${event.type}`);
  switch (event.type) {
    case organisationEvents.verified.type:
    case organisationEvents.reactivated.type:
      return { ...previous, state: 'verified' };
    case organisationEvents.madeDormant.type:
      return { ...previous, state: 'dormant' };
    case organisationEvents.closed.type:
      return { ...previous, state: 'closed' };
    case organisationEvents.profileChanged.type:
      return { ...previous, kind: event.data.kind };
    case organisationEvents.seatTaken.type: {
      const { seatId, forumId, from, to } = event.data;
      const seat = { id: seatId, forumId, from, ...(to ? { to } : {}) };
      return { ...previous, seats: [...previous.seats.filter(({ id }) => id !== seatId), seat] };
    }
    case organisationEvents.seatEnded.type: {
      const { seatId, to } = event.data;
      return { ...previous, seats: previous.seats.map((seat) => (seat.id === seatId ? { ...seat, to } : seat)) };
    }
    default:
      return previous;
  }
}

/** Whether it has a seat on the forum on that day. What is closed sits nowhere. */
export const isSeated = ({ state, seats }: Organisation, forumId: string, day: string): boolean =>
  state !== 'closed' &&
  seats.some((seat) => seat.forumId === forumId && seat.from <= day && (seat.to === undefined || seat.to >= day));
