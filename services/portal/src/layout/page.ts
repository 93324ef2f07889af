import type { z } from 'zod';
import type { Command } from '../api/api-client.ts';
import type { DemoPeople, Me } from '../api/representations.ts';
import type { Wording } from './wording.ts';

/** A page to show: a template under `views`, its title (which is its `h1` too), and what the template needs. */
export interface Shown {
  readonly view: string;
  readonly title: string;
  readonly model: object;
  readonly status?: number;
  /** Words could not be had: a cached copy would outlive the reason. */
  readonly passing?: boolean;
}

/** Elsewhere, by GET. `session` is set or ended on the way. */
interface Redirect {
  readonly to: string;
  readonly session?: { readonly token: string; readonly expiresAt: string } | 'end';
}

export type Page = Shown | Redirect;

/** One request, as page code sees it: what was asked, who asks, how to say things to them, and the API in their name. */
export interface Visit {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** What a form sent; empty on GET. */
  readonly form: URLSearchParams;
  /** Path and query as asked, to come back to. */
  readonly here: string;
  readonly words: Wording;
  readonly me: Me | undefined;
  get<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>>;
  post<Schema extends z.ZodType>(path: string, command: Command, schema: Schema): Promise<z.output<Schema>>;
  patch<Schema extends z.ZodType>(
    path: string,
    change: Command & { readonly ifMatch: number },
    schema: Schema,
  ): Promise<z.output<Schema>>;
  readonly newKey: () => string;
  /** Where demo people sign in; undefined in production. */
  readonly demo: DemoDoor | undefined;
}

/** Signing in without a password, as the embedded and the test stacks have it. */
export interface DemoDoor {
  readonly people: () => Promise<DemoPeople>;
  readonly open: (personId: string) => Promise<{ token: string; expiresAt: string }>;
}

export type ShowPage = (visit: Visit) => Promise<Page>;

export interface PageRoute {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly show: ShowPage;
}
