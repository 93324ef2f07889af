import type { ConcernEvent } from '@throughline/contracts';
import type { Database, Mirror, Reaction } from '@throughline/persistence';
import { type Concern, projectConcern } from '../concerns/concern.ts';
import type { ConcernMirror } from '../concerns/known-concerns.ts';
import { type OwnerJournal, takeIn } from './take-in.ts';

export const concernsMirror = (database: Database, react: Reaction<Concern, ConcernEvent>): Mirror<Concern> =>
  database.mirror<Concern, ConcernEvent>({
    collection: 'concerns',
    indexes: [{ fields: { 'marks.forumId': 1 } }],
    project: projectConcern,
    react,
  });

const mostWaiting = 200;

/** Concerns as this service mirrors them. */
export const concernsOn = (mirror: Mirror<Concern>, owner: OwnerJournal): ConcernMirror => ({
  find: (id) => mirror.find(id),
  async findMany(ids) {
    if (ids.length === 0) return new Map();
    const found = await mirror.collection.find({ _id: { $in: [...ids] } }).toArray();
    return new Map(found.map((concern) => [concern._id, concern]));
  },
  async refreshed(id) {
    await takeIn(mirror, owner, id);
    return mirror.find(id);
  },
  async markedFor(forumId) {
    const found = await mirror.collection
      .find({ 'marks.forumId': forumId, closedAs: null })
      .sort({ _id: -1 })
      .limit(mostWaiting)
      .toArray();
    return found
      .flatMap(({ _id, ...concern }) => {
        const mark = concern.marks.find((one) => one.forumId === forumId);
        return mark ? [{ ...concern, id: _id, mark }] : [];
      })
      .toSorted((one, other) => (one.mark.at < other.mark.at ? -1 : 1));
  },
});
