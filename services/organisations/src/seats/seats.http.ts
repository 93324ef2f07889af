import { seatRole } from '@throughline/contracts';
import { created, idParam, isoDate, ok } from '@throughline/http';
import { NotFound } from '@throughline/kernel';
import { localDate } from '@throughline/working-days';
import { z } from 'zod';
import { networkZone } from '../organisations/network-zone.ts';
import {
  ForumUnknown,
  NotVerified,
  SeatNotHeld,
  SeatTaken,
  TermImpossible,
} from '../organisations/organisation.errors.ts';
import { organisationRepresentation, representOrganisation } from '../organisations/organisation-representation.ts';
import { policy } from '../policy.ts';
import { route } from '../route.ts';

export const giveSeatRoute = route({
  method: 'post',
  path: '/v1/organisations/:organisationId/seats',
  summary: 'Give an organisation a seat on a forum',
  may: 'seat.give',
  params: z.strictObject({ organisationId: idParam('org') }),
  body: z.strictObject({ forumId: idParam('frm'), role: seatRole, from: isoDate, to: isoDate.optional() }),
  answers: { 201: organisationRepresentation },
  problems: [ForumUnknown, NotVerified, SeatTaken, TermImpossible],
  handle: async ({ params: { organisationId }, body, principal, context, use }) => {
    policy.require(principal, 'seat.give', { forum: body.forumId });
    const outcome = await use.giveSeat(organisationId, body, context);
    const shown = representOrganisation(outcome.stored, localDate(context.now, networkZone));
    return created(shown, { location: `/v1/organisations/${organisationId}`, outcome });
  },
});

export const endSeatRoute = route({
  method: 'post',
  path: '/v1/organisations/:organisationId/seats/:seatId/end',
  summary: 'End a seat',
  may: 'seat.give',
  params: z.strictObject({ organisationId: idParam('org'), seatId: idParam('sea') }),
  body: z.strictObject({ to: isoDate.optional() }),
  answers: { 200: organisationRepresentation },
  problems: [SeatNotHeld, TermImpossible],
  handle: async ({ params: { organisationId, seatId }, body, principal, context, use }) => {
    const today = localDate(context.now, networkZone);
    const { state } = await use.showOrganisation(organisationId, principal);
    const seat = state.seats.find(({ id }) => id === seatId);
    // A foreign id answers as an unknown one does.
    if (!seat || !policy.allows(principal, 'seat.give', { forum: seat.forumId })) throw new NotFound();
    const outcome = await use.endSeat(organisationId, seatId, body.to ?? today, context);
    return ok(representOrganisation(outcome.stored, today), { outcome });
  },
});
