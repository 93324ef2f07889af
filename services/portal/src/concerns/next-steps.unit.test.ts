import { expect, it } from '@jest/globals';
import {
  college,
  forumId,
  freshConcern,
  housing,
  kinfolk,
  concern as referred,
  triagedConcern,
} from '../../test/northgate.ts';
import { concern as schema } from '../api/representations.ts';
import { nextSteps } from './next-steps.ts';

const as = (role: string, over: { forumId?: string; organisationId?: string }) => ({ roles: [{ role, ...over }] });
const secretariat = as('secretariat', { forumId });
const steps = (concern: object, me: ReturnType<typeof as>) =>
  nextSteps(schema.parse(concern), me).map(({ code }) => code);

it('the secretariat acknowledges and triages what came in, and refers what it has read', () => {
  expect(steps(freshConcern, secretariat)).toEqual(['acknowledge', 'triage']);
  expect(steps({ ...freshConcern, acknowledgedAt: '2026-11-03T09:00:00Z' }, secretariat)).toEqual(['triage']);
  expect(steps(triagedConcern, secretariat)).toEqual(['triageAgain', 'refer']);
  expect(steps(referred, secretariat)).toEqual([]);
});

it('the secretariat of another forum can do nothing here', () => {
  expect(steps(freshConcern, as('secretariat', { forumId: 'frm_other' }))).toEqual([]);
});

it('an officer is offered the steps of the own institution’s referral only', () => {
  expect(steps(referred, as('officer', { organisationId: housing }))).toEqual(['checkDraft', 'changeDraft']);
  expect(steps(referred, as('officer', { organisationId: college }))).toEqual(['acknowledgeReferral', 'answer']);
  expect(steps(referred, as('officer', { organisationId: kinfolk }))).toEqual([]);
});

it('an officer records an open commitment of the own institution as kept', () => {
  const commitments = referred.commitments.map((commitment) => ({ ...commitment, state: 'open' }));
  const concluded = { ...referred, status: 'answered', commitments };
  expect(steps(concluded, as('officer', { organisationId: housing }))).toEqual(['keepCommitment']);
});

it('whoever submitted gives verdicts on what has been answered', () => {
  expect(steps(referred, as('caseworker', { organisationId: kinfolk }))).toEqual(['giveVerdicts']);
  expect(steps(referred, as('caseworker', { organisationId: college }))).toEqual([]);
  expect(steps({ ...referred, status: 'concluded' }, as('caseworker', { organisationId: kinfolk }))).toEqual([]);
});

it('a concern whose submitter is not shown offers its verdict to nobody', () => {
  const hidden = { ...referred, submitter: { organisationId: null, identityTier: 'anonymous' } };
  expect(steps(hidden, { roles: [{ role: 'caseworker' }] })).toEqual([]);
});
