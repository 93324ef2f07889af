/**
 * What sort of failure an error is. `packages/http` maps it to a status and consumers map it to retry or park:
 * nobody else knows either.
 *
 * - `malformed`: cannot be read (400) · `unauthenticated` (401) · `forbidden` (403) · `not-found`: unknown, or not theirs (404)
 * - `conflict`: a rule of the domain (409) · `stale`: `If-Match` names an older version (412) · `too-large` (413)
 * - `impossible`: well formed and yet cannot be (422) · `precondition-required` (428) · `too-many` (429)
 * - `unavailable`: may pass later, nothing was changed (503) · `broken`: a fault of ours (500)
 */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'stale'
  | 'too-large'
  | 'impossible'
  | 'precondition-required'
  | 'too-many'
  | 'unavailable'
  | 'broken';

/** One fault in what was sent. `pointer` is a JSON Pointer into the body, or `query:name`, `header:name`, `path:name`. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** A problem type (RFC 9457): its page under `/docs/problems/<code>` is written from this. */
export interface ProblemType {
  /** Kebab-case, stable: callers branch on it. */
  readonly code: string;
  readonly kind: ErrorKind;
  /** What happened, in a few words, the same every time. */
  readonly title: string;
  /** What to do next, in a sentence. */
  readonly remedy: string;
}

/** What an error may carry besides its message. Exported because every class made with `problem` names it in its type. */
export interface Particulars {
  readonly cause?: unknown;
  readonly faults?: readonly Fault[];
  readonly retryAfterSeconds?: number;
}

/** An error that users may see: coded, with a message that is safe to show; `cause` is for the log alone. */
export abstract class AppError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  readonly problem: ProblemType;
  readonly faults: readonly Fault[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: ProblemType, detail: string, { cause, faults, retryAfterSeconds }: Particulars = {}) {
    super(detail, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.problem = problem;
    this.code = problem.code;
    this.kind = problem.kind;
    this.faults = faults;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The class of a coded error, as routes list it under `problems`. */
export interface AppErrorClass {
  // biome-ignore lint: a constructor's parameters differ from error to error
  new (...args: never[]): AppError;
  readonly problem: ProblemType;
}

/**
 * The base of a named error, so that code, kind, title and remedy are written once and can be listed without an instance.
 * @example
 * export class AskAlreadyReferred extends problem({ code: 'ask-already-referred', kind: 'conflict',
 *   title: 'The ask is already with an institution', remedy: 'Wait for its answer, or for it to be returned.' }) {
 *   constructor(reference: string) { super(`${reference}: one of these asks is with an institution already.`); }
 * }
 */
export function problem(type: ProblemType) {
  return class Problem extends AppError {
    static readonly problem = type;
    constructor(detail: string = type.title, particulars?: Particulars) {
      super(type, detail, particulars);
    }
  };
}

/** Whether an unknown value is one of ours, by its shape: a test runner's realm has other classes. */
export const isAppError = (value: unknown): value is AppError =>
  value instanceof Error && typeof (value as Partial<AppError>).problem?.code === 'string';

/** Unknown to us, or not this reader's to see: deliberately the same. */
export class NotFound extends problem({
  code: 'not-found',
  kind: 'not-found',
  title: 'There is nothing here that you may see',
  remedy: 'Check the id or reference, and that you are signed in as somebody who may see it.',
}) {}

/** Known who it is, and they may not do this. */
export class Forbidden extends problem({
  code: 'forbidden',
  kind: 'forbidden',
  title: 'You may not do this',
  remedy: 'Ask somebody with the role that the message names, or an administrator to give you that role.',
}) {}

/** Nobody signed in, or the credential is not (or no longer) valid. */
export class Unauthenticated extends problem({
  code: 'unauthenticated',
  kind: 'unauthenticated',
  title: 'Sign in first',
  remedy: 'Send `Authorization: Bearer …` with a valid API key or token.',
}) {}

/** The state of the thing does not allow the command. */
export class NotAllowedNow extends problem({
  code: 'not-allowed-now',
  kind: 'conflict',
  title: 'Its present state does not allow this',
  remedy: 'Read it again: its status says what can be done next.',
}) {}

/** Something that this needs is not there just now; nothing was changed. */
export class Unavailable extends problem({
  code: 'unavailable',
  kind: 'unavailable',
  title: 'This cannot be done at the moment',
  remedy: 'Nothing was changed. Try again after the time that Retry-After names.',
}) {}
