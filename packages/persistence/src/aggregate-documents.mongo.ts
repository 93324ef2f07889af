import type { Id } from '@throughline/kernel';
import type { mongo } from 'mongoose';
import type { AggregateDocument } from './aggregate-document.ts';
import type { AggregateDocuments, DocumentChange } from './aggregate-documents.ts';
import { asking, isDuplicateKey, translated } from './driver-errors.ts';
import { insertEach } from './gathered-writes.mongo.ts';
import { gathering } from './gathering.ts';

/** Somebody waits for each of them; under load a little company is worth a little time. */
const whenBusy = { whenBusyMs: 2 };

/** Documents in a collection of the database. Writes go to the driver: the hot path has no room for a second mapper. */
export function mongoDocuments(collection: mongo.Collection<AggregateDocument>): AggregateDocuments {
  const loadOne = async (filter: mongo.Filter<AggregateDocument>) =>
    (await asking(() => collection.findOne(filter))) ?? undefined;

  // Each document is a write of its own: those that meet a unique key leave the others done.
  const insert = gathering<AggregateDocument, 'written' | 'duplicate'>(
    (documents) => insertEach(collection, documents),
    whenBusy,
  );

  return {
    insert: async (document) => ((await insert(document)) === 'written' ? 'inserted' : 'duplicate'),
    async write(id, version, change) {
      try {
        const { matchedCount } = await collection.updateOne({ _id: id, version }, updateOf(change));
        return matchedCount === 1 ? 'written' : 'conflict';
      } catch (error) {
        if (isDuplicateKey(error)) return 'duplicate';
        throw translated(error);
      }
    },
    load: (id) => loadOne({ _id: id }),
    loadByCreationKey: (creationKey) => loadOne({ creationKey }),
    loadByKey: (name, value) => loadOne({ [`keys.${name}`]: value }),
    loadMany: (ids) => asking(() => collection.find({ _id: { $in: [...ids] } }).toArray()),
    async setNextDueAt(id, version, nextDueAt) {
      const update = nextDueAt ? { $set: { nextDueAt } } : { $unset: { nextDueAt: true as const } };
      await asking(() => collection.updateOne({ _id: id, version }, update));
    },
    async due(now, limit) {
      const found = collection
        .find({ nextDueAt: { $lte: now } }, { projection: { _id: 1 } })
        .sort({ nextDueAt: 1 })
        .limit(limit);
      return (await asking(() => found.toArray())).map(({ _id }): Id => _id);
    },
    async nextDue() {
      const [first] = await asking(() =>
        collection
          .find({ nextDueAt: { $gt: new Date(0) } }, { projection: { nextDueAt: 1 } })
          .sort({ nextDueAt: 1 })
          .limit(1)
          .toArray(),
      );
      return first?.nextDueAt;
    },
  };
}

function updateOf({
  set,
  unset,
  events,
  command,
  keepCommands,
}: DocumentChange): mongo.UpdateFilter<AggregateDocument> {
  return {
    $set: set,
    ...(unset.length > 0 ? { $unset: Object.fromEntries(unset.map((path) => [path, true as const])) } : {}),
    $push: {
      outbox: { $each: [...events] },
      commands: { $each: [command], $slice: -keepCommands },
    },
  };
}
