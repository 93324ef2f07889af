import type { AppErrorClass, Clock } from '@throughline/kernel';
import express, { type Express, type RequestHandler } from 'express';
import { answering } from './answer.ts';
import { beginning, type Lifecycle } from './begin.ts';
import type { Readiness } from './health.ts';
import { healthRoutes } from './health.ts';
import type { Log } from './log.ts';
import { methodsOf, refusingOtherMethods } from './methods.ts';
import { once } from './once.ts';
import { openApiOf } from './openapi.ts';
import { problemHandler, unknownAddress } from './problem-handler.ts';
import type { Route } from './route.ts';
import { refuseLooseSchemas } from './strict-schemas.ts';
import type { Authenticator } from './tokens.ts';

/** What an app is built of. */
export interface AppOptions<Use> {
  /** The service's name, as its tokens have it. */
  readonly service: string;
  /** Every route, in any order: a literal segment wins over a parameter. */
  readonly routes: readonly Route<Use>[];
  readonly use: Use;
  /** {@link tokens}, or the gateway's own authenticator. */
  readonly tokens: Authenticator;
  readonly log: Log;
  /** The business clock. */
  readonly clock: Clock;
  /** At least 32 characters: keys the fingerprints of requests. */
  readonly idempotencySecret: string;
  readonly readiness: () => Promise<Readiness>;
  /** Errors that any of the routes may answer: `storeProblems` of persistence. For the reference alone. */
  readonly problems?: readonly AppErrorClass[];
  /** Handlers behind the routes and before the 404: the gateway's proxy, the portal's pages. What they throw becomes a problem document. */
  readonly extra?: readonly RequestHandler[];
}

/** A built app. Hand it to {@link listen}. */
export interface App {
  readonly express: Express;
  /** From here on `/readyz` says no, answers close their connection, and streams end. */
  leave(): void;
  /** Resolves when no request is in flight. */
  idle(): Promise<void>;
}

// A literal segment sorts before a parameter, so that `/concerns/batch` is never taken for an id.
const bySpecificity = (one: string, other: string) => {
  const key = (path: string) => path.replaceAll(/:\w+/g, '\uffff');
  return key(one) < key(other) ? -1 : 1;
};

/**
 * Builds the Express app of a service: `/healthz`, `/readyz`, `/internal/openapi.json` and the routes with everything that
 * the API's conventions ask of them. Throws RangeError at the start for two equal routes or a schema that is not strict.
 */
export function buildApp<Use>(options: AppOptions<Use>): App {
  const { service, routes, extra = [], log } = options;
  refuseLooseSchemas(routes);
  const lifecycle: Lifecycle = { inFlight: 0, leaving: new AbortController(), whenIdle: [] };
  const app = express()
    .disable('x-powered-by')
    .disable('etag')
    .set('query parser', false)
    .enable('case sensitive routing')
    .enable('strict routing');
  app.use(beginning(log, lifecycle));
  healthRoutes(app, { service, readiness: options.readiness, lifecycle });
  const document = once(() => openApiOf(routes, { title: service, problems: options.problems ?? [] }));
  app.get('/internal/openapi.json', (_request, response) => void response.json(document()));
  for (const [path, byMethod] of [...methodsOf(routes)].sort(([one], [other]) => bySpecificity(one, other))) {
    const entry = app.route(path);
    for (const route of byMethod.values()) entry[route.method](answering(route, options, lifecycle));
    entry.all(refusingOtherMethods(byMethod));
  }
  for (const handler of extra) app.use(handler);
  app.use(unknownAddress);
  app.use(problemHandler(log));
  return {
    express: app,
    leave: () => lifecycle.leaving.abort(),
    idle: () =>
      lifecycle.inFlight === 0 ? Promise.resolve() : new Promise((resolve) => lifecycle.whenIdle.push(resolve)),
  };
}
