import { type Fault, problem } from '@throughline/kernel';

/** The request cannot be taken as it is; `faults` names everything that is wrong with it, at once (400). */
export class Malformed extends problem({
  code: 'malformed',
  kind: 'malformed',
  title: 'The request cannot be read as it is',
  remedy: 'Correct what `errors` names: unknown fields and parameters are refused, so that a misspelt one is noticed.',
}) {
  constructor(faults: readonly Fault[], cause?: unknown) {
    super(faults.length === 1 ? 'One thing is wrong with it.' : `${faults.length} things are wrong with it.`, {
      faults,
      cause,
    });
  }
}

/** The body, or a part of the request, is larger than this route takes (413). */
export class TooLarge extends problem({
  code: 'too-large',
  kind: 'too-large',
  title: 'The body is larger than this takes',
  remedy: 'Send less at once; the limit is in the detail.',
}) {
  constructor(limitBytes: number) {
    super(`At most ${limitBytes / 1024} KB.`);
  }
}

/** PATCH, PUT or DELETE on an existing thing without `If-Match` (428). */
export class PreconditionRequired extends problem({
  code: 'precondition-required',
  kind: 'precondition-required',
  title: 'Say which version you are changing',
  remedy: 'Read the thing, and send its ETag back as If-Match.',
}) {}

/** A fault of ours. Says nothing of itself: what happened is in the log, under the request's id (500). */
export class Broken extends problem({
  code: 'broken',
  kind: 'broken',
  title: 'Something is wrong on our side',
  remedy: 'Try again; if it stays, tell us the request id.',
}) {
  constructor(cause: unknown) {
    super('The request id leads us to what happened.', { cause });
  }
}
