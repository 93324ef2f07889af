import type { AppErrorClass, Policy, Principal } from '@throughline/kernel';
import { z } from 'zod';
import type { RawReply, Reply } from './reply.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What a use case is told about the request that asks for it: the command context of `persistence`, and the reader's token. */
export interface RequestContext {
  readonly principal: Principal;
  /** The business clock's time, read once per request. */
  readonly now: Date;
  /** The client's `Idempotency-Key` as sent, without quotes; made here when there was none. Not yet bound to its owner. */
  readonly commandKey: string;
  /** Hex HMAC over method, address and the raw bytes of the body: equal requests, equal fingerprints. */
  readonly fingerprint: string;
  /** The version that `If-Match` names; absent without the header and for `*`. */
  readonly ifMatch?: number;
  /** The trace's id where there is a trace, else the request's id: what events carry on. */
  readonly correlationId: string;
  readonly traceparent?: string;
  /** A UUID, also in `X-Request-Id` and in every problem document. */
  readonly requestId: string;
  /** The bearer's internal token, to ask other services in the reader's name; absent for anonymous readers without one. */
  readonly token?: string;
  /** Whether `If-Match` was sent at all (`*` included). */
  readonly hasPrecondition: boolean;
}

/** `'/v1/concerns/:concernId/asks/:number'` → `'concernId' | 'number'`. */
type ParamNames<Path extends string> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer Tail}`
    ? Name | ParamNames<`/${Tail}`>
    : Rest
  : never;

/** As `T`, read-only all the way down, so that a representation may be built of read-only lists. */
type Immutable<T> = T extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Immutable<T[Key]> }
    : T;

/** Status → schema of the body; strict objects only, checked at the start. 204 takes `z.undefined()`. */
export type Answers = Readonly<Record<number, z.ZodType>>;

/** What a handler may answer: one of the declared statuses with the body that its schema describes. */
type ReplyTo<A extends Answers> = {
  [Status in keyof A & number]: Reply<Status, Immutable<z.input<A[Status]>>>;
}[keyof A & number];

type Parsed<Schema, Otherwise> = Schema extends z.ZodType ? z.output<Schema> : Otherwise;
type None = Readonly<Record<never, never>>;

/** What a handler is given: everything parsed, nothing cast. */
export interface Handling<Params, Query, Headers, Body, Use> {
  readonly params: Params;
  readonly query: Query;
  readonly headers: Headers;
  readonly body: Body;
  readonly context: RequestContext;
  readonly principal: Principal;
  /** This service's use cases, as given to `buildApp`. */
  readonly use: Use;
  /** The media type to answer in: `application/json`, or one of `media` that the reader prefers. */
  readonly accept: string;
}

/** One route, as a `*.http.ts` file writes it. */
export interface RouteDefinition<
  Use,
  Action extends string,
  Path extends string,
  Params extends z.ZodType | undefined,
  Query extends z.ZodType | undefined,
  Headers extends z.ZodObject | undefined,
  Body extends z.ZodType | undefined,
  A extends Answers,
> {
  readonly method: Method;
  /** Express form: `/v1/concerns/:concernId/referrals`. */
  readonly path: Path;
  /** One line for the reference, imperative. */
  readonly summary: string;
  /** More for the reference, Markdown. */
  readonly description?: string;
  /** The action of the service's policy. Granted to `anyone` makes the route public: no bearer needed, CORS `*` on GET. */
  readonly may: Action;
  /** Without it every parameter is a string of at most 200 characters. What does not parse is 404: it names nothing. */
  readonly params?: Params;
  /** A strict object of single values; unknown or repeated parameters are 400. Without it any parameter is. */
  readonly query?: Query;
  /** Extra headers, keys in lower case (`'return-code'`). */
  readonly headers?: Headers;
  /** A strict schema. POST and PUT take `application/json`, PATCH `application/merge-patch+json`. Without it only an empty body or `{}` is taken. */
  readonly body?: Body;
  /** `form` reads URL-encoded and multipart forms instead (RFC 8058's one-click unsubscribing). Default `json`. */
  readonly bodyType?: 'json' | 'form';
  /** Default 64. */
  readonly bodyLimitKb?: number;
  readonly answers: A;
  /** Media types besides JSON that the handler may answer in with `text` or `stream`. */
  readonly media?: readonly string[];
  /** Named errors of the domain; those that any route may answer are added by themselves. */
  readonly problems?: readonly AppErrorClass[];
  /** Default: `required` for PATCH, PUT and DELETE (428 without), `optional` for POST. A first PUT is `optional`. */
  readonly ifMatch?: 'required' | 'optional';
  /** A POST that changes nothing: API keys need not send an `Idempotency-Key`. */
  readonly readsOnly?: boolean;
  handle(
    request: Handling<
      Parsed<Params, Readonly<Record<ParamNames<Path>, string>>>,
      Parsed<Query, None>,
      Parsed<Headers, None>,
      Parsed<Body, undefined>,
      Use
    >,
  ): Promise<ReplyTo<A> | RawReply> | ReplyTo<A> | RawReply;
}

/** A route as `buildApp` and `openApiOf` take it, whatever its schemas are. */
export interface Route<in Use = unknown> {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly description: string | undefined;
  readonly may: string;
  readonly isPublic: boolean;
  /** Throws Unauthenticated or Forbidden for who could never do this. */
  checkAtDoor(principal: Principal): void;
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly headers: z.ZodObject | undefined;
  readonly body: z.ZodType | undefined;
  readonly bodyType: 'json' | 'form';
  readonly bodyLimitBytes: number;
  readonly answers: Answers;
  readonly media: readonly string[];
  readonly problems: readonly AppErrorClass[];
  readonly ifMatch: 'required' | 'optional';
  readonly readsOnly: boolean;
  handle(request: Handling<unknown, unknown, unknown, unknown, Use>): Promise<Reply | RawReply> | Reply | RawReply;
}

/** Makes routes whose `may` is one of a policy's actions and whose `use` are a service's use cases. */
export type MakeRoute<Use, Action extends string> = <
  const Path extends string,
  A extends Answers,
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Headers extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(
  definition: RouteDefinition<Use, Action, Path, Params, Query, Headers, Body, A>,
) => Route<Use>;

const changing = new Set<Method>(['put', 'patch', 'delete']);
const defaultBodyLimitKb = 64;

/** The names of a path's parameters, in order. */
export const paramNames = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string);

/** Every parameter a short string: what a route without a schema of its own gets. */
function plainParams(path: string): z.ZodType | undefined {
  const names = paramNames(path);
  return names.length
    ? z.strictObject(Object.fromEntries(names.map((name) => [name, z.string().max(200)])))
    : undefined;
}

/**
 * A service's own `route()`, bound to its policy and its use cases. See the README for a whole slice.
 * @example
 * export const route = routesFor(policy).using<UseCases>();
 */
export function routesFor<Action extends string>(policy: Policy<Action>): { using<Use>(): MakeRoute<Use, Action> } {
  return {
    using<Use>(): MakeRoute<Use, Action> {
      return (definition) => {
        const { method, path, may } = definition;
        return Object.freeze({
          method,
          path,
          summary: definition.summary,
          description: definition.description,
          may,
          isPublic: policy.isPublic(may),
          checkAtDoor: (principal: Principal) => policy.checkAtDoor(principal, may),
          params: definition.params ?? plainParams(path),
          query: definition.query,
          headers: definition.headers,
          body: definition.body,
          bodyType: definition.bodyType ?? 'json',
          bodyLimitBytes: (definition.bodyLimitKb ?? defaultBodyLimitKb) * 1024,
          answers: definition.answers,
          media: definition.media ?? [],
          problems: definition.problems ?? [],
          ifMatch: definition.ifMatch ?? (changing.has(method) ? 'required' : 'optional'),
          readsOnly: definition.readsOnly ?? false,
          // The pipeline parses with these very schemas before it calls, which the erased type cannot say.
          handle: definition.handle.bind(definition) as Route<Use>['handle'],
        });
      };
    },
  };
}
