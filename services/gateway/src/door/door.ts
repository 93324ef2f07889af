import type { IncomingMessage, ServerResponse } from 'node:http';
import { type App, Malformed, type Served } from '@throughline/http';
import { type AppError, isAppError, NotFound, newUuid } from '@throughline/kernel';
import { currentTraceparent } from '@throughline/observability';
import type { Bearer, Bearers } from './bearers.ts';
import { credentialOf } from './credential.ts';
import { type Destination, destinationOf, isInternal, pathOf, type Upstream } from './destination.ts';
import type { Proxy } from './proxy.ts';
import { type Allowance, callerOfAddress, type RateLimit, TooManyRequests } from './rate-limits.ts';
import { refuse } from './refuse.ts';
import { isSafe, requireSameOrigin } from './same-origin.ts';

interface Log {
  warn(particulars: object, message: string): void;
  error(particulars: object, message: string): void;
}

/** What the door is made of. */
export interface DoorOptions {
  /** The gateway's own routes. */
  readonly app: App;
  readonly bearers: Bearers;
  readonly proxies: Readonly<Record<Upstream, Proxy>>;
  readonly limits: { readonly perKey: RateLimit; readonly publicPosts: RateLimit };
  /** Where readers find this installation: forms under a cookie are taken from there only. */
  readonly publicOrigin: string;
  readonly log: Log;
}

/** A request that may go on, and how. */
interface Admitted {
  readonly bearer: Bearer;
  readonly destination: Destination;
  readonly requestId: string;
  readonly allowance: Allowance | undefined;
}

const probes = new Set(['/healthz', '/readyz']);
const requestIdForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const traceparentForm = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

const believedRequestId = ({ headers }: IncomingMessage, { isInternal: isOurs }: Bearer) => {
  const sent = headers['x-request-id'];
  return isOurs && typeof sent === 'string' && requestIdForm.test(sent) ? sent : undefined;
};

/** The trace that a request belongs to. What nobody has signed is not believed: it could link anonymous requests. */
function traceparentOf({ headers }: IncomingMessage, { principal }: Bearer): string | undefined {
  const ours = currentTraceparent();
  if (ours !== undefined || principal.kind === 'anonymous') return ours;
  const { traceparent } = headers;
  return typeof traceparent === 'string' && traceparentForm.test(traceparent) ? traceparent : undefined;
}

/** The one door: who asks, whether they may come in, and on to whoever answers. */
export function door({ app, bearers, proxies, limits, publicOrigin, log }: DoorOptions): Served {
  /** Each with whether it is an event stream, which has no end of its own. */
  const inFlight = new Map<ServerResponse, boolean>();
  const whenIdle: (() => void)[] = [];
  let isLeaving = false;

  async function bearerOf(request: IncomingMessage): Promise<Bearer> {
    const credential = credentialOf(request.headers);
    if (credential === undefined) return bearers.anonymous();
    if (credential.from === 'authorization') return bearers.bearerOf(credential.value);
    try {
      const bearer = await bearers.bearerOf(credential.value);
      if (!isSafe(request.method ?? 'GET')) requireSameOrigin(request.headers, publicOrigin);
      // A browser never holds an internal token.
      return bearer.isInternal ? await bearers.anonymous() : bearer;
    } catch (error) {
      // A browser keeps sending the cookie of a session that has ended; its reader is a visitor again, not an error.
      if (isAppError(error) && error.kind === 'unauthenticated') return bearers.anonymous();
      throw error;
    }
  }

  async function allowanceOf(request: IncomingMessage, bearer: Bearer): Promise<Allowance | undefined> {
    const { principal } = bearer;
    if (principal.kind === 'key') return limits.perKey.count(principal.id);
    if (principal.kind !== 'anonymous' || bearer.isInternal || request.method !== 'POST') return undefined;
    return limits.publicPosts.count(callerOfAddress(request.socket.remoteAddress));
  }

  async function admit(request: IncomingMessage, path: string): Promise<Admitted> {
    if (!path.startsWith('/'))
      throw new Malformed([{ pointer: 'path', code: 'not-a-path', message: 'begins with a slash' }]);
    const bearer = await bearerOf(request);
    const internal = isInternal(path);
    // What services say among themselves is not there for anybody else, whatever their role.
    if (internal && !bearer.isInternal) throw new NotFound();
    return {
      bearer,
      destination: internal ? 'gateway' : destinationOf(path),
      requestId: believedRequestId(request, bearer) ?? newUuid(),
      allowance: await allowanceOf(request, bearer),
    };
  }

  /** Our own routes are answered as any service's would be: in an internal token, by the same app. */
  function answerOurselves(request: IncomingMessage, response: ServerResponse, admitted: Admitted): void {
    const { bearer, requestId, allowance } = admitted;
    const { headers } = request;
    headers.authorization = `Bearer ${bearer.token}`;
    headers['x-request-id'] = requestId;
    delete headers.cookie;
    const traceparent = traceparentOf(request, bearer);
    if (traceparent === undefined) delete headers['traceparent'];
    else headers['traceparent'] = traceparent;
    for (let at = 0; allowance && at < allowance.headers.length; at += 2)
      response.setHeader(allowance.headers[at] as string, allowance.headers[at + 1] as string);
    app.express(request, response);
  }

  function goOn(request: IncomingMessage, response: ServerResponse, admitted: Admitted): void {
    const { bearer, destination, requestId, allowance } = admitted;
    const answerHeaders = allowance?.headers ?? [];
    const refuseWith = (error: AppError) => refuse(response, { error, requestId, headers: answerHeaders });
    if (allowance?.isExceeded) {
      refuseWith(new TooManyRequests(undefined, { retryAfterSeconds: allowance.retryAfterSeconds }));
      return;
    }
    if (destination === 'gateway') {
      answerOurselves(request, response, admitted);
      return;
    }
    // The portal takes a bearer for somebody signed in. What it posts for a visitor was counted here already.
    const seesNobody =
      destination === 'portal' && bearer.principal.kind === 'anonymous' && isSafe(request.method ?? 'GET');
    proxies[destination].pass(request, response, {
      requestId,
      token: seesNobody ? undefined : bearer.token,
      traceparent: traceparentOf(request, bearer),
      answerHeaders: isLeaving ? [...answerHeaders, 'Connection', 'close'] : answerHeaders,
      refuse: (error) => {
        log.warn({ requestId, destination, err: error.cause }, 'a service did not answer');
        refuseWith(error);
      },
    });
  }

  function enter({ headers }: IncomingMessage, response: ServerResponse): void {
    inFlight.set(response, headers.accept?.startsWith('text/event-stream') ?? false);
    response.once('close', () => {
      inFlight.delete(response);
      if (inFlight.size === 0) for (const resolve of whenIdle.splice(0)) resolve();
    });
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request.url ?? '');
    enter(request, response);
    if (probes.has(path)) {
      app.express(request, response);
      return;
    }
    try {
      goOn(request, response, await admit(request, path));
    } catch (error) {
      const requestId = newUuid();
      if (!isAppError(error) || error.kind === 'broken')
        log.error({ requestId, err: error }, 'a request failed at the door by a fault of ours');
      refuse(response, { error, requestId, headers: [] });
    }
  }

  return {
    express: (request, response) => void handle(request, response),
    leave() {
      isLeaving = true;
      app.leave();
      for (const [response, isStream] of inFlight) if (isStream) response.destroy();
    },
    async idle() {
      if (inFlight.size > 0) await new Promise<void>((resolve) => whenIdle.push(resolve));
      await app.idle();
    },
  };
}
