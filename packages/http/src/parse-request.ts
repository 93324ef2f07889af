import type { Fault, Principal } from '@throughline/kernel';
import { isAppError, NotFound } from '@throughline/kernel';
import type { Request } from 'express';
import type { z } from 'zod';
import { mediaTypesOf, requireMediaType } from './content-type.ts';
import { readIfMatch } from './entity-tag.ts';
import { faultsOf, type Part } from './faults.ts';
import { Malformed, PreconditionRequired } from './http.errors.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import { readQuery } from './query-string.ts';
import { hasBody, readBody } from './read-body.ts';
import type { Route } from './route.ts';
import { strictJson } from './strict-json.ts';

/** A request as its route's schemas read it. */
export interface ParsedRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
  /** The body's bytes as they came. */
  readonly raw: Uint8Array;
  readonly idempotencyKey: string | undefined;
  readonly hasPrecondition: boolean;
  readonly ifMatch: number | undefined;
}

type Faults = Fault[];
const none: Readonly<Record<never, never>> = Object.freeze({});

function parsed(schema: z.ZodType, value: unknown, part: Part, faults: Faults): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  faults.push(...faultsOf(part, result.error.issues, value));
  return undefined;
}

/** What does not parse names nothing: 404, the same as for an id that nobody has. */
function paramsOf<Use>(route: Route<Use>, request: Request): unknown {
  if (!route.params) return none;
  const result = route.params.safeParse({ ...request.params });
  if (!result.success) throw new NotFound();
  return result.data;
}

function queryOf<Use>(route: Route<Use>, request: Request, faults: Faults): unknown {
  const { values, faults: repeated } = readQuery(request.url);
  faults.push(...repeated);
  if (route.query) return parsed(route.query, { ...values }, 'query', faults);
  for (const name of Object.keys(values))
    faults.push({ pointer: `query:${name}`, code: 'unknown-parameter', message: 'is not a parameter of this' });
  return none;
}

function headersOf<Use>(route: Route<Use>, request: Request, faults: Faults): unknown {
  if (!route.headers) return none;
  const named = Object.keys(route.headers.shape).flatMap((name) => {
    const value = request.headers[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return parsed(route.headers, Object.fromEntries(named), 'header', faults);
}

async function formOf(request: Request, raw: Uint8Array<ArrayBuffer>, faults: Faults): Promise<unknown> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(raw, { headers }).formData().catch((cause: unknown) => {
    throw new Malformed([{ pointer: '', code: 'not-a-form', message: 'is not a form' }], cause);
  });
  const values: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (Object.hasOwn(values, name))
      faults.push({ pointer: `/${name}`, code: 'repeated', message: 'is given more than once' });
    values[name] = value;
  }
  return values;
}

/** The body as sent; faults of its JSON go with the others, so that all are told at once. */
function jsonOf(raw: Uint8Array, faults: Faults): { readonly value?: unknown } {
  try {
    return { value: strictJson(raw) };
  } catch (error) {
    if (!isAppError(error) || !error.faults) throw error;
    faults.push(...error.faults);
    return {};
  }
}

async function bodyOf<Use>(route: Route<Use>, request: Request, raw: Uint8Array<ArrayBuffer>, faults: Faults) {
  if (raw.length === 0) return route.body && parsed(route.body, undefined, 'body', faults);
  const sent = route.bodyType === 'form' ? { value: await formOf(request, raw, faults) } : jsonOf(raw, faults);
  if (!('value' in sent)) return undefined;
  if (route.body) return parsed(route.body, sent.value, 'body', faults);
  const isEmpty = typeof sent.value === 'object' && sent.value !== null && Object.keys(sent.value).length === 0;
  if (!isEmpty) faults.push({ pointer: '', code: 'not-empty', message: 'takes no fields' });
  return undefined;
}

async function rawBody<Use>(route: Route<Use>, request: Request) {
  if (hasBody(request)) requireMediaType(request, mediaTypesOf(route));
  return (await readBody(request, route.bodyLimitBytes)) as Buffer<ArrayBuffer>;
}

const noBytes = Buffer.alloc(0) as Buffer<ArrayBuffer>;

/**
 * Reads everything of a request that its route declares. Throws NotFound (path), UnsupportedMediaType, TooLarge, then
 * {@link Malformed} with every fault at once, then {@link PreconditionRequired}.
 */
export async function parseRequest<Use>(
  route: Route<Use>,
  request: Request,
  principal: Principal,
): Promise<ParsedRequest> {
  const isRead = route.method === 'get';
  const params = paramsOf(route, request);
  const raw = isRead ? noBytes : await rawBody(route, request);
  const faults: Faults = [];
  const query = queryOf(route, request, faults);
  const headers = headersOf(route, request, faults);
  const mustHaveKey = route.method === 'post' && !route.readsOnly;
  const key = isRead ? {} : readIdempotencyKey(request.headers['idempotency-key'], principal, mustHaveKey);
  const match = isRead ? { isGiven: false } : readIfMatch(request.headers['if-match']);
  for (const { fault } of [key, match]) if (fault) faults.push(fault);
  const body = isRead ? undefined : await bodyOf(route, request, raw, faults);
  if (faults.length) throw new Malformed(faults);
  if (route.ifMatch === 'required' && !match.isGiven) throw new PreconditionRequired();
  return {
    params,
    query,
    headers,
    body,
    raw,
    idempotencyKey: key.key,
    hasPrecondition: match.isGiven,
    ifMatch: match.version,
  };
}
