import { aKey, aPerson } from '@throughline/testing';
import { organisationDefinition, type StoredOrganisation } from './organisation-store.ts';

const id = 'org_00000000000000000000000001';
const foreign = 'org_00000000000000000000000002';
const forumId = 'frm_00000000000000000000000001';
const seen = (who: Parameters<NonNullable<typeof organisationDefinition.visibleTo>>[0], state: string) =>
  organisationDefinition.visibleTo?.(who, { id, state: { state } } as StoredOrganisation);

describe('who sees a record', () => {
  it.each(['verified', 'dormant', 'closed'])('everybody, once it is %s', (state) => {
    expect(seen({ kind: 'anonymous' }, state)).toBe(true);
  });

  it.each([
    ['nobody', { kind: 'anonymous' } as const, false],
    ['another service', { kind: 'service', id: 'feedback' } as const, false],
    ['itself', aKey(id), true],
    ['its representative', aPerson('representative', { organisationId: id }), true],
    ['another organisation', aKey(foreign), false],
    ['an officer elsewhere', aPerson('officer', { organisationId: foreign }), false],
    ['a secretariat', aPerson('secretariat', { forumId }), true],
    ['a chair', aPerson('chair', { forumId }), true],
    ['an auditor', aPerson('auditor'), true],
    ['an administrator', aPerson('administrator'), true],
  ] as const)('while it is proposed, %s', (_who, principal, isSeen) => {
    expect(seen(principal, 'proposed')).toBe(isSeen);
  });
});

describe('every list of records has its index', () => {
  const declared = organisationDefinition.indexes?.map(({ fields }) => Object.keys(fields));

  it.each([
    ['by state', ['state.state', '_id']],
    ['by kind', ['state.kind', 'state.state', '_id']],
    ['by seat', ['state.seats.forumId', '_id']],
    ['by change', ['updatedAt', '_id']],
    ['by responsibility', ['state.responsibilities.category', 'state.state', '_id']],
  ])('%s', (_list, fields) => {
    expect(declared).toContainEqual(fields);
  });
});
