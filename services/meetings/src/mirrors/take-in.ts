import { type Envelope, parseEnvelope } from '@throughline/contracts';
import { isAppError } from '@throughline/kernel';
import type { Sink } from '@throughline/persistence';

/** An owner's journal. */
export interface OwnerJournal {
  /** An aggregate's events above a version. Throws Unavailable when the owner is away. */
  journalOf(aggregateId: string, afterVersion: number): Promise<readonly Envelope[]>;
}

// The consumer was faster, or holds the aggregate back: what the mirror says stands either way.
const raced = new Set(['gap-before', 'fork-found', 'concurrent-writes']);

/**
 * Takes in what an owner has and the mirror has not, through the mirror's own gate, so that the messages which follow are
 * recognised. An event that cannot be understood ends it: the consumer parks that one, and says so.
 */
export async function takeIn(sink: Sink, owner: OwnerJournal, aggregateId: string): Promise<void> {
  const seen = await sink.seen(aggregateId);
  try {
    for (const envelope of await owner.journalOf(aggregateId, seen?.version ?? 0)) {
      if (!parseEnvelope(envelope).known) return;
      await sink.apply(envelope);
    }
  } catch (error) {
    if (!isAppError(error) || !raced.has(error.code)) throw error;
  }
}
