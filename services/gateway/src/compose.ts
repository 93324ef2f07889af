import { buildApp, openApiOf, type ServiceClient, serviceClient, wordsRoute } from '@throughline/http';
import { movableClock, newId, systemClock } from '@throughline/kernel';
import {
  BadCursor,
  ConcurrentWrites,
  DocumentTooLarge,
  IdempotencyMismatch,
  Stale,
  TooManyCommands,
} from '@throughline/persistence';
import { type Composed, dueSweep, type Host, openFoundations } from '@throughline/service';
import { nextDueAtOf } from './api-keys/api-key.ts';
import { apiKeyDefinition } from './api-keys/api-key-store.ts';
import { expireApiKeyUseCase } from './api-keys/expire-api-key.ts';
import { issueApiKeyUseCase } from './api-keys/issue-api-key.ts';
import { keyEnvironmentOf } from './api-keys/key-format.ts';
import { listApiKeysQuery } from './api-keys/list-api-keys.query.ts';
import { revokeApiKeyUseCase } from './api-keys/revoke-api-key.ts';
import { changeCodeListUseCase, codeListsQuery } from './code-lists/change-code-list.ts';
import { codeListDefinition } from './code-lists/code-list-store.ts';
import type { environment } from './config.ts';
import { subscriptions } from './consumers.ts';
import { keepInFile } from './demo-clock/clock-file.ts';
import { moveClockUseCase } from './demo-clock/move-clock.ts';
import { clockOf, settledStack } from './demo-clock/stack-clocks.ts';
import { docsPages } from './documents/docs-pages.ts';
import { joinedDocuments } from './documents/service-documents.ts';
import { type Bearers, bearers as bearersOver } from './door/bearers.ts';
import type { Upstream } from './door/destination.ts';
import { door } from './door/door.ts';
import { forgetting } from './door/forgetting.ts';
import { proxyTo } from './door/proxy.ts';
import { rateLimit, TooManyRequests } from './door/rate-limits.ts';
import { CrossSite } from './door/same-origin.ts';
import { stackReadiness } from './door/stack-readiness.ts';
import { changePersonUseCase } from './people/change-person.ts';
import { endRoleUseCase, grantRoleUseCase } from './people/change-roles.ts';
import { inviteFirstAdministratorUseCase, invitePersonUseCase } from './people/invite-person.ts';
import { countAdministratorsQuery, listPeopleQuery } from './people/list-people.query.ts';
import { personDefinition } from './people/person-store.ts';
import { resolveWordsUseCase } from './people/resolve-words.ts';
import { policy } from './policy.ts';
import { mirroredRegistry, registryMirrors } from './registry/mirrored-registry.ts';
import { routesIn, type UseCases } from './routes.ts';
import { demoPeopleQuery, demoSignInUseCase } from './sessions/demo-sign-in.ts';
import { openSessionUseCase } from './sessions/open-session.ts';
import { mongoSessionStore } from './sessions/session-store.mongo.ts';

const storeProblems = [Stale, IdempotencyMismatch, TooManyCommands, ConcurrentWrites, DocumentTooLarge, BadCursor];
const doorProblems = [TooManyRequests, CrossSite];

type Config = Host<typeof environment>['config'];

const originsIn = (config: Config): Record<Upstream, string> => ({
  organisations: config.ORGANISATIONS_URL,
  meetings: config.MEETINGS_URL,
  feedback: config.FEEDBACK_URL,
  notifications: config.NOTIFICATIONS_URL,
  insights: config.INSIGHTS_URL,
  portal: config.PORTAL_URL,
});

const forEach = <Made>(origins: Record<Upstream, string>, make: (origin: string) => Made): Record<Upstream, Made> =>
  Object.fromEntries(Object.entries(origins).map(([name, origin]) => [name, make(origin)])) as Record<Upstream, Made>;

