import { expect, it } from '@jest/globals';
import { nameOf, words } from '../../test/english.ts';
import { answerClock, college, housing, openConcerns } from '../../test/northgate.ts';
import { openConcerns as schema } from '../api/representations.ts';
import { dashboardSections, nextDuty, type Sorting, sectionOf } from './dashboard-view.ts';

const { items } = schema.parse(openConcerns);
const sections = (owers: string[], sorting: Sorting = 'due') =>
  dashboardSections(items, { owers, sorting, words, nameOf }).map(({ section, rows }) => [
    section,
    rows.map(({ reference }) => reference),
  ]);

it('an institution sees what is late, soon due, in hand, and waiting for others', () => {
  expect(sections([housing])).toEqual([
    ['overdue', ['NMF-2026-0042']],
    ['due-soon', ['NMF-2026-0051', 'NMF-2026-0047']],
    ['in-hand', ['NMF-2026-0049']],
    ['waiting', ['NMF-2026-0039']],
  ]);
});

it('what somebody else owes is waited for, what is due first at the top', () => {
  expect(sections([college])).toEqual([
    ['waiting', ['NMF-2026-0039', 'NMF-2026-0042', 'NMF-2026-0051', 'NMF-2026-0047', 'NMF-2026-0049']],
  ]);
});

it('sorting orders within the sections', () => {
  expect(sections([housing], 'age')[1]).toEqual(['due-soon', ['NMF-2026-0047', 'NMF-2026-0051']]);
  expect(sections([housing], 'reference')[1]).toEqual(['due-soon', ['NMF-2026-0047', 'NMF-2026-0051']]);
});

it('of several duties the one that falls due first is shown', () => {
  const soon = { ...answerClock, kind: 'referral-acknowledgement', due: '2026-11-10' };
  expect(nextDuty([answerClock, soon], [housing])).toBe(soon);
  expect(nextDuty([{ ...soon, state: 'met' }, answerClock], [housing])).toBe(answerClock);
});

it('a duty five working days away is due soon, six is in hand', () => {
  const running = { ...answerClock, state: 'running', workingDaysLate: 0 };
  expect(sectionOf({ ...running, workingDaysLeft: 5 })).toBe('due-soon');
  expect(sectionOf({ ...running, workingDaysLeft: 6 })).toBe('in-hand');
  expect(sectionOf(undefined)).toBe('waiting');
});

it('what is waited for says whose turn it is', () => {
  const [waiting] = dashboardSections(items.slice(0, 1), { owers: ['secretariat'], sorting: 'due', words, nameOf });
  expect(waiting).toMatchObject({
    section: 'waiting',
    rows: [
      { duty: 'Answer', who: { text: 'Northgate City Council – Housing' }, clock: { text: '6 working days late' } },
    ],
  });
});

it('a triaged concern that is with nobody is the secretariat’s to refer', () => {
  const triaged = { ...openConcerns.items[0], status: 'triaged', clock: null, clocks: [] };
  const { items: one } = schema.parse({ ...openConcerns, items: [triaged] });
  const sectionFor = (owers: string[]) => dashboardSections(one, { owers, sorting: 'due', words, nameOf })[0];
  expect(sectionFor(['secretariat'])).toMatchObject({
    section: 'in-hand',
    rows: [{ duty: 'Refer to an institution' }],
  });
  expect(sectionFor([housing])).toMatchObject({ section: 'waiting' });
});
