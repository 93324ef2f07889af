import { expect, it } from '@jest/globals';
import { nameOf, words } from '../../test/english.ts';
import { completeTrace, openTrace } from '../../test/northgate.ts';
import { trace as traceSchema } from '../api/representations.ts';
import { missingView, traceView } from './trace-view.ts';

const said = { words, nameOf };
const view = (trace: object) => traceView(traceSchema.parse(trace), said);

it('what is missing is said once per party and day, with how late it is in working days', () => {
  expect(
    missingView(traceSchema.parse(openTrace), said).map(({ title, asks, who, clock }) => [
      title,
      asks,
      who.text,
      clock?.text,
    ]),
  ).toEqual([
    ['An answer', 'Asks 1 and 2', 'Northgate City Council – Housing', '6 working days late'],
    ['An answer', 'Ask 3', 'Northgate College', '4 working days left'],
    ['Completing an action', undefined, 'Northgate City Council – Housing', 'Due 15 December 2026'],
  ]);
});

it('a verdict is the submitter’s turn, and no date is made up for it', () => {
  const missing = [{ link: 'verdict', ask: 1, owedBy: 'submitter', due: null, overdueByDays: 0 }];
  const [step] = view({ ...openTrace, missing }).missing;
  expect(step).toMatchObject({ who: { text: 'Whoever raised the concern' }, due: undefined, clock: undefined });
});

it('the links tell date, who and particulars in order', () => {
  const { links } = view(openTrace);
  expect(links.map(({ title }) => title).slice(0, 4)).toEqual([
    'Raised',
    'Acknowledged',
    'Triaged',
    'Sent to an institution',
  ]);
  expect(links[3]).toMatchObject({
    when: '3 November 2026 at 10:15 am',
    who: { text: 'The forum’s secretariat' },
    facts: ['Asks 1 and 2', 'To: Northgate City Council – Housing', 'Due 1 December 2026'],
  });
  expect(links.find(({ kind }) => kind === 'decision')).toMatchObject({
    facts: ['To: Northgate City Council – Housing', 'Resolution NMF/2026/5.3'],
    words: { language: 'en' },
  });
});

it('a meeting held and an action still open say so as states, which stand by their titles', () => {
  const link = (kind: string, state: string) => ({ kind, at: '2026-12-03T17:30:00Z', data: { state } });
  const { links } = view({ ...openTrace, links: [link('agenda-item', 'concluded'), link('action', 'open')] });
  expect(links.map(({ state, facts }) => [state, facts])).toEqual([
    [{ text: 'Held', tone: 'green' }, []],
    [{ text: 'Open', tone: 'blue' }, []],
  ]);
});

it('an answer tells what was promised, and by when', () => {
  const answer = (kept: boolean) => ({
    kind: 'answer',
    at: '2026-12-08T10:00:00Z',
    data: { ask: 1, commitment: { due: '2027-01-22', kept } },
  });
  const { links } = view({ ...openTrace, links: [answer(false), answer(true)] });
  expect(links.map(({ facts }) => facts)).toEqual([
    ['Ask 1', 'Commitment due 22 January 2027'],
    ['Ask 1', 'Commitment already kept'],
  ]);
});

it('words that cannot be had just now differ from words that are not this reader’s to see', () => {
  const { links, someUnavailable } = view(openTrace);
  expect(someUnavailable).toBe(true);
  expect(links.find(({ kind }) => kind === 'action')?.absence).toContain('at the moment');
  expect(links.find(({ kind }) => kind === 'submission')?.absence).toContain('not shown here');
  expect(links.find(({ kind }) => kind === 'acknowledgement')?.absence).toBeUndefined();
});

it('the public summary stands above the chain and not in it', () => {
  const { summary, links } = view(openTrace);
  expect(summary?.text).toContain('no working heating');
  expect(links.find(({ kind }) => kind === 'triage')?.words).toBeUndefined();
});

it('a complete trace says so and misses nothing', () => {
  expect(view(completeTrace)).toMatchObject({ complete: true, missing: [], closedAs: undefined });
});

it('a closed concern is neither complete nor missing anything', () => {
  expect(view({ ...openTrace, status: 'withdrawn', closedAs: 'withdrawn', missing: [] })).toMatchObject({
    complete: false,
    closedAs: 'This concern is closed: Withdrawn.',
    missing: [],
  });
});

it('a kind of link that is newer than this page is shown all the same', () => {
  const link = {
    kind: 'site-visit',
    id: 'x',
    at: '2026-12-04T10:00:00Z',
    by: 'org_unknown',
    words: null,
    data: { colour: 'red' },
  };
  expect(view({ ...openTrace, links: [link] }).links[0]).toMatchObject({
    title: 'Site visit',
    who: { text: 'An organisation whose name cannot be shown now' },
    facts: [],
  });
});