/** Builds the one door: people, keys and sessions, and the way on to every other service. */
export async function compose(host: Host<typeof environment>): Promise<Composed> {
  const { service, config, log, clock, movable, tokens } = host;
  const mode = config.THROUGHLINE_MODE;
  const environmentOfKeys = keyEnvironmentOf(mode);
  const foundations = await openFoundations(service, config, { log });
  const { database } = foundations;

  const origins = originsIn(config);
  const clients = forEach<ServiceClient>(origins, (baseUrl) => serviceClient({ baseUrl, tokens }));
  const proxies = forEach(origins, proxyTo);

  let bearers: Bearers | undefined;
  const forget = () => bearers?.forget();
  const people = forgetting(database.aggregate(personDefinition), forget);
  const apiKeys = forgetting(database.aggregate(apiKeyDefinition, { nextDueAt: nextDueAtOf }), forget);
  const codeLists = database.aggregate(codeListDefinition);
  const sessions = mongoSessionStore(database);
  const mirrors = registryMirrors(database);
  const registry = mirroredRegistry(mirrors, clients);
  bearers = bearersOver({
    people,
    apiKeys,
    sessions,
    tokens,
    environment: environmentOfKeys,
    clock,
    machineClock: systemClock,
  });

  const listPeople = listPeopleQuery(people, database);
  const openSession = openSessionUseCase({ people, sessions, machineClock: systemClock });
  const inviteFirstAdministrator = inviteFirstAdministratorUseCase({ people, newId });
  const countAdministrators = countAdministratorsQuery(people);
  const expireApiKey = expireApiKeyUseCase({ apiKeys });
  const sweep = dueSweep(
    [{ due: (now, limit) => apiKeys.due(now, limit), nextDue: () => apiKeys.nextDue(), speak: expireApiKey }],
    {
      clock,
      movable,
      log,
    },
  );
  const joinedDocument = joinedDocuments({ own: () => own, services: clients, log });
  const use: UseCases = {
    people,
    listPeople,
    invitePerson: invitePersonUseCase({ people, newId }),
    changePerson: changePersonUseCase({ people, policy }),
    grantRole: grantRoleUseCase({ people, registry, policy, countAdministrators, newId }),
    endRole: endRoleUseCase({ people, registry, policy, countAdministrators, newId }),
    issueApiKey: issueApiKeyUseCase({ apiKeys, registry, policy, environment: environmentOfKeys, newId }),
    revokeApiKey: revokeApiKeyUseCase({ apiKeys, policy }),
    listApiKeys: listApiKeysQuery(apiKeys, database),
    codeLists: codeListsQuery({ codeLists }),
    changeCodeList: changeCodeListUseCase({ codeLists, newId }),
    joinedDocument,
    demoPeople: demoPeopleQuery({ listPeople }),
    demoSignIn: demoSignInUseCase({ openSession, inviteFirstAdministrator }),
    clock,
    moveClock: moveClockUseCase({
      // A production start has no route that reaches this.
      clock: movable ?? movableClock(),
      // The portal has no time of its own: it shows what the others say.
      services: Object.entries(clients)
        .filter(([name]) => name !== 'portal')
        .map(([, client]) => clockOf(client)),
      sweep: () => sweep.run(),
      nextDueAt: () => apiKeys.nextDue(),
      settled: settledStack(Object.values(clients)),
      keep: keepInFile(config.THROUGHLINE_CLOCK_FILE),
      moved: forget,
    }),
  };
  const routes = routesIn(mode);
  const own = openApiOf(routes, { title: service, problems: [...storeProblems, ...doorProblems] });
  const app = buildApp({
    service,
    routes: [...routes, foundations.journal, wordsRoute(resolveWordsUseCase({ people })), ...sweep.routes],
    use,
    tokens,
    log,
    clock,
    idempotencySecret: config.IDEMPOTENCY_SECRET,
    readiness: stackReadiness({ own: () => foundations.readiness(), services: clients }),
    problems: storeProblems,
    extra: [docsPages(joinedDocument)],
  });
  const limits = {
    perKey: rateLimit('key', config.RATE_LIMIT_PER_KEY),
    publicPosts: rateLimit('public-posts', config.RATE_LIMIT_PUBLIC_POSTS),
  };
  return {
    app: door({ app, bearers, proxies, limits, publicOrigin: new URL(config.PUBLIC_URL).origin, log }),
    start: () => foundations.start(subscriptions(mirrors, clients)),
    async stop() {
      await sweep.stop();
      for (const limit of Object.values(limits)) limit.stop();
      await Promise.all([...Object.values(proxies), ...Object.values(clients)].map((each) => each.close()));
      await foundations.stop();
    },
  };
}
