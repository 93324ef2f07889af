import { type Envelope, type Recorded, recordedOf, versionOf } from '@throughline/contracts';
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

/** One document per aggregate: what the projection makes of the events, and the gate, in a single write. */
export function mongoMirror<M extends object, E extends StatedEvent>(
  collection: mongo.Collection<MirrorDocument<M>>,
  definition: Pick<MirrorDefinition<M, E>, 'project'>,
): Mirror<M> {
  const gates = collection as unknown as mongo.Collection<MirrorRow>;

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
    const event = recordedOf(envelope) as unknown as Recorded<E>;
    return { ...definition.project(projected<M>(previous), event), _id: envelope.subject, ...gateAfter(envelope) };
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
      // A first event is nearly always new: insert it, and look only when something is there already.
      const isFirst = versionOf(envelope) === 1 && passes(undefined, envelope) === 'take';
      if (isFirst && (await insert(next(undefined, envelope))) === 'written') return;
      for (let attempt = 1; attempt <= attempts; attempt++) {
        const previous = await load(envelope.subject);
        if (passes(previous, envelope) === 'done') return;
        const row = next(previous, envelope);
        if (previous ? await replace({ from: previous.seen, row }) : (await insert(row)) === 'written') return;
      }
      throw new ConcurrentWrites();
    },
    skip: move,
    async forget(aggregateId) {
      await asking(() => gates.deleteOne({ _id: aggregateId }));
    },
    async clear() {
      await asking(() => gates.deleteMany({}));
    },
  };
}

interface MirrorRow extends Gate {
  readonly _id: string;
}

/** A mirror's document as it shall stand, if it stands at the version it was made from. */
interface Replacement {
  readonly from: number;
  readonly row: MirrorRow;
}

/** What the projection made before; a document that holds a gate alone (its events were skipped) is nothing to it. */
function projected<M extends object>(row: MirrorRow | undefined): M | undefined {
  if (!row) return undefined;
  const { _id, seen: _seen, head: _head, ...made } = row;
  return Object.keys(made).length === 0 ? undefined : (made as unknown as M);
}
