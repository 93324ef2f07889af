import { expect, it } from '@jest/globals';
import { NotAllowedNow, Unavailable } from '@throughline/kernel';
import { dayIn, fieldOf, sendForm } from './form.ts';

const form = (day: string, month: string, year: string) =>
  new URLSearchParams({ 'due-day': day, 'due-month': month, 'due-year': year });

it.each([
  ['1', '2', '2027', '2027-02-01'],
  [' 29 ', '02', '2028', '2028-02-29'],
  ['29', '2', '2027', undefined],
  ['31', '4', '2027', undefined],
  ['0', '4', '2027', undefined],
  ['1', '13', '2027', undefined],
  ['1', '2', '27', undefined],
  ['', '', '', undefined],
])('day %j, month %j, year %j is %s', (day, month, year, expected) => {
  expect(dayIn(form(day, month, year), 'due')).toBe(expected);
});

it.each([
  ['/publicSummary/text', 'publicSummary'],
  ['/asks/0/text/text', 'asks-0-text'],
  ['/outcomes/1/commitment/due', 'outcomes-1-commitment-due'],
  ['/visibility', 'visibility'],
])('%s speaks of the field %s', (pointer, field) => {
  expect(fieldOf(pointer)).toBe(field);
});

it('a rule of the domain is told on the form, an outage rises', async () => {
  const refused = await sendForm(() => Promise.reject(new NotAllowedNow('It is answered.')), {});
  expect(refused).toEqual({ errors: [{ field: 'form', text: 'It is answered.' }] });
  await expect(sendForm(() => Promise.reject(new Unavailable()), {})).rejects.toThrow(Unavailable);
});
