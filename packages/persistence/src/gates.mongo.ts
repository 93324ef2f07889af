import { type Envelope, versionOf } from '@throughline/contracts';
import type { mongo } from 'mongoose';
import { asking, isDuplicateKey } from './driver-errors.ts';
import { type Gate, gateAfter } from './gate.ts';
import type { Seen } from './sink.ts';

interface GateRow extends Gate {
  readonly _id: string;
}

/** Where an aggregate's gate stands. */
export async function seenIn<Row extends GateRow>(
  gates: mongo.Collection<Row>,
  aggregateId: string,
): Promise<Seen | undefined> {
  const rows = gates as unknown as mongo.Collection<GateRow>;
  const row = await asking(() => rows.findOne({ _id: aggregateId }, { projection: { seen: 1, head: 1 } }));
  return row ? { version: row.seen, hash: row.head } : undefined;
}

/** Moves a gate forward to this event from wherever it stands; never back. */
export async function moveGate<Row extends GateRow>(gates: mongo.Collection<Row>, envelope: Envelope): Promise<void> {
  const rows = gates as unknown as mongo.Collection<GateRow>;
  const below = { _id: envelope.subject, seen: { $lt: versionOf(envelope) } };
  try {
    await rows.updateOne(below, { $set: gateAfter(envelope) }, { upsert: true });
  } catch (error) {
    // It stands at or above the event already, so the upsert met its own `_id`.
    if (isDuplicateKey(error)) return;
    await asking(() => Promise.reject(error));
  }
}
