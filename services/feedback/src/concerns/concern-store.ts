import type { ConcernEvent } from '@throughline/contracts';
import type { AggregateDefinition, AggregateStore } from '@throughline/persistence';
import { type Concern, type ConcernParticulars, concernParticulars, concernState } from './concern.ts';
import { evolve } from './concern-fold.ts';

/** Where concerns are kept. */
export type ConcernStore = AggregateStore<Concern, ConcernEvent, ConcernParticulars>;

/** An external reference is unique for the organisation that gave it. */
const externalKey = ({ submitterId }: Concern, { externalReference }: ConcernParticulars) =>
  externalReference && submitterId ? `${submitterId}:${externalReference}` : undefined;

/**
 * The aggregate `concern`. Who may know of one is asked of `concern-access.ts` by the use cases, because it depends on
 * seats; every list is one of the indexes.
 */
export const concernDefinition: AggregateDefinition<Concern, ConcernEvent, ConcernParticulars> = {
  name: 'concern',
  prefix: 'con',
  collection: 'concerns',
  context: 'feedback',
  state: concernState,
  particulars: concernParticulars,
  evolve,
  forumIdOf: ({ forumId }) => forumId,
  keyNames: ['reference', 'external', 'returnCode'],
  keys: (state, particulars) => ({
    reference: state.reference,
    external: externalKey(state, particulars),
    returnCode: particulars.returnCodeHash,
  }),
  indexes: [
    { fields: { 'state.audience': 1, _id: -1 } },
    { fields: { 'state.audience': 1, updatedAt: 1, _id: 1 } },
    { fields: { updatedAt: 1, _id: 1 } },
  ],
};
