import mongoose from 'mongoose';
import { DocumentTooLarge, StoreBroken } from './aggregate.errors.ts';
import type { AggregateDefinition, Stored } from './aggregate-definition.ts';
import type { AggregateDocument, DoneCommand } from './aggregate-document.ts';
import type { DocumentChange } from './aggregate-documents.ts';
import type { StatedEvent } from './stated-event.ts';
import type { WritePlan } from './write-plan.ts';

const { BSON } = mongoose.mongo;

type Done = Pick<DoneCommand, 'key' | 'fingerprint' | 'at'>;

/** The document of a creation. */
export function documentOf<S, P>(
  { after, events, wordsBytes, keys, created }: WritePlan<S, P>,
  { key, fingerprint, at }: Done,
): AggregateDocument {
  const { id, particulars, ...rest } = after;
  return {
    _id: id,
    ...rest,
    wordsBytes,
    particulars: particulars as AggregateDocument['particulars'],
    keys,
    creationKey: key,
    creation: { version: after.version, fingerprint, at, ...(created === undefined ? {} : { created }) },
    commands: [],
    outbox: events,
  };
}

/** What a change writes: the parts that differ, single words, and what is pushed. */
export function changeOf<S, P>(
  before: AggregateDocument,
  { after, events, words, wordsBytes, keys, created }: WritePlan<S, P>,
  { command, keepCommands }: { command: Done; keepCommands: number },
): DocumentChange {
  const texts = Object.entries(words);
  return {
    set: {
      state: after.state,
      version: after.version,
      head: after.head,
      updatedAt: after.updatedAt,
      ...(after.forumId === undefined ? {} : { forumId: after.forumId }),
      ...(after.nextDueAt ? { nextDueAt: after.nextDueAt } : {}),
      ...(isSame(before.particulars, after.particulars) ? {} : { particulars: after.particulars }),
      ...(isSame(before.keys, keys) ? {} : { keys }),
      ...(texts.length > 0 ? { wordsBytes } : {}),
      ...Object.fromEntries(texts.map(([textId, entry]) => [`words.${textId}`, entry])),
    },
    unset: before.nextDueAt && !after.nextDueAt ? ['nextDueAt'] : [],
    events,
    command: { ...command, version: after.version, ...(created === undefined ? {} : { created }) },
    keepCommands,
  };
}

const isSame = (one: object, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * A byte of JSON is never more than this many of BSON: a character is at most three bytes of UTF-8, and the shortest
 * things in JSON, the items of `[1,2]`, take two characters there and at most fourteen bytes in BSON.
 */
const bsonBytesPerJsonCharacter = 8;

/** What is about to be written, if it keeps the limit of one write. Throws {@link DocumentTooLarge}. */
export function fitting<Written extends object>(written: Written, limitBytes: number): Written {
  // Writing JSON is the cheapest way to walk a document: a tenth of measuring it as BSON.
  if (JSON.stringify(written).length * bsonBytesPerJsonCharacter <= limitBytes) return written;
  if (BSON.calculateObjectSize(written, { ignoreUndefined: true }) > limitBytes)
    throw new DocumentTooLarge('write', limitBytes);
  return written;
}

/** A document read, its state parsed: a row is as unknown as anything that comes from outside. */
export function storedOf<S, E extends StatedEvent, P>(
  definition: AggregateDefinition<S, E, P>,
  document: AggregateDocument,
): Stored<S, P> {
  const state = definition.state.safeParse(document.state);
  if (!state.success)
    throw new StoreBroken(`${document._id}: its stored state breaks the schema`, { cause: state.error });
  const particulars = definition.particulars?.safeParse(document.particulars);
  if (particulars && !particulars.success)
    throw new StoreBroken(`${document._id}: its particulars break the schema`, { cause: particulars.error });
  return {
    id: document._id,
    ...(document.forumId === undefined ? {} : { forumId: document.forumId }),
    version: document.version,
    head: document.head,
    state: state.data,
    words: document.words,
    particulars: particulars ? particulars.data : (document.particulars as P),
    ...(document.nextDueAt ? { nextDueAt: document.nextDueAt } : {}),
    updatedAt: document.updatedAt,
  };
}
