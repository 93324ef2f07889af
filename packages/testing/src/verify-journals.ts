import { type Envelope, versionOf } from '@throughline/contracts';
import { firstBrokenLink } from '@throughline/kernel';
import mongoose from 'mongoose';

/** What is wrong with a journal; nothing, if it holds. */
export interface JournalFault {
  readonly database: string;
  readonly aggregateId: string;
  readonly fault: 'versions are not contiguous' | 'the hash chain is broken' | 'an event was never relayed';
}

/** What was read, and what was found wrong. */
export interface JournalVerification {
  readonly aggregates: number;
  readonly events: number;
  readonly faults: readonly JournalFault[];
}

function faultOf(events: readonly Envelope[]): JournalFault['fault'] | undefined {
  if (events.some((event, index) => versionOf(event) !== index + 1)) return 'versions are not contiguous';
  return firstBrokenLink(events) ? 'the hash chain is broken' : undefined;
}

/** Reads the whole journal of each database and checks every aggregate: versions from 1 without a gap, and its chain of hashes. */
export async function verifyJournals(mongodbUrl: string, databases: readonly string[]): Promise<JournalVerification> {
  const connection = await mongoose.createConnection(mongodbUrl).asPromise();
  try {
    let events = 0;
    let aggregates = 0;
    const faults: JournalFault[] = [];
    for (const database of databases) {
      const journal = connection.useDb(database).collection('events');
      const byAggregate = new Map<string, Envelope[]>();
      for await (const row of journal.find().sort({ aggregateId: 1, version: 1 })) {
        const envelope = row['event'] as Envelope;
        byAggregate.set(envelope.subject, [...(byAggregate.get(envelope.subject) ?? []), envelope]);
        events++;
      }
      aggregates += byAggregate.size;
      for (const [aggregateId, chain] of byAggregate) {
        const fault = faultOf(chain);
        if (fault) faults.push({ database, aggregateId, fault });
      }
    }
    return { aggregates, events, faults };
  } finally {
    await connection.close();
  }
}
