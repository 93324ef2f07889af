import { createHash } from 'node:crypto';
import { type Envelope, versionOf } from '@throughline/contracts';
import { eventHash, genesisHash, type Id } from '@throughline/kernel';
import type { Journal } from './journal-port.ts';

/** An aggregate's end as its document gives it. */
export interface Head {
  readonly aggregateId: Id;
  readonly version: number;
  readonly head: string;
}

/** The first place where an aggregate's history does not hold. */
export interface BrokenHistory {
  readonly aggregateId: Id;
  /** The version looked at. */
  readonly version: number;
  readonly fault: 'missing-version' | 'altered-event' | 'broken-chain' | 'other-head';
}

/** What a verification has found. */
export interface Verification {
  readonly aggregates: number;
  readonly events: number;
  readonly broken: readonly BrokenHistory[];
}

/**
 * Follows every chain of the journal and what still waits in outboxes to the head of its document. A rewritten tail that
 * was hashed anew agrees with itself: only a head digest kept outside the database shows it.
 */
export async function verifyHistories(journal: Journal, heads: AsyncIterable<Head>): Promise<Verification> {
  const broken: BrokenHistory[] = [];
  let aggregates = 0;
  let events = 0;
  for await (const head of heads) {
    aggregates += 1;
    const { count, fault } = await verifyOne(journal, head);
    events += count;
    if (fault) broken.push(fault);
  }
  return { aggregates, events, broken };
}

async function verifyOne(journal: Journal, head: Head): Promise<{ count: number; fault?: BrokenHistory }> {
  const { aggregateId } = head;
  let last = { version: 0, hash: genesisHash };
  let after: string | undefined;
  do {
    const page = await journal.page({ aggregateId, limit: 500, ...(after === undefined ? {} : { after }) });
    for (const event of page.events) {
      const fault = faultOf(event, last);
      if (fault) return { count: last.version, fault: { aggregateId, version: last.version + 1, fault } };
      last = { version: versionOf(event), hash: event.hash };
      // Written to while we read: what comes after the head that was asked about is the next verification's.
      if (last.version === head.version) break;
    }
    after = last.version < head.version ? page.next : undefined;
  } while (after !== undefined);
  if (last.version < head.version)
    return { count: last.version, fault: { aggregateId, version: last.version + 1, fault: 'missing-version' } };
  if (last.hash !== head.head)
    return { count: last.version, fault: { aggregateId, version: head.version, fault: 'other-head' } };
  return { count: last.version };
}

function faultOf(event: Envelope, last: { version: number; hash: string }): BrokenHistory['fault'] | undefined {
  if (versionOf(event) !== last.version + 1) return 'missing-version';
  if (event.previoushash !== last.hash) return 'broken-chain';
  return event.hash === eventHash(event) ? undefined : 'altered-event';
}

/** One hash over all heads in the order of their ids: kept outside, it shows an aggregate deleted or rewritten. */
export async function headDigest(heads: AsyncIterable<Head>): Promise<string> {
  const digest = createHash('sha256');
  for await (const { aggregateId, version, head } of heads) digest.update(`${aggregateId} ${version} ${head}\n`);
  return digest.digest('hex');
}
