import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Request, Response } from 'express';
import { entityTag, isKnownTo } from './entity-tag.ts';
import { Broken } from './http.errors.ts';
import { linkHeader } from './link-header.ts';
import type { RawReply, Reply } from './reply.ts';
import type { Route } from './route.ts';

const isRaw = (reply: Reply | RawReply): reply is RawReply => 'content' in reply;

/** For bodies without a version: equal bodies, equal tags. Weak, because compression may still change the bytes. */
const tagOfContent = (content: string | Uint8Array): string =>
  `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;

function tagOf({ version, etagDate }: Reply | RawReply, content: string | Uint8Array, isRead: boolean) {
  if (version !== undefined) return entityTag(version, etagDate);
  return isRead ? tagOfContent(content) : undefined;
}

function setCaching(response: Response, request: Request, { noStore }: Reply | RawReply): void {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const kept = request.headers.authorization === undefined ? 'no-cache' : 'private, no-cache';
  response.setHeader('Cache-Control', isRead && !noStore ? kept : 'no-store');
}

function setLinks(response: Response, request: Request, reply: Reply | RawReply): void {
  const link = linkHeader(request.originalUrl, reply);
  if (link !== undefined) response.setHeader('Link', link);
}

/** Sends content under its tag, or 304 when the reader has it already. */
function finish(request: Request, response: Response, reply: Reply | RawReply, content: string | Uint8Array): void {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const tag = reply.noStore ? undefined : tagOf(reply, content, isRead);
  if (tag !== undefined) response.setHeader('ETag', tag);
  if (isRead && reply.status === 200 && tag !== undefined && isKnownTo(request.headers['if-none-match'], tag)) {
    response.removeHeader('Content-Type');
    response.statusCode = 304;
    response.end();
    return;
  }
  response.statusCode = reply.status;
  if (reply.status === 204) {
    response.end();
    return;
  }
  response.setHeader('Content-Length', typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength);
  if (request.method === 'HEAD') response.end();
  else response.end(content);
}

/** The representation, as its schema lets it out; what the schema does not know, or misses, is a fault of ours. */
function jsonOf<Use>(route: Route<Use>, reply: Reply): string {
  const schema = route.answers[reply.status];
  if (!schema) throw new Broken(new TypeError(`${route.path} declares no answer ${reply.status}`));
  const result = schema.safeParse(reply.body);
  if (!result.success) throw new Broken(result.error);
  const body: unknown =
    reply.created === undefined ? result.data : { created: reply.created, ...(result.data as object) };
  return body === undefined ? '' : JSON.stringify(body);
}

async function pour(response: Response, source: AsyncIterable<string | Uint8Array>, gone: AbortSignal): Promise<void> {
  for await (const piece of source) {
    if (gone.aborted) return;
    if (!response.write(piece)) await once(response, 'drain', { signal: gone });
  }
}

// By its name: timers and streams throw the platform's own class.
const isAbort = (error: unknown) => (error as { name?: unknown } | null)?.name === 'AbortError';

async function sendStream(
  request: Request,
  response: Response,
  source: (signal: AbortSignal) => AsyncIterable<string | Uint8Array>,
  leaving: AbortSignal,
): Promise<void> {
  response.statusCode = 200;
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const signal = AbortSignal.any([gone.signal, leaving]);
  response.flushHeaders();
  try {
    await pour(response, source(signal), gone.signal);
  } catch (error) {
    // A source that waits with the signal is woken by it: that is its end. Anything else cuts the answer off visibly.
    if (!(signal.aborted && isAbort(error))) throw error;
  }
  response.end();
}

async function sendRaw<Use>(request: Request, response: Response, given: Sending<Use, RawReply>): Promise<void> {
  const { route, reply, leaving } = given;
  const type = reply.type.split(';', 1)[0] ?? '';
  if (!route.media.includes(type)) throw new Broken(new TypeError(`${route.path} does not declare ${type}`));
  response.setHeader('Content-Type', reply.type.includes(';') ? reply.type : `${reply.type}; charset=utf-8`);
  if (reply.fileName !== undefined)
    response.setHeader('Content-Disposition', `attachment; filename="${reply.fileName.replaceAll(/[^\w.-]/g, '_')}"`);
  if (typeof reply.content === 'function') await sendStream(request, response, reply.content, leaving);
  else finish(request, response, reply, reply.content);
}

interface Sending<Use, R extends Reply | RawReply = Reply | RawReply> {
  readonly route: Route<Use>;
  readonly reply: R;
  /** Aborts when the process stops. */
  readonly leaving: AbortSignal;
}

/** Sends what a handler replied. Throws {@link Broken} for what its route does not declare. */
export async function sendReply<Use>(request: Request, response: Response, given: Sending<Use>): Promise<void> {
  const { route, reply, leaving } = given;
  response.setHeader('Vary', route.media.length ? 'Authorization, Accept' : 'Authorization');
  setCaching(response, request, reply);
  if ('behind' in reply && reply.behind !== undefined) response.setHeader('Throughline-Behind', reply.behind);
  setLinks(response, request, reply);
  if (isRaw(reply)) {
    await sendRaw(request, response, { route, reply, leaving });
    return;
  }
  const content = jsonOf(route, reply);
  if (reply.location !== undefined) response.setHeader('Location', reply.location);
  if (reply.replayed) response.setHeader('Idempotency-Replayed', 'true');
  if (reply.status !== 204) response.setHeader('Content-Type', 'application/json; charset=utf-8');
  finish(request, response, reply, content);
}
