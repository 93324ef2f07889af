import { type ErrorKind, isAppError } from '@throughline/kernel';
import type { Page } from './page.ts';
import type { Wording } from './wording.ts';

interface Seen {
  readonly words: Wording;
  readonly here: string;
  readonly method: string;
  readonly requestId: string;
}

const statusByKind: Readonly<Record<ErrorKind, number>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  'too-large': 413,
  impossible: 422,
  'precondition-required': 428,
  'too-many': 429,
  unavailable: 503,
  broken: 500,
};

/** What each page says; kinds that are not here read as the nearest that is. */
const saidAs: Readonly<Partial<Record<ErrorKind, string>>> = {
  malformed: 'malformed',
  forbidden: 'forbidden',
  'not-found': 'notFound',
  conflict: 'conflict',
  stale: 'conflict',
  'too-large': 'malformed',
  impossible: 'malformed',
  'too-many': 'tooMany',
  unavailable: 'unavailable',
};

const kindOf = (error: Error): ErrorKind => {
  if (isAppError(error)) return error.kind;
  const { status } = error as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 ? 'malformed' : 'broken';
};

/** The page for a failure: what happened and what to do next. Somebody who is not signed in is shown the way in. */
export function errorPage(error: Error, { words, here, method, requestId }: Seen): Page {
  const kind = kindOf(error);
  if (kind === 'unauthenticated') return { to: `/sign-in?then=${encodeURIComponent(method === 'GET' ? here : '/')}` };
  const said = `errors.${saidAs[kind] ?? 'broken'}`;
  return {
    view: 'layout/error',
    title: words.t(`${said}.title`),
    status: statusByKind[kind],
    passing: true,
    model: {
      what: words.t(`${said}.what`),
      next: words.t(`${said}.next`),
      detail: kind === 'conflict' || kind === 'stale' ? error.message : undefined,
      retry: (kind === 'unavailable' || kind === 'too-many') && method === 'GET' ? here : undefined,
      requestId: kind === 'broken' ? requestId : undefined,
    },
  };
}
