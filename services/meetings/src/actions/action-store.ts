import type { ActionEvent } from '@throughline/contracts';
import type { AggregateDefinition, AggregateStore, Stored } from '@throughline/persistence';
import { type Action, actionState, evolveAction } from './action.ts';

/** Where actions are kept. Who may know of one depends on seats too, so it is decided in `action-visibility.ts`. */
export type ActionStore = AggregateStore<Action, ActionEvent>;
export type StoredAction = Stored<Action>;

export const actionDefinition: AggregateDefinition<Action, ActionEvent> = {
  name: 'action',
  prefix: 'act',
  collection: 'actions',
  context: 'meetings',
  state: actionState,
  evolve: evolveAction,
  forumIdOf: ({ forumId }) => forumId,
  indexes: [
    { fields: { 'state.due': 1, _id: 1 } },
    { fields: { forumId: 1, 'state.due': 1, _id: 1 } },
    { fields: { 'state.ownerId': 1, 'state.due': 1, _id: 1 } },
    { fields: { 'state.meetingId': 1 } },
    { fields: { updatedAt: 1, _id: 1 } },
  ],
};
