import { type Envelope, versionOf } from '@throughline/contracts';
import type { mongo } from 'mongoose';
import { BadCursor } from '../aggregate.errors.ts';
import { asking } from '../driver-errors.ts';
import { insertEach } from '../gathered-writes.mongo.ts';
import type { Journal, JournalPage } from '../journal-port.ts';
import type { JournalWriter, Refusal } from './journal.ts';
import type { Outbox } from './outbox.ts';

/** A row of the `events` collection. */
export interface JournalRow {
  /** The event's id. */
  readonly _id: string;
  readonly aggregateId: string;
  readonly version: number;
  readonly event: Envelope;
}

const defaultLimit = 100;
const greatestLimit = 500;

const rowOf = (event: Envelope): JournalRow => ({
  _id: event.id,
  aggregateId: event.subject,
  version: versionOf(event),
  event,
});

/** The journal in the `events` collection; unique by `_id` and by aggregate and version. */
export function mongoJournal(
  rows: mongo.Collection<JournalRow>,
  outboxOf: (aggregateId: string) => Outbox | undefined,
): JournalWriter & Journal {
  /** A duplicate is the same event once more, or a fork: only the row that stands can tell. */
  async function refusalsAmong(duplicates: readonly Envelope[]): Promise<Map<string, Refusal>> {
    const standing = await asking(() =>
      rows.find({ _id: { $in: duplicates.map(({ id }) => id) } }, { projection: { 'event.hash': 1 } }).toArray(),
    );
    const hashes = new Map(standing.map(({ _id, event }) => [_id, event.hash]));
    const forks = duplicates.filter(({ id, hash }) => hashes.get(id) !== hash);
    return new Map(forks.map(({ id }) => [id, 'fork']));
  }

  async function read(filter: mongo.Filter<JournalRow>, limit: number): Promise<Envelope[]> {
    const found = rows
      .find(filter, { projection: { event: 1 } })
      .sort({ aggregateId: 1, version: 1 })
      .limit(limit);
    return (await asking(() => found.toArray())).map(({ event }) => event);
  }

  /** The rest of the aggregate where the page before ended, then those after it: two plain ranges of one index. */
  async function readAll(after: Position | undefined, prefix: string | undefined, limit: number): Promise<Envelope[]> {
    const rest = after ? await read({ aggregateId: after.aggregateId, version: { $gt: after.version } }, limit) : [];
    if (rest.length === limit) return rest;
    const from = after ? { $gt: after.aggregateId } : { $gte: prefix === undefined ? '' : `${prefix}_` };
    // '`' is the character after '_'.
    const range = prefix === undefined ? from : { ...from, $lt: `${prefix}\`` };
    return [...rest, ...(await read({ aggregateId: range }, limit - rest.length))];
  }

  async function readOne(aggregateId: string, afterVersion: number, limit: number): Promise<Envelope[]> {
    // The outbox first: what the relay moves between the two reads is then seen twice, never not at all.
    const waiting = (await outboxOf(aggregateId)?.of(aggregateId)) ?? [];
    const journalled = await read({ aggregateId, version: { $gt: afterVersion } }, limit);
    const last = journalled.at(-1);
    const journalledTo = last ? versionOf(last) : afterVersion;
    const above = waiting.filter((event) => versionOf(event) > journalledTo);
    return [...journalled, ...above].slice(0, limit);
  }

  return {
    async append(events) {
      const outcomes = await insertEach(rows, events.map(rowOf));
      const having = (isOne: (outcome: unknown) => boolean) => events.filter((_, index) => isOne(outcomes[index]));
      const duplicates = having((outcome) => outcome === 'duplicate');
      const refusals = duplicates.length > 0 ? await refusalsAmong(duplicates) : new Map<string, Refusal>();
      for (const { id } of having((outcome) => outcome instanceof Error)) refusals.set(id, 'later');
      return refusals;
    },
    async page({ after, aggregateId, prefix, limit: asked = defaultLimit }): Promise<JournalPage> {
      const limit = Math.min(Math.max(asked, 1), greatestLimit);
      const position = after === undefined ? undefined : positionOf(after);
      if (position && aggregateId !== undefined && position.aggregateId !== aggregateId) throw new BadCursor();
      const events =
        aggregateId === undefined
          ? await readAll(position, prefix, limit)
          : await readOne(aggregateId, position?.version ?? 0, limit);
      const last = events.at(-1);
      return last && events.length === limit ? { events, next: `${last.subject}@${versionOf(last)}` } : { events };
    },
  };
}

interface Position {
  readonly aggregateId: string;
  readonly version: number;
}

function positionOf(text: string): Position {
  const [, aggregateId, version] = /^([a-z]{2,4}_[0-9a-z]{26})@(\d{1,10})$/.exec(text) ?? [];
  if (aggregateId === undefined || version === undefined) throw new BadCursor();
  return { aggregateId, version: Number(version) };
}
