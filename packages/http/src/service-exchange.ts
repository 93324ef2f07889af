import { setTimeout as wait } from 'node:timers/promises';
import { Unavailable } from '@throughline/kernel';
import { type Dispatcher, Pool } from 'undici';
import { ForeignProblem, UnexpectedAnswer } from './service-client.errors.ts';
import type { Tokens } from './tokens.ts';

/** Whom a request is made for, and what it carries. */
export interface CallOptions {
  /** The bearer in whose name it is asked (a reader's internal token, an API key). Default: this service's own token. `null`: none. */
  readonly token?: string | null | undefined;
  readonly idempotencyKey?: string;
  /** As `If-Match`: a version, sent as `"7"`. */
  readonly ifMatch?: number;
  readonly requestId?: string;
  readonly traceparent?: string | undefined;
  /** Further headers, names in lower case (`return-code`). */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Overrides the client's. */
  readonly timeoutMs?: number;
}

/** What {@link serviceClient} is given. */
export interface ServiceClientOptions {
  /** Scheme and host; a path is put in front of every request's. */
  readonly baseUrl: string;
  /** Signs in this service's name where a call names no token. */
  readonly tokens?: Pick<Tokens, 'serviceToken'>;
  /** For head and body each. Default 2,000. */
  readonly timeoutMs?: number;
  /** Connections at most. Default 32. */
  readonly connections?: number;
}

/** What another service answered: a 2xx. */
export interface Answered {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  readonly text: string;
}

/** Sends one request and waits for its whole answer. */
export interface Exchange {
  readonly send: (
    method: Dispatcher.HttpMethod,
    path: string,
    call: CallOptions & { readonly body?: unknown },
  ) => Promise<Answered>;
  readonly close: () => Promise<void>;
}

const keepAliveMs = 4_000;
const defaultTimeoutMs = 2_000;
const defaultRetryAfterSeconds = 2;
const pauseMs = 50;
/** Nobody was there, or an idle connection was closed at the very moment it was used: a read may be asked again. */
const neverAnswered = new Set<unknown>(['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET']);

const away = (cause: unknown, retryAfterSeconds = defaultRetryAfterSeconds) =>
  new Unavailable('A part of the service is not there just now.', { cause, retryAfterSeconds });

/** The JSON of a body; undefined for none. Throws {@link UnexpectedAnswer}. */
export function jsonOf(text: string, path: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch (cause) {
    throw new UnexpectedAnswer(path, cause);
  }
}

function secondsIn(header: string | string[] | undefined): number {
  const value = Number(header);
  return Number.isInteger(value) && value > 0 ? value : defaultRetryAfterSeconds;
}

function refusal({ status, headers, text }: Answered, path: string, isOwnName: boolean): Error {
  if (status >= 500) return away(new UnexpectedAnswer(path, status), secondsIn(headers['retry-after']));
  // Who is refused in its own name has a fault of ours; the reader must not be told to sign in for it.
  const isOurs = isOwnName && (status === 401 || status === 403);
  const problem = isOurs ? undefined : ForeignProblem.parse(status, jsonOf(text, path));
  return problem ?? new UnexpectedAnswer(path, status);
}

function headersOf(
  method: Dispatcher.HttpMethod,
  call: CallOptions & { body?: unknown },
  token: string | null | undefined,
) {
  return {
    accept: 'application/json',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(call.idempotencyKey ? { 'idempotency-key': call.idempotencyKey } : {}),
    ...(call.ifMatch === undefined ? {} : { 'if-match': `"${call.ifMatch}"` }),
    ...(call.requestId ? { 'x-request-id': call.requestId } : {}),
    ...(call.traceparent ? { traceparent: call.traceparent } : {}),
    ...(call.body === undefined
      ? {}
      : { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }),
    ...call.headers,
  };
}

async function dispatch(pool: Pool, request: Dispatcher.RequestOptions): Promise<Answered> {
  const { statusCode, headers, body } = await pool.request(request);
  return { status: statusCode, headers, text: await body.text() };
}

async function dispatchPatiently(pool: Pool, request: Dispatcher.RequestOptions): Promise<Answered> {
  try {
    return await dispatch(pool, request);
  } catch (error) {
    if (request.method !== 'GET' || !neverAnswered.has((error as { code?: unknown } | null)?.code)) throw error;
    await wait(pauseMs);
    return dispatch(pool, request);
  }
}

/** An exchange with one service over kept-alive connections. */
export function exchangeWith(options: ServiceClientOptions): Exchange {
  const { baseUrl, tokens, timeoutMs = defaultTimeoutMs, connections = 32 } = options;
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  const pool = new Pool(base.origin, { connections, keepAliveTimeout: keepAliveMs, connectTimeout: timeoutMs });
  return {
    async send(method, path, call) {
      const limit = call.timeoutMs ?? timeoutMs;
      const token = call.token === undefined ? await tokens?.serviceToken() : call.token;
      const answered = await dispatchPatiently(pool, {
        method,
        path: prefix + path,
        headers: headersOf(method, call, token),
        headersTimeout: limit,
        bodyTimeout: limit,
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        ...(call.signal ? { signal: call.signal } : {}),
      }).catch((error: unknown) => {
        throw call.signal?.aborted ? error : away(error);
      });
      if (answered.status < 300) return answered;
      throw refusal(answered, path, call.token === undefined);
    },
    close: () => pool.close(),
  };
}
