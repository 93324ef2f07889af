import type { Database, ReadCollection } from '@throughline/persistence';
import type { Telling } from '../notices/telling.ts';

/** One message to one endpoint, with its attempts. */
export interface Delivery {
  /** The notice's id, and the `webhook-id` that receivers see with every attempt. */
  readonly _id: string;
  readonly endpointId: string;
  readonly organisationId: string;
  readonly kind: Telling['kind'];
  readonly type: string;
  readonly about: Telling['about'];
  readonly reference: string;
  readonly at: Date;
  readonly state: 'pending' | 'delivered' | 'failed';
  readonly attempts: number;
  /** By the machine's clock; while an attempt is under way it is when somebody else may try. */
  readonly nextAttemptAt: Date;
  readonly lastStatus: number | null;
}

export type Deliveries = ReadCollection<Delivery>;
type Queued = Omit<Delivery, 'state' | 'attempts' | 'nextAttemptAt' | 'lastStatus'>;

export const declareDeliveries = (database: Database): Deliveries =>
  database.records<Delivery>('deliveries', [
    { fields: { state: 1, nextAttemptAt: 1, _id: 1 } },
    { fields: { organisationId: 1, at: -1, _id: -1 } },
  ]);

/** Queues deliveries; what is queued already stays as it is. Answers how many were new. */
export async function queueDeliveries(deliveries: Deliveries, queued: readonly Queued[]): Promise<number> {
  if (queued.length === 0) return 0;
  const fresh = { state: 'pending' as const, attempts: 0, nextAttemptAt: new Date(), lastStatus: null };
  const { upsertedCount } = await deliveries.bulkWrite(
    queued.map(({ _id, ...rest }) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: { ...rest, ...fresh } }, upsert: true },
    })),
    { ordered: false },
  );
  return upsertedCount;
}
