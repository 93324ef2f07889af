import { type Clock, Unauthenticated } from '@throughline/kernel';
import type { Request, RequestHandler, Response } from 'express';
import { factsOf, type Lifecycle } from './begin.ts';
import { corsHeaders } from './methods.ts';
import { parseRequest } from './parse-request.ts';
import { forwardedRequestId, requestContext } from './request-context.ts';
import type { Route } from './route.ts';
import { sendReply } from './send-reply.ts';
import type { Authenticator } from './tokens.ts';

const bearerForm = /^Bearer +([\x21-\x7e]+) *$/i;

function bearerOf({ headers }: Request): string | undefined {
  if (headers.authorization === undefined) return undefined;
  const bearer = bearerForm.exec(headers.authorization)?.[1];
  if (bearer === undefined) throw new Unauthenticated('The Authorization header is not of the form "Bearer …".');
  return bearer;
}

/** JSON unless the reader prefers one of the route's other media types. */
function acceptedType<Use>(route: Route<Use>, request: Request, response: Response): string {
  if (route.media.length === 0) return 'application/json';
  const offered = Object.keys(route.answers).length ? ['application/json', ...route.media] : [...route.media];
  const [first = 'application/json'] = offered;
  response.setHeader('Vary', 'Authorization, Accept');
  return request.accepts(offered) || first;
}

/** What answering needs of an app. */
interface Answering<Use> {
  readonly use: Use;
  readonly tokens: Authenticator;
  readonly clock: Clock;
  readonly idempotencySecret: string;
}

/** Answers one route: who asks, whether they may, what they ask, the handler, its reply. Errors rise to the problem handler. */
export function answering<Use>(route: Route<Use>, options: Answering<Use>, lifecycle: Lifecycle): RequestHandler {
  const { tokens, clock, idempotencySecret: secret, use } = options;
  const alwaysSent = Object.entries(corsHeaders(route));
  return async (request, response) => {
    const facts = factsOf(response);
    facts.route = route.path;
    for (const [name, value] of alwaysSent) response.setHeader(name, value);
    const who = await tokens.authenticate(bearerOf(request));
    facts.principalKind = who.principal.kind;
    facts.requestId = forwardedRequestId(request, who) ?? facts.requestId;
    response.setHeader('X-Request-Id', facts.requestId);
    route.checkAtDoor(who.principal);
    const parsed = await parseRequest(route, request, who.principal);
    const context = requestContext(request, { who, requestId: facts.requestId, parsed, clock, secret });
    const { params, query, headers, body } = parsed;
    const accept = acceptedType(route, request, response);
    const { principal } = who;
    const reply = await route.handle({ params, query, headers, body, context, principal, use, accept });
    await sendReply(request, response, { route, reply, leaving: lifecycle.leaving.signal });
  };
}
