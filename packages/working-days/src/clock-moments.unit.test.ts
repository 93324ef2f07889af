import fc from 'fast-check';
import type { Calendar } from './calendar.ts';
import { nextMoments } from './clock-moments.ts';
import { readClock } from './clock-reading.ts';
import type { CountedDuty, Duty } from './duty.ts';
import { dateOf, dayNumber } from './local-date.ts';

const england: Calendar = { nation: 'england-and-wales', timeZone: 'Europe/London', closureDays: [] };
const at = (instant: string) => new Date(instant);
const referred: CountedDuty = { startedAt: at('2026-11-03T10:00:00Z'), workingDays: 20 };
const told = (duty: Duty, calendar = england) =>
  nextMoments(duty, calendar).map((moment) => [
    moment.kind === 'overdue' ? 'overdue' : moment.workingDaysLeft,
    moment.at.toISOString(),
  ]);

describe('a clock speaks', () => {
  it('when 5 and 1 working days are left, and when it becomes overdue', () => {
    expect(told(referred)).toEqual([
      [5, '2026-11-24T00:00:00.000Z'],
      [1, '2026-11-30T00:00:00.000Z'],
      ['overdue', '2026-12-02T00:00:00.000Z'],
    ]);
  });

  it('at midnight of the wall, on both sides of a change of the clocks', () => {
    expect(told({ startedAt: at('2026-10-01T09:00:00Z'), workingDays: 17 })).toEqual([
      [5, '2026-10-18T23:00:00.000Z'],
      [1, '2026-10-22T23:00:00.000Z'],
      ['overdue', '2026-10-27T00:00:00.000Z'],
    ]);
  });

  it('only of what lies after the start: three working days have no reminder at five, one has none at all', () => {
    const startedAt = at('2026-11-02T16:50:00Z');
    expect(told({ startedAt, workingDays: 3 }).map(([kind]) => kind)).toEqual([1, 'overdue']);
    expect(told({ startedAt, workingDays: 5 }).map(([kind]) => kind)).toEqual([1, 'overdue']);
    expect(told({ startedAt, workingDays: 6 }).map(([kind]) => kind)).toEqual([5, 1, 'overdue']);
    expect(told({ startedAt, workingDays: 1 }).map(([kind]) => kind)).toEqual(['overdue']);
  });

  it('of a date of its own as well, also when that is a Saturday', () => {
    expect(told({ due: '2027-01-23', startedAt: at('2026-12-08T15:00:00Z') })).toEqual([
      [5, '2027-01-15T00:00:00.000Z'],
      [1, '2027-01-21T00:00:00.000Z'],
      ['overdue', '2027-01-24T00:00:00.000Z'],
    ]);
    expect(told({ due: '2027-01-22', startedAt: at('2027-01-19T15:00:00Z') }).map(([kind]) => kind)).toEqual([
      1,
      'overdue',
    ]);
  });

  it('later when a pause or an extension moved the due date', () => {
    const pauses = [{ from: at('2026-11-24T12:00:00Z'), to: at('2026-11-27T12:00:00Z') }];
    expect(told({ ...referred, pauses })[0]).toEqual([5, '2026-11-27T00:00:00.000Z']);
    expect(told({ ...referred, extendedByDays: 10 })[2]).toEqual(['overdue', '2026-12-16T00:00:00.000Z']);
  });

  it('not at all while it stands still, nor once met or cancelled', () => {
    expect(told({ ...referred, pauses: [{ from: at('2026-11-10T09:00:00Z') }] })).toEqual([]);
    expect(told({ ...referred, metAt: at('2026-11-10T09:00:00Z') })).toEqual([]);
    expect(told({ due: '2027-01-22', cancelledAt: at('2026-11-10T09:00:00Z') })).toEqual([]);
  });
});

describe('at each moment, and not a millisecond before', () => {
  const anyDuty: fc.Arbitrary<Duty> = fc.oneof(
    fc.record({
      startedAt: fc.date({ min: at('2019-01-01T00:00:00Z'), max: at('2028-06-30T00:00:00Z'), noInvalidDate: true }),
      workingDays: fc.integer({ min: 1, max: 30 }),
    }),
    fc.integer({ min: dayNumber('2019-02-01'), max: dayNumber('2028-12-31') }).map((day) => ({ due: dateOf(day) })),
  );
  const anyCalendar = fc.constantFrom<Calendar>(
    england,
    { ...england, nation: 'scotland' },
    { ...england, nation: 'northern-ireland', timeZone: 'Africa/Cairo' },
  );

  it('the clock reads as the moment says', () =>
    fc.assert(
      fc.property(anyDuty, anyCalendar, (duty, calendar) => {
        for (const moment of nextMoments(duty, calendar)) {
          const reading = readClock(duty, calendar, moment.at);
          const before = readClock(duty, calendar, new Date(moment.at.getTime() - 1));
          if (moment.kind === 'overdue') {
            expect([before.state, reading.state]).toEqual(['running', 'overdue']);
          } else {
            expect(reading.workingDaysLeft).toBe(moment.workingDaysLeft);
            expect(before.workingDaysLeft).toBe(moment.workingDaysLeft + 1);
          }
        }
      }),
      { numRuns: 200 },
    ));
});
