import { type Envelope, type Recorded, recordedOf, startedBefore, versionOf } from '@throughline/contracts';
import { genesisHash } from '@throughline/kernel';
import type { mongo } from 'mongoose';
import { ConcurrentWrites } from './aggregate.errors.ts';
import type { Mirror, MirrorDefinition, MirrorDocument } from './database.ts';
import { asking } from './driver-errors.ts';
import { type Gate, gateAfter, passes } from './gate.ts';
import { mongoGates } from './gates.mongo.ts';
import { insertEach } from './gathered-writes.mongo.ts';
import { gathering } from './gathering.ts';
import type { StatedEvent } from './stated-event.ts';

const attempts = 3;
/** Readers wait for mirrors, so not long. */
const whenBusy = { whenBusyMs: 2 };

/**
 * One document per aggregate: what the projection makes of the events, and the gate, in a single write.
 * `startMark` says since when the mirror's reactions are to happen.
 */
export function mongoMirror<M extends object, E extends StatedEvent>(
  collection: mongo.Collection<MirrorDocument<M>>,
  { project, react }: Pick<MirrorDefinition<M, E>, 'project' | 'react'>,
  startMark: () => Promise<Date> = async () => new Date(0),
): Mirror<M> {
  const gates = collection as unknown as mongo.Collection<MirrorRow>;

  const reactsTo = new Set<string>(react?.to);
  const { seen, move } = mongoGates(gates);

  const insert = gathering<MirrorRow, 'written' | 'duplicate'>((rows) => insertEach(gates, rows), whenBusy);

  const load = gathering<string, MirrorRow | undefined>(async (ids) => {
    const found = await asking(() => gates.find({ _id: { $in: [...ids] } }).toArray());
    const byId = new Map(found.map((row) => [row._id, row]));
    return ids.map((id) => byId.get(id));
  });

  /** Which of a bulk's replacements met the version they were made for is looked up only when not all of them did. */
  const replace = gathering<Replacement, boolean>(async (replacements) => {
    const { matchedCount } = await asking(() =>
      gates.bulkWrite(
        replacements.map(({ from, row: { _id, ...replacement } }) => ({
          replaceOne: { filter: { _id, seen: from }, replacement },
        })),
        { ordered: false },
      ),
    );
    if (matchedCount === replacements.length) return replacements.map(() => true);
    const standing = await Promise.all(replacements.map(({ row }) => seen(row._id)));
    return replacements.map(
      ({ row }, index) => standing[index]?.version === row.seen && standing[index]?.hash === row.head,
    );
  }, whenBusy);

  function next(previous: MirrorRow | undefined, envelope: Envelope): MirrorRow {
    const { reactedTo = 0 } = previous ?? {};
    return {
      ...project(projected<M>(previous), recorded<E>(envelope)),
      _id: envelope.subject,
      ...gateAfter(envelope),
      ...(reactedTo > versionOf(envelope) && { reactedTo }),
    };
  }

  async function reactTo(envelope: Envelope, previous: MirrorRow | undefined, row: MirrorRow): Promise<void> {
    if (!react || versionOf(envelope) <= (previous?.reactedTo ?? 0)) return;
    if (startedBefore(envelope, await startMark())) return;
    await react.handle(recorded<E>(envelope), (projected<M>(row) ?? {}) as M, envelope);
  }

  /** The document goes; what its events have set off stays done, and that is remembered until they are read again. */
  async function forgetButReactions(aggregateId: string): Promise<void> {
    const row = await asking(() => gates.findOne({ _id: aggregateId }));
    if (!row) return;
    const reactedTo = Math.max(row.seen, row.reactedTo ?? 0);
    await asking(() =>
      gates.replaceOne({ _id: aggregateId, seen: row.seen }, { seen: 0, head: genesisHash, reactedTo }),
    );
  }

  return {
    gatesItself: true,
    collection,
    seen,
    async find(aggregateId) {
      const found = await asking(() => gates.findOne({ _id: aggregateId }));
      return (found as MirrorDocument<M> | null) ?? undefined;
    },
    async apply(envelope) {
      const isReactedTo = reactsTo.has(envelope.type);
      // A first event is nearly always new: insert it, and look only when something is there already.
      const isFirst = versionOf(envelope) === 1 && passes(undefined, envelope) === 'take';
      if (isFirst && !isReactedTo && (await insert(next(undefined, envelope))) === 'written') return;
      for (let attempt = 1; attempt <= attempts; attempt++) {
        const previous = await load(envelope.subject);
        if (passes(previous, envelope) === 'done') return;
        const row = next(previous, envelope);
        if (isReactedTo) await reactTo(envelope, previous, row);
        if (previous ? await replace({ from: previous.seen, row }) : (await insert(row)) === 'written') return;
      }
      throw new ConcurrentWrites();
    },
    skip: move,
    async forget(aggregateId) {
      if (react) await forgetButReactions(aggregateId);
      else await asking(() => gates.deleteOne({ _id: aggregateId }));
    },
    async clear() {
      if (!react) await asking(() => gates.deleteMany({}));
      else for await (const { _id } of gates.find({}, { projection: { _id: 1 } })) await forgetButReactions(_id);
    },
  };
}

interface MirrorRow extends Gate {
  readonly _id: string;
  /** Of a forgotten document: up to which version its events have been reacted to. Gone once that is read again. */
  readonly reactedTo?: number;
}

const recorded = <E>(envelope: Envelope) => recordedOf(envelope) as unknown as Recorded<E>;

/** A mirror's document as it shall stand, if it stands at the version it was made from. */
interface Replacement {
  readonly from: number;
  readonly row: MirrorRow;
}

/** What the projection made before; a document that holds a gate alone (its events were skipped) is nothing to it. */
function projected<M extends object>(row: MirrorRow | undefined): M | undefined {
  if (!row) return undefined;
  const { _id, seen: _seen, head: _head, reactedTo: _reactedTo, ...made } = row;
  return Object.keys(made).length === 0 ? undefined : (made as unknown as M);
}
