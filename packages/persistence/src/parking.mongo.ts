import type { mongo } from 'mongoose';
import { asking, isDuplicateKey, translated } from './driver-errors.ts';
import type { Discard, ParkedMark, ParkingStore } from './parking-store.ts';

/** Rows of the `parking` collection: marks, discards, counted attempts and first starts of all consumers. */
export interface ParkingRow {
  /** `<consumer>/<kind>/<what>`: one row per consumer and thing. */
  readonly _id: string;
  readonly consumer: string;
  readonly kind: 'mark' | 'discard' | 'attempt' | 'start';
  readonly aggregateId?: string;
  readonly mark?: ParkedMark;
  readonly discard?: Discard;
  readonly version?: number;
  readonly count?: number;
  readonly at?: Date;
}

/** What one consumer remembers beside its gates. */
export function mongoParking(rows: mongo.Collection<ParkingRow>, consumer: string): ParkingStore {
  const idOf = (kind: ParkingRow['kind'], what: string) => `${consumer}/${kind}/${what}`;
  const put = ({ _id, ...row }: ParkingRow) => asking(() => rows.replaceOne({ _id }, row, { upsert: true }));

  /** Inserts unless it is there; whoever is first wins. */
  async function keep(row: ParkingRow): Promise<void> {
    try {
      await rows.insertOne(row);
    } catch (error) {
      if (!isDuplicateKey(error)) throw translated(error);
    }
  }

  return {
    async firstStart(now) {
      const _id = idOf('start', '');
      await keep({ _id, consumer, kind: 'start', at: now });
      const row = await asking(() => rows.findOne({ _id }));
      return row?.at ?? now;
    },
    async attempt(aggregateId, version, atLeast) {
      const _id = idOf('attempt', aggregateId);
      const row = await asking(() => rows.findOne({ _id }));
      const counted = row?.version === version ? (row.count ?? 0) : 0;
      const count = Math.max(counted, atLeast) + 1;
      await put({ _id, consumer, kind: 'attempt', aggregateId, version, count });
      return count;
    },
    async settle(aggregateId) {
      await asking(() => rows.deleteOne({ _id: idOf('attempt', aggregateId) }));
    },
    async park(mark) {
      await put({ _id: idOf('mark', mark.aggregateId), consumer, kind: 'mark', aggregateId: mark.aggregateId, mark });
    },
    async find(aggregateId) {
      const row = await asking(() => rows.findOne({ _id: idOf('mark', aggregateId) }));
      return row?.mark;
    },
    async list({ after = '', before, since, limit }) {
      const found = rows
        .find({
          consumer,
          kind: 'mark',
          aggregateId: before === undefined ? { $gt: after } : { $gt: after, $lt: before },
          ...(since && { 'mark.parkedAt': { $gte: since } }),
        })
        .sort({ aggregateId: before === undefined ? 1 : -1 })
        .limit(limit);
      const marks = (await asking(() => found.toArray())).flatMap(({ mark }) => mark ?? []);
      return before === undefined ? marks : marks.toReversed();
    },
    async release(aggregateId) {
      await asking(() => rows.deleteOne({ _id: idOf('mark', aggregateId) }));
    },
    async discard(discard) {
      const { aggregateId, version } = discard;
      const _id = idOf('discard', `${aggregateId}@${version}`);
      await keep({ _id, consumer, kind: 'discard', aggregateId, version, discard });
    },
    async discards() {
      const found = await asking(() => rows.find({ consumer, kind: 'discard' }).toArray());
      return found.flatMap(({ discard }) => discard ?? []);
    },
  };
}
