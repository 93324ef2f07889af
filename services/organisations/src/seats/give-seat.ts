import { organisationEvents as events, type SeatRole } from '@throughline/contracts';
import { newId } from '@throughline/kernel';
import type { CommandContext } from '@throughline/persistence';
import type { KnownForums } from '../forums/known-forums.ts';
import { NotVerified, SeatNotHeld, SeatTaken, TermImpossible } from '../organisations/organisation.errors.ts';
import { seatDuring } from '../organisations/organisation.ts';
import type { OrganisationStore } from '../organisations/organisation-store.ts';

/** A place on a forum, for a term that may be open. */
export interface GiveSeat {
  readonly forumId: string;
  readonly role: SeatRole;
  readonly from: string;
  readonly to?: string | undefined;
}

/** Seats a verified organisation on a forum; no two of its seats there share a day. */
export const giveSeatUseCase =
  ({ organisations, forums }: { readonly organisations: OrganisationStore; readonly forums: KnownForums }) =>
  async (id: string, { forumId, role, from, to }: GiveSeat, context: CommandContext) => {
    if (to && to < from) throw new TermImpossible();
    return organisations.change(id, context, async (organisation) => {
      await forums.require(forumId);
      if (organisation.state !== 'verified') throw new NotVerified();
      if (seatDuring(organisation, forumId, { from, ...(to && { to }) })) throw new SeatTaken();
      const seatId = newId('sea');
      return {
        events: [events.seatTaken.of({ seatId, forumId, role, from, ...(to && { to }) })],
        created: seatId,
      };
    });
  };

/** Ends a seat on a day; a seat that has ended stays on the record. */
export const endSeatUseCase =
  (organisations: OrganisationStore) => (id: string, seatId: string, to: string, context: CommandContext) =>
    organisations.change(id, context, ({ seats }) => {
      const seat = seats.find((held) => held.id === seatId);
      if (!seat || (seat.to && seat.to <= to)) throw new SeatNotHeld();
      if (to < seat.from) throw new TermImpossible();
      return [events.seatEnded.of({ seatId, forumId: seat.forumId, role: seat.role, to })];
    });
