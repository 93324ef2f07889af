import { createHmac } from 'node:crypto';
import type { Clock } from '@throughline/kernel';
import { currentTraceparent } from '@throughline/observability';
import type { Request } from 'express';
import type { ParsedRequest } from './parse-request.ts';
import type { RequestContext } from './route.ts';
import type { Authenticated } from './tokens.ts';

const traceparentForm = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const requestIdForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The request's id that one of our own processes sent along; what a stranger sends is not believed. */
export function forwardedRequestId({ headers }: Request, { isInternal }: Authenticated): string | undefined {
  const value = headers['x-request-id'];
  return isInternal && typeof value === 'string' && requestIdForm.test(value) ? value : undefined;
}

function traceparentOf({ headers }: Request, { isInternal }: Authenticated): string | undefined {
  const { traceparent } = headers;
  const believed = isInternal && typeof traceparent === 'string' && traceparentForm.test(traceparent);
  return currentTraceparent() ?? (believed ? traceparent : undefined);
}

interface Given {
  readonly who: Authenticated;
  readonly requestId: string;
  readonly parsed: ParsedRequest;
  readonly clock: Clock;
  readonly secret: string;
}

/** Method, whole address and the very bytes of the body: no re-serialising, and nothing of it can be read back. */
function fingerprintOf(request: Request, raw: Uint8Array, secret: string): string {
  if (request.method === 'GET' || request.method === 'HEAD') return '';
  return createHmac('sha256', secret).update(`${request.method} ${request.originalUrl}\n`).update(raw).digest('hex');
}

/** What a use case is told about a request. */
export function requestContext(request: Request, { who, requestId, parsed, clock, secret }: Given): RequestContext {
  const traceparent = traceparentOf(request, who);
  return {
    principal: who.principal,
    now: clock.now(),
    commandKey: parsed.idempotencyKey ?? requestId,
    fingerprint: fingerprintOf(request, parsed.raw, secret),
    correlationId: traceparentForm.exec(traceparent ?? '')?.[1] ?? requestId,
    requestId,
    hasPrecondition: parsed.hasPrecondition,
    ...(parsed.ifMatch === undefined ? {} : { ifMatch: parsed.ifMatch }),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(who.token === undefined ? {} : { token: who.token }),
  };
}
