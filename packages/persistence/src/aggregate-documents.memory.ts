import type { Id } from '@throughline/kernel';
import mongoose from 'mongoose';
import type { AggregateDocument } from './aggregate-document.ts';
import type { AggregateDocuments, DocumentChange } from './aggregate-documents.ts';

const { BSON } = mongoose.mongo;

/**
 * The twin's documents: kept as BSON bytes, so that what comes back has been through the same mill as on the database
 * (dates, dropped `undefined`, no shared references).
 */
export function memoryDocuments(): AggregateDocuments & { clearOutbox(id: Id): void } {
  const bytes = new Map<Id, Uint8Array>();
  const put = (document: AggregateDocument) =>
    bytes.set(document._id, BSON.serialize(document, { ignoreUndefined: true }));
  const get = (id: Id) => {
    const found = bytes.get(id);
    return found && (BSON.deserialize(found) as AggregateDocument);
  };
  const all = () => [...bytes.keys()].flatMap((id) => get(id) ?? []);

  const isTaken = ({ _id, creationKey, keys }: AggregateDocument) =>
    all().some(
      (other) =>
        other._id !== _id &&
        (other.creationKey === creationKey || Object.entries(keys).some(([name, value]) => other.keys[name] === value)),
    );

  return {
    async insert(document) {
      if (bytes.has(document._id) || isTaken(document)) return 'duplicate';
      put(document);
      return 'inserted';
    },
    async write(id, version, change) {
      const document = get(id);
      if (document?.version !== version) return 'conflict';
      const changed = applied(document, change);
      if (isTaken(changed)) return 'duplicate';
      put(changed);
      return 'written';
    },
    load: async (id) => get(id),
    loadByCreationKey: async (creationKey) => all().find((document) => document.creationKey === creationKey),
    loadByKey: async (name, value) => all().find((document) => document.keys[name] === value),
    loadMany: async (ids) => ids.flatMap((id) => get(id) ?? []),
    async setNextDueAt(id, version, nextDueAt) {
      const document = get(id);
      if (document?.version !== version) return;
      const { nextDueAt: _before, ...rest } = document;
      put(nextDueAt ? { ...rest, nextDueAt } : rest);
    },
    async due(now, limit) {
      return byDueTime(all())
        .filter(({ nextDueAt }) => nextDueAt && nextDueAt <= now)
        .slice(0, limit)
        .map(({ _id }) => _id);
    },
    nextDue: async () => byDueTime(all())[0]?.nextDueAt,
    clearOutbox(id) {
      const document = get(id);
      if (document) put({ ...document, outbox: [] });
    },
  };
}

const byDueTime = (documents: AggregateDocument[]) =>
  documents
    .filter(({ nextDueAt }) => nextDueAt)
    .toSorted((one, other) => Number(one.nextDueAt) - Number(other.nextDueAt));

function applied(document: AggregateDocument, change: DocumentChange): AggregateDocument {
  const paths = Object.entries(change.set);
  const texts = paths.filter(([path]) => path.startsWith('words.')).map(([path, entry]) => [path.slice(6), entry]);
  const rest = Object.fromEntries(Object.entries(document).filter(([path]) => !change.unset.includes(path)));
  return {
    ...(rest as unknown as AggregateDocument),
    ...Object.fromEntries(paths.filter(([path]) => !path.includes('.'))),
    words: { ...document.words, ...Object.fromEntries(texts) },
    outbox: [...document.outbox, ...change.events],
    commands: [...document.commands, change.command].slice(-change.keepCommands),
  };
}
