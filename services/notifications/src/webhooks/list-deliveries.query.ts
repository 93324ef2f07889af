import type { Database } from '@throughline/persistence';
import type { Deliveries, Delivery } from './deliveries.mongo.ts';

interface Asked {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly updatedSince?: string | undefined;
  readonly state?: Delivery['state'] | undefined;
}

/** What was sent to these organisations' systems, and how it went. */
export const listDeliveriesQuery =
  (database: Database, deliveries: Deliveries) =>
  (organisationIds: readonly string[], { limit, cursor, updatedSince, state }: Asked) =>
    database.keysetPage<Delivery>(deliveries, {
      filter: {
        organisationId: { $in: [...organisationIds] },
        ...(state && { state }),
        ...(updatedSince && { at: { $gte: new Date(updatedSince) } }),
      },
      sort: [
        ['at', -1],
        ['_id', -1],
      ],
      limit,
      ...(cursor && { cursor }),
    });
