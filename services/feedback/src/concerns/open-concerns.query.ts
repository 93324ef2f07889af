import { type ConcernEvent, openStatuses } from '@throughline/contracts';
import type { MongoAggregateStore } from '@throughline/persistence';
import type { Concern, ConcernParticulars } from './concern.ts';

type Concerns = Pick<MongoAggregateStore<Concern, ConcernEvent, ConcernParticulars>, 'collection'>;

/** The ids of a forum's open concerns, one after the other: bounded by the work at hand. */
export const openConcernIds = ({ collection }: Concerns) =>
  async function* (forumId: string): AsyncGenerator<string> {
    const found = collection.find({ forumId, 'state.status': { $in: [...openStatuses] } }, { projection: { _id: 1 } });
    for await (const { _id } of found) yield _id;
  };
