import type { ServerResponse } from 'node:http';
import { Broken, problemDocument } from '@throughline/http';
import { isAppError } from '@throughline/kernel';

interface Refusal {
  readonly error: unknown;
  readonly requestId: string;
  /** Names and values, alternately. */
  readonly headers: readonly string[];
}

const defaultRetryAfterSeconds = 5;

/** Answers at the door itself, in the same form as every service does. */
export function refuse(response: ServerResponse, { error, requestId, headers }: Refusal): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const shown = isAppError(error) ? error : new Broken(error);
  const document = problemDocument(shown, requestId);
  const body = JSON.stringify(document);
  const mayPass = shown.kind === 'unavailable' || shown.kind === 'too-many';
  const retryAfter = shown.retryAfterSeconds ?? (mayPass ? defaultRetryAfterSeconds : undefined);
  response.writeHead(document.status, [
    'Content-Type',
    'application/problem+json; charset=utf-8',
    'Content-Length',
    String(Buffer.byteLength(body)),
    'Cache-Control',
    'no-store',
    'Vary',
    'Authorization',
    'X-Content-Type-Options',
    'nosniff',
    'X-Request-Id',
    requestId,
    ...(retryAfter === undefined ? [] : ['Retry-After', String(Math.ceil(retryAfter))]),
    ...(document.status === 401 ? ['WWW-Authenticate', 'Bearer realm="throughline"'] : []),
    ...headers,
  ]);
  response.end(body);
}
