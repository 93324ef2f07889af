import { z } from 'zod';

/** What a handler answers: a status, the representation and what the headers are made of. Made by the functions below. */
export interface Reply<Status extends number = number, Body = unknown> {
  readonly status: Status;
  readonly body: Body;
  /** Id of what a POST made; goes into the body as `created`. */
  readonly created?: string;
  readonly location?: string;
  /** Makes the `ETag`: `"7"`, with `etagDate` `"7.2026-12-02"`. */
  readonly version?: number;
  readonly etagDate?: string;
  /** Says `Idempotency-Replayed: true`. */
  readonly replayed?: boolean;
  /** Opaque cursors, made into `Link` headers. */
  readonly next?: string;
  readonly prev?: string;
  /** Not to be kept by anybody: neither `ETag` nor 304. */
  readonly noStore?: boolean;
  /** Where the answer is behind what was asked for (`con_…@7`): said in `Throughline-Behind`. */
  readonly behind?: string;
}

/** An answer in another media type than JSON, whole or as a stream. Made by {@link text} and {@link stream}. */
export interface RawReply {
  readonly status: number;
  readonly type: string;
  readonly content: string | Uint8Array | ((signal: AbortSignal) => AsyncIterable<string | Uint8Array>);
  readonly fileName?: string;
  readonly version?: number;
  readonly etagDate?: string;
  readonly next?: string;
  readonly prev?: string;
  readonly noStore?: boolean;
}

/** What the aggregate store says of a command, as far as an answer needs it. */
export interface OutcomeOfCommand {
  readonly replayed: boolean;
  readonly created?: string | undefined;
  readonly stored?: { readonly version: number };
}

interface CreatedOptions {
  /** Id of what was made; default: the outcome's `created`. */
  readonly id?: string | undefined;
  /** Address of the thing that it belongs to, from the root: `/v1/concerns/con_…`. */
  readonly location: string;
  readonly outcome?: OutcomeOfCommand;
  readonly version?: number | undefined;
  readonly etagDate?: string | undefined;
}

interface OkOptions {
  /** Default: the outcome's version, then the representation's own `version`. */
  readonly version?: number | undefined;
  /** The forum's date (YYYY-MM-DD), where clocks are shown. */
  readonly etagDate?: string | undefined;
  readonly outcome?: OutcomeOfCommand;
  /** Words were unavailable, or a secret is in it. */
  readonly noStore?: boolean;
  /** The version that a parked projection has not taken in, `con_…@7`; such an answer is not kept either. */
  readonly behind?: string | undefined;
}

function versionOf(body: unknown, given: number | undefined, outcome: OutcomeOfCommand | undefined) {
  const version = given ?? outcome?.stored?.version ?? (body as { version?: unknown } | null | undefined)?.version;
  return typeof version === 'number' ? { version } : {};
}

/**
 * 201: something was made. The body is the whole thing it belongs to, with `created` (its id) added here and described
 * by itself: the schema under `answers[201]` is the plain representation's.
 */
export function created<Body extends object>(
  representation: Body,
  { id, location, outcome, version, etagDate }: CreatedOptions,
): Reply<201, Body> {
  const made = id ?? outcome?.created;
  if (made === undefined) throw new TypeError('created() needs the id of what was made');
  return {
    status: 201,
    body: representation,
    created: made,
    location,
    ...versionOf(representation, version, outcome),
    ...(etagDate === undefined ? {} : { etagDate }),
    replayed: outcome?.replayed ?? false,
  };
}

/** 200 with the (new) representation; its `version` becomes the `ETag`. */
export function ok<Body>(
  representation: Body,
  { version, etagDate, outcome, noStore, behind }: OkOptions = {},
): Reply<200, Body> {
  return {
    status: 200,
    body: representation,
    ...versionOf(representation, version, outcome),
    ...(etagDate === undefined ? {} : { etagDate }),
    replayed: outcome?.replayed ?? false,
    noStore: noStore ?? behind !== undefined,
    ...(behind === undefined ? {} : { behind }),
  };
}

interface PageOptions<Beside> {
  readonly next?: string | undefined;
  readonly prev?: string | undefined;
  readonly beside?: Beside;
  /** Words were unavailable. */
  readonly noStore?: boolean;
}

/** A page of a list: `{ items }` (and what `beside` adds, as a dashboard's `total` and `groups`), cursors as `Link`. */
export function page<Item, Beside extends object = Record<never, never>>(
  items: readonly Item[],
  { next, prev, beside, noStore }: PageOptions<Beside> = {},
): Reply<200, { readonly items: readonly Item[] } & Beside> {
  return {
    status: 200,
    body: { ...(beside as Beside), items },
    ...(next === undefined ? {} : { next }),
    ...(prev === undefined ? {} : { prev }),
    ...(noStore ? { noStore } : {}),
  };
}

/** 204. */
export const noContent = (): Reply<204, undefined> => ({ status: 204, body: undefined });

type RawOptions = Omit<RawReply, 'status' | 'content'> & { readonly status?: number };

/** A whole text in another media type, one of the route's `media`: a calendar, a feed, CSV. */
export const text = (content: string | Uint8Array, options: RawOptions): RawReply => ({
  status: 200,
  ...options,
  content,
});

/**
 * A body written piece by piece, one of the route's `media`: an export, server-sent events. `source` is called once;
 * its signal aborts when the reader has gone or the process stops.
 */
export const stream = (
  source: (signal: AbortSignal) => AsyncIterable<string | Uint8Array>,
  options: RawOptions,
): RawReply => ({ status: 200, ...options, content: source });

/** The schema of a list's body. */
export const listOf = <Item extends z.ZodType>(item: Item) => z.strictObject({ items: z.array(item) });
