import {
  type InstitutionStandards,
  type OrganisationEvent,
  type OrganisationKind,
  type OrganisationState,
  organisationEvents,
  type Recorded,
} from '@throughline/contracts';

/** What feedback keeps of an organisation: whether it may submit or be referred to, by what it counts, where it sits. */
export interface OrganisationMirrored {
  readonly kind: OrganisationKind;
  readonly state: OrganisationState;
  readonly standards: InstitutionStandards;
  readonly seats: readonly {
    readonly seatId: string;
    readonly forumId: string;
    readonly from: string;
    readonly to: string | null;
  }[];
}

type Change = (organisation: OrganisationMirrored) => OrganisationMirrored;

function changeBy(event: Recorded<OrganisationEvent>): Change {
  switch (event.type) {
    case organisationEvents.verified.type:
    case organisationEvents.reactivated.type:
      return (organisation) => ({ ...organisation, state: 'verified' });
    case organisationEvents.madeDormant.type:
      return (organisation) => ({ ...organisation, state: 'dormant' });
    case organisationEvents.closed.type:
      return (organisation) => ({ ...organisation, state: 'closed' });
    case organisationEvents.profileChanged.type:
      return (organisation) => ({ ...organisation, kind: event.data.kind });
    case organisationEvents.responsibilitiesSet.type:
      return (organisation) => ({ ...organisation, standards: event.data.standards ?? {} });
    case organisationEvents.seatTaken.type: {
      const { seatId, forumId, from, to } = event.data;
      return (organisation) => ({
        ...organisation,
        seats: [...organisation.seats, { seatId, forumId, from, to: to ?? null }],
      });
    }
    case organisationEvents.seatEnded.type: {
      const { seatId, to } = event.data;
      return (organisation) => ({
        ...organisation,
        seats: organisation.seats.map((seat) => (seat.seatId === seatId ? { ...seat, to } : seat)),
      });
    }
    default:
      return (organisation) => organisation;
  }
}

/** An organisation after one of its events. */
export function projectOrganisation(
  previous: OrganisationMirrored | undefined,
  event: Recorded<OrganisationEvent>,
): OrganisationMirrored {
  if (event.type === organisationEvents.registered.type)
    return { kind: event.data.kind, state: 'proposed', standards: {}, seats: [] };
  if (!previous) throw new TypeError(`an organisation cannot begin with ${event.type}`);
  return changeBy(event)(previous);
}

/** Whether it holds a seat on the forum on that day. */
export const isSeatedOn = ({ seats }: OrganisationMirrored, forumId: string, today: string): boolean =>
  seats.some((seat) => seat.forumId === forumId && seat.from <= today && (seat.to === null || seat.to >= today));
