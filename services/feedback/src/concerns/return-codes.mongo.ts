import type { ReadCollection } from '@throughline/persistence';
import type { DaySecrets } from './return-codes.ts';

/** A day's secret, as the database holds it until it is destroyed. */
export interface DaySecretDocument {
  readonly _id: string;
  readonly secret: string;
}

export const daySecrets = (collection: ReadCollection<DaySecretDocument>): DaySecrets => ({
  async take(day, candidate) {
    const standing = await collection.findOneAndUpdate(
      { _id: day },
      { $setOnInsert: { secret: candidate } },
      { upsert: true, returnDocument: 'after' },
    );
    return standing?.secret ?? candidate;
  },
  async find(day) {
    return (await collection.findOne({ _id: day }))?.secret;
  },
  async destroyBefore(day) {
    await collection.deleteMany({ _id: { $lt: day } });
  },
});
