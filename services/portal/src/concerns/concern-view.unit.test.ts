import { expect, it } from '@jest/globals';
import { nameOf, words } from '../../test/english.ts';
import { clocks as clocksShown, concern as shown } from '../../test/northgate.ts';
import { concernClocks, concern as schema } from '../api/representations.ts';
import { concernView } from './concern-view.ts';

const { clocks } = concernClocks.parse(clocksShown);
const view = (concern: object = shown) => concernView(schema.parse(concern), clocks, { words, nameOf });

it('each ask stands with its institution, its answer and what was promised', () => {
  const [first, second, third] = view().asks;
  expect(first).toMatchObject({
    resolution: { text: 'No answer yet' },
    institution: { text: 'Northgate City Council – Housing' },
  });
  expect(second).toMatchObject({
    resolution: { text: 'Agreed' },
    plain: { text: 'The duty officer is your contact.' },
    commitment: { state: 'Kept', due: '8 December 2026' },
  });
  expect(third).toMatchObject({ text: undefined, institution: { text: 'Northgate College' } });
  expect(third?.absence).toContain('not shown here');
});

it('a draft is nobody’s answer yet', () => {
  expect(view().asks[0]).toMatchObject({ plain: undefined, answer: undefined });
});

it('overdue clocks come first, each with its days', () => {
  const [first, second] = view().clocks;
  expect(first).toMatchObject({ duty: 'Answer', phrase: { text: '6 working days late' } });
  expect(first?.days.filter(({ counted }) => counted)).toHaveLength(3);
  expect(second).toMatchObject({ duty: 'Acknowledge the concern', phrase: { text: 'Done in time' } });
});

it('a submitter whom this reader may not know is left out', () => {
  expect(view({ ...shown, submitter: { organisationId: null, identityTier: 'forum' } }).submitter).toBeUndefined();
});

it('a concern whose words cannot be had just now is not to be kept', () => {
  expect(view().someUnavailable).toBe(false);
  expect(view({ ...shown, narrative: { unavailable: true } }).someUnavailable).toBe(true);
});
