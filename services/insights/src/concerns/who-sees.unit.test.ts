import { consentScopes, identityTiers, visibilities } from '@throughline/contracts';
import { anonymous, type Principal } from '@throughline/kernel';
import { aKey, aPerson } from '@throughline/testing';
import { dashboardFilter, isParty, isPublic, submitterFilter, throughSeatsOf } from './who-sees.ts';

const id = (prefix: string, digit: number) => `${prefix}_${String(digit).padStart(26, '0')}`;
const [forumId, foreignForum] = [id('frm', 1), id('frm', 2)];
const [submitter, institution, seated, foreign] = [id('org', 1), id('org', 2), id('org', 3), id('org', 4)];
const concern = {
  forumId,
  submitterId: submitter,
  institutions: [institution],
  scopes: consentScopes,
  visibility: 'parties' as const,
};

const readers: readonly (readonly [string, Principal, boolean])[] = [
  ['nobody', anonymous, false],
  ['another service', { kind: 'service', id: 'portal' }, false],
  ['the forum’s secretariat', aPerson('secretariat', { forumId }), true],
  ['another forum’s secretariat', aPerson('secretariat', { forumId: foreignForum }), false],
  ['the forum’s chair', aPerson('chair', { forumId }), true],
  ['another forum’s chair', aPerson('chair', { forumId: foreignForum }), false],
  ['an officer of the institution', aPerson('officer', { organisationId: institution }), true],
  ['an officer of another institution', aPerson('officer', { organisationId: foreign }), false],
  ['a caseworker of the submitter', aPerson('caseworker', { organisationId: submitter }), true],
  ['a representative of the submitter', aPerson('representative', { organisationId: submitter }), true],
  ['a caseworker of the institution', aPerson('caseworker', { organisationId: institution }), false],
  ['a representative of a seated organisation', aPerson('representative', { organisationId: seated }), false],
  ['an auditor', aPerson('auditor'), true],
  ['an administrator', aPerson('administrator'), true],
  ['the submitter’s key', aKey(submitter), true],
  ['the submitter’s key without the scope', aKey(submitter, ['concerns:submit']), false],
  ['the institution’s key', aKey(institution), true],
  ['another organisation’s key', aKey(foreign), false],
];

describe('whose concern it is', () => {
  it.each(readers)('%s', (_name, principal, isOne) => {
    expect(isParty(principal, concern)).toBe(isOne);
  });

  it('is nobody’s by submission where nobody is named', () => {
    const { submitterId: _, ...unnamed } = concern;
    expect(isParty(aKey(submitter), unnamed)).toBe(false);
  });

  it('is a person’s who has submitted for themselves', () => {
    const person = aPerson('caseworker', { organisationId: foreign });
    expect(isParty(person, { ...concern, submitterId: person.id })).toBe(true);
  });
});

describe('who else sees it', () => {
  const cases = [...visibilities, undefined].flatMap((visibility) =>
    [true, false].map((hasConsent) => ({ visibility, hasConsent })),
  );

  it.each(cases)('the public: $visibility, consent to a public summary: $hasConsent', ({ visibility, hasConsent }) => {
    const { visibility: _, ...untriaged } = concern;
    const scopes = hasConsent ? consentScopes : (['forum'] as const);
    const seen = { ...untriaged, scopes, ...(visibility && { visibility }) };
    expect(isPublic(seen)).toBe(visibility === 'public' && hasConsent);
  });

  it.each([...visibilities, undefined])('organisations with a seat: %s', (visibility) => {
    const { visibility: _, ...untriaged } = concern;
    const seen = { ...untriaged, ...(visibility && { visibility }) };
    const mayHelp = visibility === 'public' || visibility === 'members';
    expect(throughSeatsOf(aKey(seated), seen)).toEqual(mayHelp ? [seated] : []);
    expect(throughSeatsOf(aPerson('caseworker', { organisationId: seated }), seen)).toEqual(mayHelp ? [seated] : []);
    expect(throughSeatsOf(aKey(seated, ['concerns:submit']), seen)).toEqual([]);
    expect(throughSeatsOf(anonymous, seen)).toEqual([]);
  });
});

/** Whether a document passes a filter made of `$or`, `$in` and equality: what these filters use. */
function passes(document: Record<string, unknown>, filter: Record<string, unknown>): boolean {
  return Object.entries(filter).every(([field, wanted]) => {
    if (field === '$or') return (wanted as Record<string, unknown>[]).some((part) => passes(document, part));
    const values = [document[field]].flat();
    const allowed = (wanted as { $in?: unknown[] }).$in;
    return values.some((value) => (allowed ? allowed.includes(value) : value === wanted));
  });
}

describe('a dashboard', () => {
  it.each(readers)('of %s holds exactly the concerns that are theirs', (_name, principal, isOne) => {
    expect(passes({ _id: 'con', ...concern }, dashboardFilter(principal))).toBe(isOne);
  });

  const knowing: Record<string, readonly string[]> = {
    'the forum’s secretariat': identityTiers,
    'the forum’s chair': identityTiers,
    'an officer of the institution': ['public', 'institution'],
    'the institution’s key': ['public', 'institution'],
    'a caseworker of the submitter': identityTiers,
    'a representative of the submitter': identityTiers,
    'the submitter’s key': identityTiers,
  };
  const cells = readers.flatMap(([name, principal]) => identityTiers.map((tier) => [name, tier, principal] as const));

  it.each(cells)('of %s, narrowed to a submitter, tells as much as tier %s allows', (name, identityTier, principal) => {
    const expected = (knowing[name] ?? ['public']).includes(identityTier);
    expect(passes({ ...concern, identityTier }, submitterFilter(principal, submitter))).toBe(expected);
  });
});
