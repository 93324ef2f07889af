import fc from 'fast-check';
import { bankHolidaysOf, nations } from './bank-holidays.ts';
import {
  addWorkingDays,
  areBankHolidaysKnown,
  type Calendar,
  dayOff,
  isWorkingDay,
  workingDaysBetween,
} from './calendar.ts';
import { dateOf, dayNumber } from './local-date.ts';
import { DutyImpossible, LocalDateMalformed } from './working-days.errors.ts';

const england: Calendar = { nation: 'england-and-wales', timeZone: 'Europe/London', closureDays: [] };
const scotland: Calendar = { ...england, nation: 'scotland' };

const anyDay = fc.integer({ min: dayNumber('2019-01-01'), max: dayNumber('2028-12-31') });
const anyCalendar = fc.record({
  nation: fc.constantFrom(...nations),
  timeZone: fc.constant('Europe/London'),
  closureDays: fc.array(
    anyDay.map((day) => ({ date: dateOf(day), name: 'Closed' })),
    { maxLength: 40 },
  ),
});

/** Asks of each day on its own, with nothing sorted, kept or reckoned ahead. */
const worksOn = (day: number, { nation, closureDays }: Calendar) =>
  new Date(dateOf(day)).getUTCDay() % 6 !== 0 &&
  ![...bankHolidaysOf(nation), ...closureDays].some(({ date }) => date === dateOf(day));

describe('a day', () => {
  it('is off for a reason that is told, with the name where it has one', () => {
    const calendar = { ...england, closureDays: [{ date: '2026-12-29', name: 'Between the years' }] };
    expect(dayOff('2026-12-27', calendar)).toEqual({ reason: 'weekend' });
    expect(dayOff('2026-12-28', calendar)).toEqual({ reason: 'bank-holiday', name: 'Boxing Day' });
    expect(dayOff('2026-12-29', calendar)).toEqual({ reason: 'closure-day', name: 'Between the years' });
    expect(dayOff('2026-12-30', calendar)).toBeUndefined();
  });

  it('is explained by the widest reason when there are several', () => {
    const closureDays = ['2026-12-25', '2026-12-26'].map((date) => ({ date, name: 'Closed' }));
    expect(dayOff('2026-12-25', { ...england, closureDays })).toEqual({
      reason: 'bank-holiday',
      name: 'Christmas Day',
    });
    expect(dayOff('2026-12-26', { ...england, closureDays })).toEqual({ reason: 'weekend' });
  });

  it('is worked in one nation and off in another', () => {
    expect([england, scotland].map((calendar) => isWorkingDay('2026-11-30', calendar))).toEqual([true, false]);
  });

  it('follows a list handed in, whole, in place of the snapshot', () => {
    const added = {
      ...england,
      bankHolidays: [...bankHolidaysOf(england.nation), { date: '2027-06-14', name: 'Jubilee' }],
    };
    expect(dayOff('2027-06-14', added)).toEqual({ reason: 'bank-holiday', name: 'Jubilee' });
    expect(isWorkingDay('2027-06-14', england)).toBe(true);
    const withdrawn = bankHolidaysOf(england.nation).filter(({ date }) => date !== '2026-12-28');
    expect(isWorkingDay('2026-12-28', { ...england, bankHolidays: withdrawn })).toBe(true);
  });

  it('that is none is refused, also among the closure days', () => {
    expect(() => isWorkingDay('2026-02-30', england)).toThrow(LocalDateMalformed);
    const closureDays = [{ date: '29 December', name: 'Closed' }];
    expect(() => isWorkingDay('2026-12-30', { ...england, closureDays })).toThrow(LocalDateMalformed);
  });
});

describe('bank holidays', () => {
  it('are known for the years of the list and no others', () => {
    expect(areBankHolidaysKnown('2019-01-01', '2028-12-31', england)).toBe(true);
    expect(areBankHolidaysKnown('2018-12-31', '2019-01-31', england)).toBe(false);
    expect(areBankHolidaysKnown('2028-12-31', '2029-01-01', england)).toBe(false);
    expect(areBankHolidaysKnown('2026-01-01', '2026-01-01', { ...england, bankHolidays: [] })).toBe(false);
  });
});

describe('working days between two days', () => {
  it('leave out the first day and take in the last', () => {
    expect(workingDaysBetween('2026-11-03', '2026-12-01', england)).toBe(20);
    expect(workingDaysBetween('2026-11-03', '2026-12-01', scotland)).toBe(19);
    expect(workingDaysBetween('2026-12-01', '2026-12-02', england)).toBe(1);
  });

  it('are none when the second is not after the first, or only a weekend lies between', () => {
    expect(workingDaysBetween('2026-12-01', '2026-12-01', england)).toBe(0);
    expect(workingDaysBetween('2026-12-08', '2026-12-01', england)).toBe(0);
    expect(workingDaysBetween('2026-12-04', '2026-12-06', england)).toBe(0);
  });

  it('are what counting day by day gives, over ten years', () =>
    fc.assert(
      fc.property(anyCalendar, anyDay, anyDay, (calendar, from, to) => {
        let naive = 0;
        for (let day = from + 1; day <= to; day += 1) if (worksOn(day, calendar)) naive += 1;
        expect(workingDaysBetween(dateOf(from), dateOf(to), calendar)).toBe(naive);
      }),
      { numRuns: 60 },
    ));

  it('add up: to a third day it is as far as to the second and on from there', () =>
    fc.assert(
      fc.property(anyCalendar, fc.tuple(anyDay, anyDay, anyDay), (calendar, days) => {
        const [first, second, third] = days.toSorted((a, b) => a - b).map(dateOf) as [string, string, string];
        expect(workingDaysBetween(first, third, calendar)).toBe(
          workingDaysBetween(first, second, calendar) + workingDaysBetween(second, third, calendar),
        );
      }),
    ));
});

describe('the nth working day', () => {
  it('is found after and before a day, which may itself be off', () => {
    expect(addWorkingDays('2026-11-03', 20, england)).toBe('2026-12-01');
    expect(addWorkingDays('2026-12-24', 1, england)).toBe('2026-12-29');
    expect(addWorkingDays('2026-12-03', -5, england)).toBe('2026-11-26');
    expect(addWorkingDays('2026-12-05', -1, england)).toBe('2026-12-04');
    expect(addWorkingDays('2026-12-05', 0, england)).toBe('2026-12-05');
  });

  it('undoes the count between', () =>
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: 1, max: 60 }), (calendar, day, count) => {
        const date = dateOf(day);
        const [after, before] = [addWorkingDays(date, count, calendar), addWorkingDays(date, -count, calendar)];
        expect([after, before].every((each) => isWorkingDay(each, calendar))).toBe(true);
        expect(workingDaysBetween(date, after, calendar)).toBe(count);
        expect(workingDaysBetween(before, date, calendar)).toBe(isWorkingDay(date, calendar) ? count : count - 1);
      }),
    ));

  it('needs a whole number', () => {
    expect(() => addWorkingDays('2026-12-01', 1.5, england)).toThrow(DutyImpossible);
    expect(() => addWorkingDays('2026-12-01', Number.POSITIVE_INFINITY, england)).toThrow(DutyImpossible);
  });
});
