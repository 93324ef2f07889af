import { assureRoute, standingRoutes } from './organisations/change-standing.http.ts';
import { listOrganisationsRoute, showOrganisationRoute } from './organisations/read-organisations.http.ts';
import { registerOrganisationRoute } from './organisations/register-organisation.http.ts';
import { setResponsibilitiesRoute, suggestRoutingRoute } from './responsibilities/responsibilities.http.ts';
import { endSeatRoute, giveSeatRoute } from './seats/seats.http.ts';

/** Every route of the registry. */
export const routes = [
  registerOrganisationRoute,
  listOrganisationsRoute,
  showOrganisationRoute,
  ...standingRoutes,
  assureRoute,
  giveSeatRoute,
  endSeatRoute,
  setResponsibilitiesRoute,
  suggestRoutingRoute,
] as const;
