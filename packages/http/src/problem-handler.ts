import { type AppError, NotFound } from '@throughline/kernel';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { factsOf } from './begin.ts';
import { Malformed } from './http.errors.ts';
import type { Log } from './log.ts';
import { presentable, problemDocument } from './problem-document.ts';
import { ClientGone } from './read-body.ts';

const defaultRetryAfterSeconds = 5;

/** No route has this address. */
export const unknownAddress: RequestHandler = () => {
  throw new NotFound();
};

function retryAfterOf(error: AppError): number | undefined {
  if (error.retryAfterSeconds !== undefined) return Math.max(1, Math.ceil(error.retryAfterSeconds));
  return error.kind === 'unavailable' || error.kind === 'too-many' ? defaultRetryAfterSeconds : undefined;
}

/** Answers with the problem document of an error. */
export function sendProblem(response: Response, error: AppError): void {
  const { requestId } = factsOf(response);
  const document = problemDocument(error, requestId);
  const retryAfter = retryAfterOf(error);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Vary', 'Authorization');
  response.setHeader('X-Request-Id', requestId);
  if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
  if (document.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="throughline"');
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.statusCode = document.status;
  response.end(JSON.stringify(document));
}

function translated(error: unknown): AppError {
  // Express could not decode the path.
  if ((error as { name?: unknown } | null)?.name === 'URIError')
    return new Malformed([{ pointer: 'path', code: 'bad-encoding', message: 'is not percent-encoded UTF-8' }], error);
  return presentable(error);
}

/** Turns whatever a handler threw into a problem document; faults of ours and absences go to the log with their cause. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    if (error instanceof ClientGone) return;
    const shown = translated(error);
    const { requestId, route } = factsOf(response);
    const line = { requestId, route, code: shown.code, err: shown };
    if (shown.kind === 'broken') log.error(line, 'a request failed by a fault of ours');
    else if (shown.kind === 'unavailable') log.warn(line, 'a request could not be served just now');
    if (response.headersSent) response.destroy();
    else sendProblem(response, shown);
  };
}
