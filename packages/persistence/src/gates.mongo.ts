import { type Envelope, versionOf } from '@throughline/contracts';
import type { mongo } from 'mongoose';
import { asking } from './driver-errors.ts';
import { type Gate, gateAfter } from './gate.ts';
import { writtenEach } from './gathered-writes.mongo.ts';
import { gathering } from './gathering.ts';
import type { Seen } from './sink.ts';

/** Nobody waits for a gate but the acknowledgement of its message. */
const whenBusy = { whenBusyMs: 8 };

interface GateRow extends Gate {
  readonly _id: string;
}

/** The gates of a consumer, read and moved by the dozen when there is much to do. */
export interface Gates {
  /** Where an aggregate's gate stands. */
  seen(aggregateId: string): Promise<Seen | undefined>;
  /** Moves a gate forward to this event from wherever it stands; never back. */
  move(envelope: Envelope): Promise<void>;
}

/** The gates kept in a collection: of an effect, or inside the documents of a mirror. */
export function mongoGates<Row extends GateRow>(collection: mongo.Collection<Row>): Gates {
  const rows = collection as unknown as mongo.Collection<GateRow>;
  const seen = gathering<string, Seen | undefined>(async (ids) => {
    const filter = { _id: { $in: [...ids] } };
    const found = await asking(() => rows.find(filter, { projection: { seen: 1, head: 1 } }).toArray());
    const byId = new Map(found.map((row) => [row._id, { version: row.seen, hash: row.head }]));
    return ids.map((id) => byId.get(id));
  });
  // An upsert that meets its own `_id` found a gate that stands at or above the event already: nothing is to be done.
  const move = gathering<Envelope, unknown>(
    (envelopes) =>
      writtenEach(envelopes.length, () =>
        rows.bulkWrite(
          envelopes.map((envelope) => ({
            updateOne: {
              filter: { _id: envelope.subject, seen: { $lt: versionOf(envelope) } },
              update: { $set: gateAfter(envelope) },
              upsert: true,
            },
          })),
          { ordered: false },
        ),
      ),
    whenBusy,
  );
  return {
    seen,
    move: async (envelope) => {
      await move(envelope);
    },
  };
}
