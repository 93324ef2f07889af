import { AppError, type ErrorKind, problem } from '@throughline/kernel';
import { z } from 'zod';
import { kindOfStatus } from './status-of-kind.ts';

/** Another service answered something that it should not have: a fault of ours (500). */
export class UnexpectedAnswer extends problem({
  code: 'unexpected-answer',
  kind: 'broken',
  title: 'A part of the service answered something unexpected',
  remedy: 'Try again; if it stays, tell us the request id.',
}) {
  constructor(path: string, cause: unknown) {
    // A path may carry ids, never words; the query is left out all the same.
    super(`${path.split('?', 1)[0]} answered something unexpected.`, {
      cause: typeof cause === 'number' ? new Error(`status ${cause}`) : cause,
    });
  }
}

const problemDocument = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
});

/** A refusal that another service gave: its own code, kind and faults, so that it can be handed on as it is. */
export class ForeignProblem extends AppError {
  readonly status: number;

  private constructor(status: number, kind: ErrorKind, document: z.output<typeof problemDocument>) {
    const { code, title, detail, errors } = document;
    super({ code, kind, title, remedy: '' }, detail ?? title, errors ? { faults: errors } : {});
    this.status = status;
  }

  /** The refusal in a problem document; undefined when the body is none. */
  static parse(status: number, body: unknown): ForeignProblem | undefined {
    const document = problemDocument.safeParse(body);
    const kind = kindOfStatus(status);
    return document.success && kind ? new ForeignProblem(status, kind, document.data) : undefined;
  }
}
