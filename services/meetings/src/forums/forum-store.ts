import type { ForumEvent } from '@throughline/contracts';
import type { AggregateDefinition, AggregateStore, Stored } from '@throughline/persistence';
import { evolveForum, type Forum, type ForumParticulars, forumParticulars, forumState } from './forum.ts';

/** Where forums are kept. Everybody may know of a forum, so nothing is filtered. */
export type ForumStore = AggregateStore<Forum, ForumEvent, ForumParticulars>;
export type StoredForum = Stored<Forum, ForumParticulars>;

export const forumDefinition: AggregateDefinition<Forum, ForumEvent, ForumParticulars> = {
  name: 'forum',
  prefix: 'frm',
  collection: 'forums',
  context: 'meetings',
  state: forumState,
  particulars: forumParticulars,
  evolve: evolveForum,
  forumIdOf: () => undefined,
  keyNames: ['code'],
  keys: ({ code }) => ({ code }),
  indexes: [{ fields: { 'state.code': 1, _id: 1 } }, { fields: { updatedAt: 1, _id: 1 } }],
};
