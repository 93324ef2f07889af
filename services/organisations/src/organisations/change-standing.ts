import { organisationEvents as events } from '@throughline/contracts';
import type { CommandContext } from '@throughline/persistence';
import { localDate } from '@throughline/working-days';
import { networkZone } from './network-zone.ts';
import { SuccessorUnknown } from './organisation.errors.ts';
import { standing } from './organisation.ts';
import type { OrganisationStore } from './organisation-store.ts';

const assuredForDays = 180;
const dayMs = 86_400_000;

/** What moves a record's standing, each with what it takes. */
export type ChangeStanding =
  | { readonly do: 'verify' }
  | { readonly do: 'makeDormant'; readonly reason?: string | undefined }
  | { readonly do: 'reactivate' }
  | { readonly do: 'close'; readonly reason: string; readonly successorId?: string | undefined };

function eventOf(command: ChangeStanding) {
  switch (command.do) {
    case 'verify':
      return events.verified.of({});
    case 'makeDormant':
      return events.madeDormant.of(command.reason ? { reason: command.reason } : {});
    case 'reactivate':
      return events.reactivated.of({});
    case 'close': {
      const { reason, successorId } = command;
      return events.closed.of({ reason, ...(successorId && { successorId }) });
    }
  }
}

/** Verifies, rests, wakes or closes a record, as its standing allows. */
export const changeStandingUseCase =
  (organisations: OrganisationStore) => async (id: string, command: ChangeStanding, context: CommandContext) => {
    if (command.do === 'close' && command.successorId) {
      const successor = await organisations.find(command.successorId, context.principal);
      if (!successor || successor.id === id) throw new SuccessorUnknown();
    }
    return organisations.change(id, context, ({ state }) => {
      standing.require(state, command.do);
      return [eventOf(command)];
    });
  };

/** Confirms that the record is still right, for 180 days (domain: "Assurance"). */
export const assureUseCase =
  (organisations: OrganisationStore) =>
  (id: string, by: { readonly organisationId?: string | undefined }, context: CommandContext) =>
    organisations.change(id, context, ({ state }) => {
      standing.require(state, 'assure');
      const validUntil = localDate(new Date(context.now.getTime() + assuredForDays * dayMs), networkZone);
      return [events.assured.of({ ...(by.organisationId && { byOrganisationId: by.organisationId }), validUntil })];
    });
