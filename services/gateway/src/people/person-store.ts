import { type PersonEvent, personEvents } from '@throughline/contracts';
import type { AggregateDefinition, AggregateStore, Stored } from '@throughline/persistence';
import { z } from 'zod';
import { evolvePerson, type Person, personState } from './person.ts';
import { knows } from './person-visibility.ts';

const personParticulars = z.strictObject({
  /** In lower case; unique. The address as it was written is among the words. */
  mail: z.string(),
});
export type PersonParticulars = z.infer<typeof personParticulars>;
export type StoredPerson = Stored<Person, PersonParticulars>;
export type PersonStore = AggregateStore<Person, PersonEvent, PersonParticulars>;

/** How people are kept. */
export const personDefinition: AggregateDefinition<Person, PersonEvent, PersonParticulars> = {
  name: 'person',
  prefix: 'per',
  collection: 'people',
  context: 'access',
  events: personEvents,
  state: personState,
  particulars: personParticulars,
  evolve: evolvePerson,
  // A person may serve many forums and organisations, so belongs to none.
  forumIdOf: () => undefined,
  keyNames: ['mail'],
  keys: (_state, { mail }) => ({ mail }),
  indexes: [
    { fields: { 'state.roles.organisationId': 1, _id: 1 } },
    { fields: { 'state.roles.forumId': 1, _id: 1 } },
    { fields: { 'state.roles.role': 1, _id: 1 } },
    { fields: { updatedAt: 1, _id: 1 } },
  ],
  visibleTo: (principal, { id, state }) => knows(principal, id, state),
};
