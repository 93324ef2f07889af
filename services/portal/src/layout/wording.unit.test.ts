import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { loadLanguages, readStrings } from './strings.ts';
import { wording } from './wording.ts';

const english = readStrings(join(import.meta.dirname, '../../locales'));
const languages = loadLanguages({ ...english, ar: { clocks: { dueToday: 'يستحق اليوم' } } });
const words = wording(languages, 'en');

it('an instant reads as the clock on the forum’s wall shows it', () => {
  expect(words.dateTime('2026-11-02T16:50:00Z')).toMatch(/^2 November 2026 at 4:50 pm$/);
  expect(words.dateTime('2026-07-02T16:50:00Z')).toMatch(/^2 July 2026 at 5:50 pm$/);
  expect(words.inZone('Asia/Kolkata').dateTime('2026-11-02T20:50:00Z')).toMatch(/^3 November 2026 at 2:20 am$/);
});

it('a day stays the same day in every zone', () => {
  for (const zone of ['Pacific/Auckland', 'America/Los_Angeles'])
    expect(words.inZone(zone).date('2026-12-01')).toBe('1 December 2026');
});

it('a code that a network added is spelled out', () => {
  expect(words.code('category', 'housing')).toBe('Housing');
  expect(words.code('category', 'winter-fuel')).toBe('Winter fuel');
});

it('Arabic is written from right to left and falls back to English string by string', () => {
  const arabic = wording(languages, 'ar');
  expect(arabic.dir).toBe('rtl');
  expect(arabic.t('clocks.dueToday')).toBe('يستحق اليوم');
  expect(arabic.t('clocks.met')).toBe('Done in time');
});
