import fc from 'fast-check';
import { dateOf, dayNumber, daysSinceMonday, isLocalDate } from './local-date.ts';
import { endOfLocalDay, isTimeZone, localDate, startOfLocalDay } from './time-zone.ts';
import { LocalDateMalformed, TimeZoneUnknown } from './working-days.errors.ts';

const london = 'Europe/London';
const hours = (date: string, zone: string) =>
  (endOfLocalDay(date, zone).getTime() - startOfLocalDay(date, zone).getTime()) / 3_600_000;

describe('a local date', () => {
  it('is a day that exists, written in full', () => {
    expect(['2026-11-02', '2028-02-29', '0099-12-31'].map(isLocalDate)).toEqual([true, true, false]);
    expect(['2027-02-29', '2026-13-01', '2026-1-02', '2026-11-02T00:00', '', 'soon'].some(isLocalDate)).toBe(false);
  });

  it('that is none is refused and named', () => {
    expect(() => dayNumber('2026-02-30')).toThrow(LocalDateMalformed);
    expect(() => dayNumber('2026-02-30')).toThrow('"2026-02-30"');
  });

  it('survives being counted, and knows its weekday as JavaScript does', () =>
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 60_000 }), (day) => {
        expect(dayNumber(dateOf(day))).toBe(day);
        expect(daysSinceMonday(day)).toBe((new Date(dateOf(day)).getUTCDay() + 6) % 7);
      }),
    ));
});

describe('a day in a zone', () => {
  it('is the one on the wall there, not in UTC', () => {
    expect(localDate(new Date('2026-06-30T23:30:00Z'), london)).toBe('2026-07-01');
    expect(localDate(new Date('2026-12-31T23:30:00Z'), london)).toBe('2026-12-31');
  });

  it('begins an hour before UTC midnight in summer and at it in winter', () => {
    expect(startOfLocalDay('2026-07-01', london).toISOString()).toBe('2026-06-30T23:00:00.000Z');
    expect(startOfLocalDay('2026-12-02', london).toISOString()).toBe('2026-12-02T00:00:00.000Z');
  });

  it('has 23 hours when the clocks go forward and 25 when they go back', () => {
    expect(['2026-03-28', '2026-03-29', '2026-10-25', '2026-10-26'].map((date) => hours(date, london))).toEqual([
      24, 23, 25, 24,
    ]);
  });

  it('holds where midnight does not exist, strikes twice, or the day is left out', () => {
    expect(startOfLocalDay('2024-04-26', 'Africa/Cairo').toISOString()).toBe('2024-04-25T22:00:00.000Z');
    expect(hours('2024-04-26', 'Africa/Cairo')).toBe(23);
    expect(hours('2024-11-03', 'America/Havana')).toBe(25);
    expect(hours('2011-12-30', 'Pacific/Apia')).toBe(0);
    expect(hours('2026-10-04', 'Australia/Lord_Howe')).toBe(23.5);
  });

  it('starts and ends at the first instant that belongs to it, and to it no more', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: dayNumber('2019-01-01'), max: dayNumber('2028-12-31') }),
        fc.constantFrom(london, 'UTC', 'Pacific/Kiritimati', 'Etc/GMT+12', 'Asia/Kathmandu', 'America/St_Johns'),
        (day, zone) => {
          const [date, dayBefore, dayAfter] = [dateOf(day), dateOf(day - 1), dateOf(day + 1)];
          const [start, end] = [startOfLocalDay(date, zone).getTime(), endOfLocalDay(date, zone).getTime()];
          const around = [start - 1, start, end - 1, end].map((instant) => localDate(new Date(instant), zone));
          expect(around).toEqual([dayBefore, date, date, dayAfter]);
        },
      ),
    ));

  it('needs a zone that is known', () => {
    expect([london, 'Europe/Belfast', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, true, false, false]);
    expect(() => localDate(new Date(0), 'Mars/Olympus')).toThrow(TimeZoneUnknown);
  });
});
