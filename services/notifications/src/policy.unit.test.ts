import { anonymous, type Principal } from '@throughline/kernel';
import { aKey, aPerson } from '@throughline/testing';
import { managesWebhooksOf, policy, webhookOrganisationsOf } from './policy.ts';

const forumId = 'frm_00000000000000000000000001';
const [own, foreign] = ['org_00000000000000000000000001', 'org_00000000000000000000000002'];
const readers: readonly (readonly [string, Principal, { reads: boolean; manages: boolean }])[] = [
  ['nobody', anonymous, { reads: false, manages: false }],
  ['a service', { kind: 'service', id: 'portal' }, { reads: false, manages: false }],
  ['a key with the scope', aKey(own, ['webhooks:manage']), { reads: true, manages: true }],
  ['a key without it', aKey(own), { reads: true, manages: false }],
  ['a representative', aPerson('representative', { organisationId: own }), { reads: true, manages: true }],
  ['a caseworker', aPerson('caseworker', { organisationId: own }), { reads: true, manages: false }],
  ['an officer', aPerson('officer', { organisationId: own }), { reads: true, manages: false }],
  ['a secretariat', aPerson('secretariat', { forumId }), { reads: true, manages: false }],
  ['a chair', aPerson('chair', { forumId }), { reads: true, manages: false }],
  ['an auditor', aPerson('auditor'), { reads: true, manages: false }],
  ['an administrator', aPerson('administrator'), { reads: true, manages: false }],
];

describe('who may do what', () => {
  it.each(readers)('%s', (_name, principal, { reads, manages }) => {
    expect(policy.allows(principal, 'notice.read', {})).toBe(reads);
    expect(managesWebhooksOf(principal, own)).toBe(manages);
    expect(managesWebhooksOf(principal, foreign)).toBe(false);
    expect(webhookOrganisationsOf(principal)).toEqual(manages ? [own] : []);
  });

  it('another role elsewhere does not make somebody manage webhooks there', () => {
    const both: Principal = {
      kind: 'person',
      id: 'per_00000000000000000000000001',
      roles: [
        { role: 'caseworker', organisationId: foreign },
        { role: 'representative', organisationId: own },
      ],
    };
    expect(webhookOrganisationsOf(both)).toEqual([own]);
    expect(managesWebhooksOf(both, foreign)).toBe(false);
  });
});
