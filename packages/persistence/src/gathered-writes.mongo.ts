import type { mongo } from 'mongoose';
import { isDuplicateKey, translated } from './driver-errors.ts';

interface BulkFailure {
  readonly writeErrors?: mongo.OneOrMore<mongo.WriteError>;
}

/** What became of each operation of an unordered bulk write: done, or the duplicate that it met. */
export type Written = 'written' | 'duplicate';

const duplicateKeyCode = 11_000;

/**
 * Runs a bulk write of which every operation stands for itself: the errors of some leave the others done. Answers one
 * outcome per operation; a failure that is no duplicate is that operation's Error. Rejects when the outcome of the whole
 * is unknown.
 */
export async function writtenEach(count: number, write: () => Promise<unknown>): Promise<(Written | Error)[]> {
  const outcomes = Array.from<Written | Error>({ length: count }).fill('written');
  try {
    await write();
    return outcomes;
  } catch (error) {
    const failures = [(error as BulkFailure).writeErrors ?? []].flat();
    if (failures.length === 0 && !isDuplicateKey(error)) throw translated(error);
    if (failures.length === 0) return outcomes.fill('duplicate');
    for (const failure of failures)
      outcomes[failure.index] =
        failure.code === duplicateKeyCode ? 'duplicate' : new Error(`a write was refused with code ${failure.code}`);
    return outcomes;
  }
}
