import type { ServiceClient } from '@throughline/http';
import type { z } from 'zod';

/** On whose behalf a page asks: the bearer that the gateway forwarded, and the request's id so that logs join up. */
export interface Asking {
  readonly token: string | undefined;
  readonly requestId: string;
}

/** What a form sends: its hidden Idempotency-Key, so that a form sent twice does its work once. */
export interface Command {
  readonly body: object;
  readonly key: string;
}

/** The public API as pages see it. Every answer is parsed; refusals rise as coded errors (AppError). */
export interface ApiClient {
  readonly get: <Schema extends z.ZodType>(path: string, schema: Schema, asking: Asking) => Promise<z.output<Schema>>;
  /** Changes a thing as `ifMatch` knows it; refused when somebody was faster. */
  readonly patch: <Schema extends z.ZodType>(
    path: string,
    change: Command & { readonly ifMatch: number },
    schema: Schema,
    asking: Asking,
  ) => Promise<z.output<Schema>>;
  readonly post: <Schema extends z.ZodType>(
    path: string,
    command: Command,
    schema: Schema,
    asking: Asking,
  ) => Promise<z.output<Schema>>;
}

/** Asks the gateway in the reader's name, never in the portal's own: pages see nothing that their reader may not. */
export function apiClient(gateway: ServiceClient): ApiClient {
  const inTheNameOf = ({ token, requestId }: Asking) => ({ token: token ?? null, requestId });
  return {
    get: (path, schema, asking) => gateway.getJson(path, schema, inTheNameOf(asking)),
    post: (path, { body, key }, schema, asking) =>
      gateway.postJson(path, body, schema, { ...inTheNameOf(asking), idempotencyKey: key }),
    patch: (path, { body, key, ifMatch }, schema, asking) =>
      gateway.request('PATCH', path, { ...inTheNameOf(asking), body, schema, idempotencyKey: key, ifMatch }),
  };
}
