import type { Database } from '@throughline/persistence';
import { declareMirrors } from './mirrors.ts';

/** The first fields of every declared index, by collection. */
function declaredIndexes() {
  const declared = new Map<string, string[][]>();
  const database = {
    mirror: ({ collection, indexes = [] }: { collection: string; indexes?: readonly { fields: object }[] }) => {
      declared.set(
        collection,
        indexes.map(({ fields }) => Object.keys(fields)),
      );
      return {};
    },
  };
  declareMirrors(database as unknown as Database);
  return declared;
}

describe('every read here has its index', () => {
  it.each([
    ['concerns', 'a trace by reference', ['reference']],
    ['concerns', 'a secretariat’s dashboard', ['isOpen', 'forumId', 'nextDue', '_id']],
    ['concerns', 'an officer’s dashboard', ['isOpen', 'institutions', 'nextDue', '_id']],
    ['concerns', 'a submitter’s dashboard', ['isOpen', 'submitterId', 'nextDue', '_id']],
    ['concerns', 'an auditor’s dashboard', ['isOpen', 'nextDue', '_id']],
    ['meetings', 'the meetings of a trace', ['concerns']],
    ['actions', 'the actions of a trace', ['concerns']],
  ])('%s: %s', (collection, _read, fields) => {
    expect(declaredIndexes().get(collection)).toContainEqual(fields);
  });
});
