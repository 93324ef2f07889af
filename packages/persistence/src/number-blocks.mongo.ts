import type { mongo } from 'mongoose';
import type { Counters, NumberBlock } from './database.ts';
import { asking, isDuplicateKey, translated } from './driver-errors.ts';
import { numbersFrom } from './number-blocks.ts';

/** A row of the `counters` collection. */
export interface CounterRow {
  readonly _id: string;
  readonly last: number;
}

/** Counters in the `counters` collection, each advanced atomically by whole blocks. */
export function mongoCounters(rows: mongo.Collection<CounterRow>): Counters {
  async function advance(name: string, size: number): Promise<number> {
    const row = await rows.findOneAndUpdate(
      { _id: name },
      { $inc: { last: size } },
      { upsert: true, returnDocument: 'after' },
    );
    return row?.last ?? size;
  }

  return numbersFrom(async (name, size): Promise<NumberBlock> => {
    let last: number;
    try {
      last = await advance(name, size);
    } catch (error) {
      if (!isDuplicateKey(error)) throw translated(error);
      // Two began the counter at the same moment; now it is there.
      last = await asking(() => advance(name, size));
    }
    return { first: last - size + 1, last };
  });
}
