import { z } from 'zod';
import { parseLinks } from './link-header.ts';
import { UnexpectedAnswer } from './service-client.errors.ts';
import {
  type Answered,
  type CallOptions,
  exchangeWith,
  jsonOf,
  type ServiceClientOptions,
} from './service-exchange.ts';

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

function parsed<Schema extends z.ZodType>(schema: Schema, { text }: Answered, path: string): z.output<Schema> {
  const result = schema.safeParse(jsonOf(text, path));
  if (!result.success) throw new UnexpectedAnswer(path, result.error);
  return result.data;
}

/** A client of one service. Close it at the end. */
export function serviceClient(options: ServiceClientOptions): ServiceClient {
  const { send, close } = exchangeWith(options);
  const request: ServiceClient['request'] = async (method, path, { schema, ...call }) =>
    parsed(schema, await send(method, path, call), path);
  return {
    getJson: (path, schema, call) => request('GET', path, { ...call, schema }),
    async getPage(path, item, call) {
      const answered = await send('GET', path, { ...call });
      const { items } = parsed(z.object({ items: z.array(item) }), answered, path);
      return { items, ...parseLinks(answered.headers['link']) };
    },
    postJson: (path, body, schema, call) => request('POST', path, { ...call, body, schema }),
    putJson: (path, body, schema, call) => request('PUT', path, { ...call, body, schema }),
    request,
    close,
  };
}
