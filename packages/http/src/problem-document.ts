import { type AppError, type Fault, isAppError, type ProblemType } from '@throughline/kernel';
import { Broken } from './http.errors.ts';
import { statusOfKind } from './status-of-kind.ts';

/** An RFC 9457 problem document, served as `application/problem+json`. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** `urn:uuid:<request id>`: leads to the log. */
  readonly instance: string;
  readonly code: string;
  readonly errors?: readonly Fault[];
}

/** Statuses that are HTTP's own business and no kind of `AppError`. */
const statusOfCode: Readonly<Record<string, number>> = {
  'method-not-allowed': 405,
  'unsupported-media-type': 415,
};

/** The status that a type of problem is answered with. */
export const statusOf = ({ code, kind }: Pick<ProblemType, 'code' | 'kind'>): number =>
  statusOfCode[code] ?? statusOfKind(kind);

/** Whatever was thrown, as an error that may be shown: what is not ours is `broken`, and says nothing of itself. */
export const presentable = (error: unknown): AppError => (isAppError(error) ? error : new Broken(error));

/** The document for an error. A fault of ours shows its title and the request's id, and no more. */
export function problemDocument(error: AppError, requestId: string): ProblemDocument {
  const { code, kind, problem, faults } = error;
  return {
    type: `/docs/problems/${code}`,
    title: problem.title,
    status: statusOf(problem),
    detail: kind === 'broken' ? problem.title : error.message,
    instance: `urn:uuid:${requestId}`,
    code,
    ...(faults === undefined ? {} : { errors: faults }),
  };
}
