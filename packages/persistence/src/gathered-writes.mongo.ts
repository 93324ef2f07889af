import type { mongo } from 'mongoose';
import { DatabaseAway } from './aggregate-documents.ts';
import { asking, translated } from './driver-errors.ts';

interface BulkFailure {
  readonly writeErrors?: mongo.OneOrMore<mongo.WriteError>;
}

/** What became of each operation of an unordered bulk write: done, or the duplicate that it met. */
export type Written = 'written' | 'duplicate';

const duplicateKeyCode = 11_000;

function outcomesOf(count: number, failures: readonly { readonly index: number; readonly code?: unknown }[]) {
  const outcomes = Array.from<Written | Error>({ length: count }).fill('written');
  for (const { index, code } of failures)
    outcomes[index] =
      code === duplicateKeyCode ? 'duplicate' : new Error(`a write was refused with code ${String(code)}`);
  return outcomes;
}

/**
 * Runs a bulk write of which every operation stands for itself: the errors of some leave the others done. Answers one
 * outcome per operation; a failure that is no duplicate is that operation's Error. Rejects when the outcome of the whole
 * is unknown.
 */
export async function writtenEach(count: number, write: () => Promise<unknown>): Promise<(Written | Error)[]> {
  try {
    await write();
    return outcomesOf(count, []);
  } catch (error) {
    const failures = [(error as BulkFailure).writeErrors ?? []].flat();
    if (failures.length === 0) throw translated(error);
    return outcomesOf(count, failures);
  }
}

/** What the server says of an insert: an error for each document that was not taken. */
interface InsertReply {
  readonly writeErrors?: readonly { readonly index: number; readonly code: number }[];
  readonly writeConcernError?: { readonly code: number };
}

/**
 * Inserts documents that each stand for themselves, in one statement. It is the server's own command: the driver's bulk
 * write would measure and copy every document before it sends it. What a lost answer means is the caller's to find out,
 * as after any other write.
 */
export async function insertEach<Document extends mongo.Document>(
  collection: mongo.Collection<Document>,
  documents: readonly Document[],
): Promise<(Written | Error)[]> {
  const reply = (await asking(() =>
    collection.db.command({
      insert: collection.collectionName,
      documents,
      ordered: false,
      writeConcern: { w: 'majority', j: true },
    }),
  )) as InsertReply;
  // On one member's disk only: whether it lasts is not known.
  if (reply.writeConcernError) throw new DatabaseAway(reply.writeConcernError);
  return outcomesOf(documents.length, reply.writeErrors ?? []);
}
