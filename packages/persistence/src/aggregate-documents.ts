import type { Envelope } from '@throughline/contracts';
import { type Id, problem } from '@throughline/kernel';
import type { AggregateDocument, DoneCommand } from './aggregate-document.ts';

/** The one conditional write: never the whole document. */
export interface DocumentChange {
  /** Paths and their new values, among them single `words.txt_…` entries. */
  readonly set: Readonly<Record<string, unknown>>;
  readonly unset: readonly string[];
  readonly events: readonly Envelope[];
  readonly command: DoneCommand;
  /** How many of the newest commands stay, this one included. */
  readonly keepCommands: number;
}

/**
 * Documents of one collection, as the store needs them: on the database, or in memory. Every method throws
 * {@link DatabaseAway} when it cannot tell what happened.
 */
export interface AggregateDocuments {
  insert(document: AggregateDocument): Promise<'inserted' | 'duplicate'>;
  write(id: Id, version: number, change: DocumentChange): Promise<'written' | 'conflict' | 'duplicate'>;
  load(id: Id): Promise<AggregateDocument | undefined>;
  loadByCreationKey(creationKey: string): Promise<AggregateDocument | undefined>;
  loadByKey(name: string, value: string): Promise<AggregateDocument | undefined>;
  loadMany(ids: readonly Id[]): Promise<AggregateDocument[]>;
  /** Corrects the due time, if the document is still at this version. */
  setNextDueAt(id: Id, version: number, nextDueAt: Date | undefined): Promise<void>;
  due(now: Date, limit: number): Promise<Id[]>;
  nextDue(): Promise<Date | undefined>;
}

/** The database did not answer, or not in a way that tells whether the write was done (503). */
export class DatabaseAway extends problem({
  code: 'database-away',
  kind: 'unavailable',
  title: 'The database does not answer at the moment',
  remedy: 'Repeat the request with the same Idempotency-Key after the time that Retry-After names.',
}) {
  constructor(cause: unknown) {
    super('The database does not answer at the moment.', { cause, retryAfterSeconds: 2 });
  }
}
