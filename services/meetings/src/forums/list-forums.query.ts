import type { ForumEvent } from '@throughline/contracts';
import { keysetPage, type MongoAggregateStore } from '@throughline/persistence';
import type { Forum, ForumParticulars } from './forum.ts';
import { representForum } from './forum-representation.ts';

export type ForumCollection = MongoAggregateStore<Forum, ForumEvent, ForumParticulars>['collection'];

export interface ForumList {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly updatedSince?: string | undefined;
}

/** Forums by code; with `updatedSince`, in the order of change. */
export const listForumsQuery =
  (collection: ForumCollection) =>
  async ({ limit, cursor, updatedSince }: ForumList) => {
    const { items, ...neighbours } = await keysetPage(collection, {
      filter: updatedSince ? { updatedAt: { $gte: new Date(updatedSince) } } : {},
      sort: [updatedSince ? ['updatedAt', 1] : ['state.code', 1], ['_id', 1]],
      limit,
      ...(cursor ? { cursor } : {}),
      projection: { outbox: 0, commands: 0 },
    });
    return { items: items.map(({ _id, ...stored }) => representForum({ ...stored, id: _id })), ...neighbours };
  };

/** Forum → time zone, for the question of what day it is there. */
export async function zonesOf(collection: ForumCollection): Promise<ReadonlyMap<string, string>> {
  const found = await collection.find({}, { projection: { 'state.timeZone': 1 } }).toArray();
  return new Map(found.map(({ _id, state }) => [_id, state.timeZone]));
}
