import type { ForumEvent } from '@throughline/contracts';
import { buildApp, serviceClient, wordsRoute } from '@throughline/http';
import { type Composed, dueSweep, type Host, openFoundations } from '@throughline/service';
import { z } from 'zod';
import type { environment } from './config.ts';
import { subscriptions } from './consumers.ts';
import { type ForumMirror, knownForums, projectForum } from './forums/known-forums.ts';
import { assureUseCase, changeStandingUseCase } from './organisations/change-standing.ts';
import { listOrganisationsQuery } from './organisations/list-organisations.query.ts';
import { organisationDefinition } from './organisations/organisation-store.ts';
import { registerOrganisationUseCase } from './organisations/register-organisation.ts';
import { setResponsibilitiesUseCase } from './responsibilities/set-responsibilities.ts';
import { suggestRoutingQuery } from './responsibilities/suggest-routing.query.ts';
import type { UseCases } from './route.ts';
import { routes } from './routes.ts';
import { endSeatUseCase, giveSeatUseCase } from './seats/give-seat.ts';
import { resolveWords } from './words.ts';

/** Builds the registry. */
export async function compose(host: Host<typeof environment>): Promise<Composed> {
  const { service, config, log, clock, movable, tokens } = host;
  const foundations = await openFoundations(service, config, { log });
  const { database } = foundations;
  const organisations = database.aggregate(organisationDefinition);
  const forums = database.mirror<ForumMirror, ForumEvent>({ collection: 'forums', project: projectForum });
  const meetings = serviceClient({ baseUrl: config.MEETINGS_URL, tokens });
  const known = knownForums({
    find: (forumId) => forums.find(forumId),
    ask: (forumId) => meetings.getJson(`/v1/forums/${forumId}`, z.object({ disbandedAt: z.string().nullish() })),
  });
  const use: UseCases = {
    registerOrganisation: registerOrganisationUseCase(organisations),
    changeStanding: changeStandingUseCase(organisations),
    assure: assureUseCase(organisations),
    giveSeat: giveSeatUseCase({ organisations, forums: known }),
    endSeat: endSeatUseCase(organisations),
    setResponsibilities: setResponsibilitiesUseCase(organisations),
    suggestRouting: suggestRoutingQuery(organisations),
    listOrganisations: listOrganisationsQuery(database, organisations),
    showOrganisation: (id, principal) => organisations.require(id, principal),
  };
  // No clock runs here yet; the stack's clock is still told by every service alike.
  const sweep = dueSweep([], { clock, movable, log });
  const app = buildApp({
    service,
    routes: [...routes, foundations.journal, wordsRoute(resolveWords(organisations)), ...sweep.routes],
    use,
    tokens,
    log,
    clock,
    idempotencySecret: config.IDEMPOTENCY_SECRET,
    readiness: foundations.readiness,
  });
  return {
    app,
    start: () => foundations.start(subscriptions(forums, meetings)),
    async stop() {
      await sweep.stop();
      await foundations.stop();
      await meetings.close();
    },
  };
}
