import { canonicalJson, sha256 } from '@throughline/kernel';
import type { mongo } from 'mongoose';
import { z } from 'zod';
import { BadCursor } from './aggregate.errors.ts';

/** A list to be read by index, a page at a time. */
export interface KeysetRequest {
  readonly filter: mongo.Filter<mongo.Document>;
  /** Paths in order; the last one must be unique (usually `_id`). Every path must be set in every document. */
  readonly sort: readonly (readonly [path: string, direction: 1 | -1])[];
  /** 1 to 100. */
  readonly limit: number;
  readonly cursor?: string;
  readonly projection?: mongo.Document;
}

/** A page, with cursors for its neighbours where there are any. */
export interface KeysetPage<Document> {
  readonly items: Document[];
  readonly next?: string;
  readonly prev?: string;
}

const cursorValue = z.union([z.string(), z.number(), z.boolean(), z.object({ date: z.iso.datetime() }).strict()]);
const cursorShape = z.strictObject({
  /** Of the sort order, so that a cursor serves no other list. */
  s: z.string(),
  /** Which way it leads. */
  d: z.enum(['n', 'p']),
  v: z.array(cursorValue).max(6),
});
type CursorValue = z.infer<typeof cursorValue>;
type Sort = KeysetRequest['sort'];

const fingerprintOf = (sort: Sort) => sha256(canonicalJson(sort)).slice(0, 8);

const valueAt = (document: mongo.Document, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as mongo.Document | undefined)?.[key], document);

function encode(sort: Sort, direction: 'n' | 'p', document: mongo.Document): string {
  const values = sort.map(([path]) => {
    const value = valueAt(document, path);
    return value instanceof Date ? { date: value.toISOString() } : (value as CursorValue);
  });
  const text = JSON.stringify({ s: fingerprintOf(sort), d: direction, v: values });
  return Buffer.from(text).toString('base64url');
}

function decode(sort: Sort, cursor: string): { backwards: boolean; values: unknown[] } {
  const parsed = cursorShape.safeParse(jsonOf(cursor));
  if (!parsed.success || parsed.data.s !== fingerprintOf(sort) || parsed.data.v.length !== sort.length)
    throw new BadCursor();
  const values = parsed.data.v.map((value) => (typeof value === 'object' ? new Date(value.date) : value));
  return { backwards: parsed.data.d === 'p', values };
}

function jsonOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new BadCursor();
  }
}

/**
 * What comes after `values` in the order of `sort`. The first path is bounded outright, so that the index is entered at
 * the right place whatever the engine makes of the `$or`.
 */
function after(sort: Sort, values: readonly unknown[]): mongo.Filter<mongo.Document> {
  const steps = sort.map(([path, direction], place) => ({
    ...Object.fromEntries(sort.slice(0, place).map(([earlier], index) => [earlier, values[index]])),
    [path]: { [direction === 1 ? '$gt' : '$lt']: values[place] },
  }));
  const [first] = sort;
  if (first === undefined || steps.length === 1) return steps[0] ?? {};
  return { $and: [{ [first[0]]: { [first[1] === 1 ? '$gte' : '$lte']: values[0] } }, { $or: steps }] };
}

const reversed = (sort: Sort): Sort => sort.map(([path, direction]) => [path, direction === 1 ? -1 : 1] as const);

/**
 * Reads a page by index: it never skips, so a page costs the same wherever it stands, and what is inserted meanwhile
 * neither repeats nor hides an item. Throws {@link BadCursor} (400).
 */
export async function keysetPage<Document extends mongo.Document>(
  collection: mongo.Collection<Document>,
  { filter, sort, limit, cursor, projection }: KeysetRequest,
): Promise<KeysetPage<Document>> {
  const from = cursor === undefined ? undefined : decode(sort, cursor);
  const backwards = from?.backwards ?? false;
  const order = backwards ? reversed(sort) : sort;
  const bounded = from ? { $and: [filter, after(order, from.values)] } : filter;
  const rows = await collection
    .find(bounded as mongo.Filter<Document>, projection ? { projection } : {})
    .sort(new Map(order))
    .limit(limit + 1)
    .toArray();
  const items = rows.slice(0, limit) as Document[];
  if (backwards) items.reverse();
  const more = rows.length > limit;
  const [first, last] = [items[0], items.at(-1)];
  return {
    items,
    ...(last && (backwards || more) ? { next: encode(sort, 'n', last) } : {}),
    ...(first && (backwards ? more : from !== undefined) ? { prev: encode(sort, 'p', first) } : {}),
  };
}
