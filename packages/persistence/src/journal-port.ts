import type { Envelope } from '@throughline/contracts';

/** A page of the journal in the order of aggregate id and version. */
export interface JournalPage {
  readonly events: readonly Envelope[];
  /** Hand it back as `after`; absent when there is no more. */
  readonly next?: string;
}

/** A service's append-only journal, for its consumers. */
export interface Journal {
  /**
   * A page after a position (`<aggregateId>@<version>`; exclusive). With `aggregateId` that aggregate alone, followed by
   * what still waits in its outbox. `prefix` (`con`) keeps to one kind of aggregate. Limit 1 to 500, default 100.
   * Throws {@link BadCursor} for a position that cannot be read.
   */
  page(request: {
    readonly after?: string;
    readonly aggregateId?: string;
    readonly prefix?: string;
    readonly limit?: number;
  }): Promise<JournalPage>;
}
