import type { Envelope } from '@throughline/contracts';

/** Why an event is not in the journal: another one of its version is, or it may be tried again. */
export type Refusal = 'fork' | 'later';

/** The journal, as the relay writes it. */
export interface JournalWriter {
  /**
   * Appends events of any aggregates. What is there already counts as appended. Answers with what was refused, by event
   * id; throws when nothing is known of any.
   */
  append(events: readonly Envelope[]): Promise<ReadonlyMap<string, Refusal>>;
}
