import { routesFor } from '@throughline/http';
import type { Principal } from '@throughline/kernel';
import type { assureUseCase, changeStandingUseCase } from './organisations/change-standing.ts';
import type { listOrganisationsQuery } from './organisations/list-organisations.query.ts';
import type { StoredOrganisation } from './organisations/organisation-store.ts';
import type { registerOrganisationUseCase } from './organisations/register-organisation.ts';
import { policy } from './policy.ts';
import type { setResponsibilitiesUseCase } from './responsibilities/set-responsibilities.ts';
import type { suggestRoutingQuery } from './responsibilities/suggest-routing.query.ts';
import type { endSeatUseCase, giveSeatUseCase } from './seats/give-seat.ts';

/** What the registry's routes can ask for. */
export interface UseCases {
  readonly registerOrganisation: ReturnType<typeof registerOrganisationUseCase>;
  readonly changeStanding: ReturnType<typeof changeStandingUseCase>;
  readonly assure: ReturnType<typeof assureUseCase>;
  readonly giveSeat: ReturnType<typeof giveSeatUseCase>;
  readonly endSeat: ReturnType<typeof endSeatUseCase>;
  readonly setResponsibilities: ReturnType<typeof setResponsibilitiesUseCase>;
  readonly suggestRouting: ReturnType<typeof suggestRoutingQuery>;
  readonly listOrganisations: ReturnType<typeof listOrganisationsQuery>;
  showOrganisation(id: string, principal: Principal): Promise<StoredOrganisation>;
}

/** The registry's own `route()`. */
export const route = routesFor(policy).using<UseCases>();
