import { expect, it } from '@jest/globals';
import { words } from '../../test/english.ts';
import { answerClock } from '../../test/northgate.ts';
import { clockPhrase, explanationOf } from './clock-phrase.ts';

const clock = (more: object) => ({ ...answerClock, workingDaysLate: 0, ...more });

it.each([
  [{ state: 'running', workingDaysLeft: 4 }, '4 working days left', 'yellow'],
  [{ state: 'running', workingDaysLeft: 1 }, '1 working day left', 'yellow'],
  [{ state: 'running', workingDaysLeft: 0 }, 'Due today', 'yellow'],
  [{ state: 'running', workingDaysLeft: 12 }, '12 working days left', 'blue'],
  [{ state: 'overdue', workingDaysLate: 11 }, '11 working days late', 'red'],
  [{ state: 'overdue', workingDaysLate: 1 }, '1 working day late', 'red'],
  [{ state: 'paused' }, 'Paused: waiting for information', 'grey'],
  [{ state: 'met' }, 'Done in time', 'green'],
  [{ state: 'met-late', workingDaysLate: 5 }, 'Done 5 working days late', 'yellow'],
  [{ state: 'cancelled' }, 'No longer needed', 'grey'],
])('%j reads “%s”', (more, text, tone) => {
  expect(clockPhrase(clock(more), words)).toEqual({ text, tone });
});

it('each day says whether it counted, and why not', () => {
  const explanation = [
    { date: '2026-11-03', counted: false, reason: 'start-day' },
    { date: '2026-11-04', counted: true, number: 1 },
    { date: '2026-12-25', counted: false, reason: 'bank-holiday', name: 'Christmas Day' },
  ];
  expect(explanationOf({ ...answerClock, explanation }, words).map(({ date, text }) => `${date}: ${text}`)).toEqual([
    '3 November 2026: Not counted: the day it began',
    '4 November 2026: Working day 1',
    '25 December 2026: Not counted: Christmas Day',
  ]);
});
