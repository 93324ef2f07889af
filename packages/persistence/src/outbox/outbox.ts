import type { Envelope } from '@throughline/contracts';
import type { Id } from '@throughline/kernel';

/** Events of one aggregate that wait, in order. */
export interface Waiting {
  readonly id: Id;
  readonly events: readonly Envelope[];
}

/** The outboxes of one kind of aggregate. */
export interface Outbox {
  /** Takes exactly these events off; those that are gone already are no matter. */
  pull(published: readonly { readonly id: Id; readonly eventIds: readonly string[] }[]): Promise<void>;
  /** Aggregates whose outbox is not empty, at most `limit`. */
  leftovers(limit: number): Promise<readonly Waiting[]>;
  /** What waits in one aggregate's outbox. */
  of(id: Id): Promise<readonly Envelope[]>;
}
