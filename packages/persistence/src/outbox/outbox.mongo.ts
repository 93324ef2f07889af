import type { Envelope } from '@throughline/contracts';
import type { Id } from '@throughline/kernel';
import type { mongo } from 'mongoose';
import type { AggregateDocument } from '../aggregate-document.ts';
import { asking } from '../driver-errors.ts';
import type { Outbox } from './outbox.ts';

/** The outboxes of one collection's documents. */
export function mongoOutbox(collection: mongo.Collection<AggregateDocument>): Outbox {
  return {
    async pull(published) {
      const operations = published.map(({ id, eventIds }) => ({
        updateOne: { filter: { _id: id }, update: { $pull: { outbox: { id: { $in: [...eventIds] } } } } },
      }));
      await asking(() =>
        collection.bulkWrite(operations as mongo.AnyBulkWriteOperation<AggregateDocument>[], { ordered: false }),
      );
    },
    async leftovers(limit) {
      // Any id is above the empty text: a range, so that the multikey index answers and no document is scanned.
      const found = collection.find({ 'outbox.id': { $gt: '' } }, { projection: { outbox: 1 } }).limit(limit);
      return (await asking(() => found.toArray())).map(({ _id, outbox }) => ({ id: _id, events: outbox }));
    },
    async of(id: Id): Promise<readonly Envelope[]> {
      const found = await asking(() => collection.findOne({ _id: id }, { projection: { outbox: 1 } }));
      return found?.outbox ?? [];
    },
  };
}
