import { isAppError } from '@throughline/kernel';
import type { CommandContext } from '@throughline/persistence';
import type { z } from 'zod';
import type { Accepted, Submission } from './accept-concern.ts';
import { submissionBody } from './concern-inputs.ts';

/** An item of a batch as it was sent: read one by one, so that a faulty one spoils no other. */
export type SentItem = Readonly<Record<string, unknown>>;

/** What became of one item. */
export type BatchOutcome =
  | { readonly externalReference: string | null; readonly id: string }
  | { readonly externalReference: string | null; readonly error: unknown };

export interface BatchDependencies {
  readonly accept: (submission: Submission, context: CommandContext) => Promise<Accepted>;
  /** HMAC of an item: tells a repetition from another concern under the same reference. */
  readonly fingerprintOf: (item: SentItem) => string;
  /** How a body that does not parse is refused. */
  readonly malformed: (issues: readonly z.core.$ZodIssue[]) => Error;
}

const batched = submissionBody.required({ externalReference: true });

const referenceOf = ({ externalReference }: SentItem) =>
  typeof externalReference === 'string' ? externalReference.slice(0, 100) : null;

/**
 * Accepts many concerns, each for itself. The external reference is the key of its item: a batch that broke off is simply
 * sent again, and what was accepted before answers as it did the first time.
 */
export const acceptBatch =
  ({ accept, fingerprintOf, malformed }: BatchDependencies) =>
  async (items: readonly SentItem[], context: CommandContext): Promise<BatchOutcome[]> => {
    const outcomes: BatchOutcome[] = [];
    for (const item of items) {
      const externalReference = referenceOf(item);
      const parsed = batched.safeParse(item);
      if (!parsed.success) {
        outcomes.push({ externalReference, error: malformed(parsed.error.issues) });
        continue;
      }
      const commandKey = `batch:${parsed.data.externalReference}`;
      try {
        const { concern } = await accept(parsed.data, { ...context, commandKey, fingerprint: fingerprintOf(item) });
        outcomes.push({ externalReference, id: concern.id });
      } catch (error) {
        // What is no rule of the domain (the database is away) ends the batch: it is sent again as a whole.
        if (!isAppError(error) || error.kind === 'unavailable' || error.kind === 'broken') throw error;
        outcomes.push({ externalReference, error });
      }
    }
    return outcomes;
  };
