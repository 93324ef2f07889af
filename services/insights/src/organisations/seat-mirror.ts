import { organisationEvents as events, type OrganisationEvent, type Recorded } from '@throughline/contracts';

/** What the read side keeps of an organisation: where it has a seat. */
export interface SeatMirror {
  readonly seats: readonly {
    readonly id: string;
    readonly forumId: string;
    readonly from: string;
    readonly to?: string;
  }[];
}

/** The mirror of an organisation after one more event. */
export function projectSeats(previous: SeatMirror | undefined, event: Recorded<OrganisationEvent>): SeatMirror {
  const seats = previous?.seats ?? [];
  if (event.type === events.seatTaken.type) {
    const { seatId, forumId, from, to } = event.data;
    return { seats: [...seats, { id: seatId, forumId, from, ...(to && { to }) }] };
  }
  if (event.type === events.seatEnded.type) {
    const { seatId, to } = event.data;
    return { seats: seats.map((seat) => (seat.id === seatId ? { ...seat, to } : seat)) };
  }
  return { seats };
}

/** Whether the organisation has a seat on the forum on this day. */
export const isSeated = ({ seats }: SeatMirror, forumId: string, today: string): boolean =>
  seats.some((seat) => seat.forumId === forumId && seat.from <= today && (!seat.to || today <= seat.to));
