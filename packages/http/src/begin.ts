import { newUuid } from '@throughline/kernel';
import type { RequestHandler, Response } from 'express';
import type { Log } from './log.ts';

/** How an app stands: what is in flight, and whether it is on its way out. */
export interface Lifecycle {
  inFlight: number;
  /** Aborted once the app leaves. */
  readonly leaving: AbortController;
  readonly whenIdle: (() => void)[];
}

/** What is known of a request besides itself. Goes with its response. */
export interface RequestFacts {
  /** A UUID of ours, or the gateway's. */
  requestId: string;
  /** The route's pattern, for logs and metrics: addresses themselves may hold secrets. */
  route?: string;
  /** The kind of who asks. Never who: some must stay unknown. */
  principalKind?: string;
}

/** What {@link buildApp} knows of the request that this response answers. */
export function factsOf(response: Response): RequestFacts {
  const { facts } = response.locals as { facts?: RequestFacts };
  if (!facts) throw new TypeError('not a response of buildApp');
  return facts;
}

function ended({ inFlight, whenIdle }: Lifecycle): void {
  if (inFlight === 0) for (const resolve of whenIdle.splice(0)) resolve();
}

/** Gives each request its facts, counts it while it is in flight, and writes one line when it is over. */
export const beginning =
  (log: Log, lifecycle: Lifecycle): RequestHandler =>
  (request, response, next) => {
    const startedAt = performance.now();
    const facts: RequestFacts = { requestId: newUuid() };
    response.locals['facts'] = facts;
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (lifecycle.leaving.signal.aborted) response.setHeader('Connection', 'close');
    lifecycle.inFlight += 1;
    response.once('close', () => {
      lifecycle.inFlight -= 1;
      ended(lifecycle);
      log.info(
        {
          requestId: facts.requestId,
          method: request.method,
          route: facts.route,
          status: response.statusCode,
          durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
          principalKind: facts.principalKind,
          finished: response.writableFinished,
        },
        'request',
      );
    });
    next();
  };
