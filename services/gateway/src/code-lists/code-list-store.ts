import { type CodeListEvent, codeListEvents } from '@throughline/contracts';
import type { AggregateDefinition, AggregateStore, Stored } from '@throughline/persistence';
import { type CodeList, codeListState, evolveCodeList } from './code-list.ts';

export type StoredCodeList = Stored<CodeList>;
export type CodeListStore = AggregateStore<CodeList, CodeListEvent>;

/** How lists are kept: one document per name. */
export const codeListDefinition: AggregateDefinition<CodeList, CodeListEvent> = {
  name: 'code-list',
  prefix: 'lst',
  collection: 'code_lists',
  context: 'access',
  events: codeListEvents,
  state: codeListState,
  evolve: evolveCodeList,
  forumIdOf: () => undefined,
  keyNames: ['name'],
  keys: ({ name }) => ({ name }),
};
