import type { Database } from '@throughline/persistence';
import { declareNotices } from './notices/waiting-notices.mongo.ts';
import { declareDeliveries } from './webhooks/deliveries.mongo.ts';
import { endpointDefinition } from './webhooks/webhook-endpoint.ts';

/** The fields of every declared index, by collection. */
function declaredIndexes() {
  const declared = new Map<string, unknown[]>([
    [endpointDefinition.collection, (endpointDefinition.indexes ?? []).map(({ fields }) => fields)],
  ]);
  const database = {
    records: (collection: string, indexes: readonly { fields: object }[]) => {
      declared.set(
        collection,
        indexes.map(({ fields }) => fields),
      );
    },
  } as unknown as Database;
  declareNotices(database);
  declareDeliveries(database);
  return declared;
}

describe('every read here has its index', () => {
  it.each([
    ['notices', 'somebody’s own, the newest first', { recipientId: 1, at: -1, _id: -1 }],
    ['deliveries', 'what is to be sent, the longest due first', { state: 1, nextAttemptAt: 1, _id: 1 }],
    ['deliveries', 'an organisation’s, the newest first', { organisationId: 1, at: -1, _id: -1 }],
    ['webhook_endpoints', 'an organisation’s', { 'state.organisationId': 1, 'state.standing': 1, _id: 1 }],
  ])('%s: %s', (collection, _read, fields) => {
    expect(declaredIndexes().get(collection)).toContainEqual(fields);
  });
});
