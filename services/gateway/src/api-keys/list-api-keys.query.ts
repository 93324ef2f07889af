import type { ApiKeyEvent } from '@throughline/contracts';
import type { Id } from '@throughline/kernel';
import type { Database, MongoAggregateStore } from '@throughline/persistence';
import { type ApiKey, apiKeyState } from './api-key.ts';
import type { ApiKeyParticulars, StoredApiKey } from './api-key-store.ts';

export interface ApiKeysAsked {
  readonly organisationId: Id;
  readonly updatedSince?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** An organisation's keys in the order of their issue, those that work no more included. */
export const listApiKeysQuery =
  (apiKeys: MongoAggregateStore<ApiKey, ApiKeyEvent, ApiKeyParticulars>, database: Pick<Database, 'keysetPage'>) =>
  async ({
    organisationId,
    updatedSince,
    limit,
    cursor,
  }: ApiKeysAsked): Promise<{
    readonly items: readonly StoredApiKey[];
    readonly next?: string;
    readonly prev?: string;
  }> => {
    const { items, ...neighbours } = await database.keysetPage(apiKeys.collection, {
      filter: {
        'state.organisationId': organisationId,
        ...(updatedSince ? { updatedAt: { $gte: new Date(updatedSince) } } : {}),
      },
      sort: updatedSince
        ? [
            ['updatedAt', 1],
            ['_id', 1],
          ]
        : [['_id', 1]],
      limit,
      ...(cursor ? { cursor } : {}),
      projection: { outbox: 0, commands: 0 },
    });
    const found = items.map(({ _id, state, version, head, words, particulars, updatedAt }) => ({
      id: _id,
      state: apiKeyState.parse(state),
      version,
      head,
      words,
      particulars,
      updatedAt,
    }));
    return { items: found, ...neighbours };
  };
