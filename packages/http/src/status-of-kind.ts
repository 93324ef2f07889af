import type { ErrorKind } from '@throughline/kernel';

const statuses: Readonly<Record<ErrorKind, number>> = {
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
  broken: 500,
  unavailable: 503,
};

const kinds = new Map(Object.entries(statuses).map(([kind, status]) => [status, kind as ErrorKind]));

/** The status that a kind of error is answered with. */
export const statusOfKind = (kind: ErrorKind): number => statuses[kind];

/** The kind of error that a status stands for; undefined for statuses that no `AppError` has (405, 415). */
export const kindOfStatus = (status: number): ErrorKind | undefined => kinds.get(status);
