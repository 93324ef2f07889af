import { Unavailable } from '@throughline/kernel';
import { type Dispatcher, Pool } from 'undici';
import { z } from 'zod';
import { parseLinks } from './link-header.ts';
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

/** A page of a list, with the addresses of its neighbours (path and query). */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
  readonly prev?: string;
}

/**
 * Asks another service over kept-alive connections. Every method throws `Unavailable` when it is away, too slow or answers
 * 5xx; `ForeignProblem` (its code and kind) when it refuses; `UnexpectedAnswer` when it answers something else than `schema`.
 */
export interface ServiceClient {
  getJson<Schema extends z.ZodType>(path: string, schema: Schema, options?: CallOptions): Promise<z.output<Schema>>;
  getPage<Item extends z.ZodType>(path: string, item: Item, options?: CallOptions): Promise<Page<z.output<Item>>>;
  postJson<Schema extends z.ZodType>(
    path: string,
    body: unknown,
    schema: Schema,
    options?: CallOptions,
  ): Promise<z.output<Schema>>;
  putJson<Schema extends z.ZodType>(
    path: string,
    body: unknown,
    schema: Schema,
    options?: CallOptions,
  ): Promise<z.output<Schema>>;
  /** Any method; PATCH goes out as `application/merge-patch+json`. `schema` is `z.undefined()` where 204 is expected. */
  request<Schema extends z.ZodType>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    call: CallOptions & { readonly body?: unknown; readonly schema: Schema },
  ): Promise<z.output<Schema>>;
  close(): Promise<void>;
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

const keepAliveMs = 4_000;
const retryAfterSeconds = 2;
const neverConnected = new Set(['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT']);

interface Answered {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  readonly text: string;
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

function jsonOf(text: string, path: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch (cause) {
    throw new UnexpectedAnswer(path, cause);
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, { text }: Answered, path: string): z.output<Schema> {
  const result = schema.safeParse(jsonOf(text, path));
  if (!result.success) throw new UnexpectedAnswer(path, result.error);
  return result.data;
}

function seconds(header: string | string[] | undefined): number {
  const value = Number(header);
  return Number.isInteger(value) && value > 0 ? value : retryAfterSeconds;
}

/** A client of one service. Close it at the end. */
export function serviceClient({
  baseUrl,
  tokens,
  timeoutMs = 2_000,
  connections = 32,
}: ServiceClientOptions): ServiceClient {
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  const pool = new Pool(base.origin, { connections, keepAliveTimeout: keepAliveMs, connectTimeout: timeoutMs });

  async function headersOf(method: string, { body, ...call }: CallOptions & { body?: unknown }) {
    const token = call.token === undefined ? await tokens?.serviceToken() : call.token;
    return {
      accept: 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(call.idempotencyKey ? { 'idempotency-key': call.idempotencyKey } : {}),
      ...(call.ifMatch === undefined ? {} : { 'if-match': `"${call.ifMatch}"` }),
      ...(call.requestId ? { 'x-request-id': call.requestId } : {}),
      ...(call.traceparent ? { traceparent: call.traceparent } : {}),
      ...(body === undefined
        ? {}
        : { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }),
      ...call.headers,
    };
  }

  async function sendOnce(request: Dispatcher.RequestOptions): Promise<Answered> {
    const { statusCode, headers, body } = await pool.request(request);
    return { status: statusCode, headers, text: await body.text() };
  }

  async function send(request: Dispatcher.RequestOptions): Promise<Answered> {
    try {
      return await sendOnce(request);
    } catch (error) {
      // Nobody was there to do anything, so asking again is harmless; and only a read is worth the wait.
      if (request.method === 'GET' && neverConnected.has(String(codeOf(error)))) return sendOnce(request);
      throw error;
    }
  }

  async function exchange(method: Dispatcher.HttpMethod, path: string, call: CallOptions & { body?: unknown }) {
    const limit = call.timeoutMs ?? timeoutMs;
    const request: Dispatcher.RequestOptions = {
      method,
      path: prefix + path,
      headers: await headersOf(method, call),
      headersTimeout: limit,
      bodyTimeout: limit,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(call.signal ? { signal: call.signal } : {}),
    };
    const answered = await send(request).catch((cause: unknown) => {
      if (call.signal?.aborted) throw cause;
      throw new Unavailable('A part of the service is not there just now.', { cause, retryAfterSeconds });
    });
    if (answered.status < 300) return answered;
    throw refusal(answered, path, call.token === undefined);
  }

  function refusal(answered: Answered, path: string, isOwnName: boolean): Error {
    if (answered.status >= 500)
      return new Unavailable('A part of the service is not there just now.', {
        cause: new UnexpectedAnswer(path, answered.status),
        retryAfterSeconds: seconds(answered.headers['retry-after']),
      });
    // Who is refused in its own name has a fault of ours; the reader must not be told to sign in for it.
    const isOurs = isOwnName && (answered.status === 401 || answered.status === 403);
    const problem = isOurs ? undefined : ForeignProblem.parse(answered.status, jsonOf(answered.text, path));
    return problem ?? new UnexpectedAnswer(path, answered.status);
  }

  async function request<Schema extends z.ZodType>(
    method: Dispatcher.HttpMethod,
    path: string,
    { schema, ...call }: CallOptions & { body?: unknown; schema: Schema },
  ): Promise<z.output<Schema>> {
    return parsed(schema, await exchange(method, path, call), path);
  }

  return {
    getJson: (path, schema, options) => request('GET', path, { ...options, schema }),
    async getPage(path, item, options) {
      const answered = await exchange('GET', path, { ...options });
      const { items } = parsed(z.object({ items: z.array(item) }), answered, path);
      return { items, ...parseLinks(answered.headers['link']) };
    },
    postJson: (path, body, schema, options) => request('POST', path, { ...options, body, schema }),
    putJson: (path, body, schema, options) => request('PUT', path, { ...options, body, schema }),
    request,
    close: () => pool.close(),
  };
}
