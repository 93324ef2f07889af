import fc from 'fast-check';
import { bankHolidaysOf, nations } from './bank-holidays.ts';
import { type Calendar, workingDaysBetween } from './calendar.ts';
import { deadline, type ExplainedDay } from './deadline.ts';
import type { CountedDuty } from './duty.ts';
import { dateOf, dayNumber } from './local-date.ts';
import { endOfLocalDay, localDate } from './time-zone.ts';
import { DutyImpossible, TimeZoneUnknown } from './working-days.errors.ts';

const england: Calendar = { nation: 'england-and-wales', timeZone: 'Europe/London', closureDays: [] };
const at = (instant: string) => new Date(instant);
const answer = (facts: Partial<CountedDuty> = {}): CountedDuty => ({
  startedAt: at('2026-11-03T10:00:00Z'),
  workingDays: 20,
  ...facts,
});
const onDay = (explanation: readonly ExplainedDay[], date: string) => explanation.find((day) => day.date === date);

describe('a deadline', () => {
  it('is 1 December for an answer of 20 working days asked for on 3 November 2026', () => {
    const { due, explanation, pausedDays, bankHolidaysKnown } = deadline(answer(), england);
    expect({ due, pausedDays, bankHolidaysKnown }).toEqual({
      due: '2026-12-01',
      pausedDays: 0,
      bankHolidaysKnown: true,
    });
    expect(explanation).toHaveLength(29);
    expect(explanation.slice(0, 2)).toEqual([
      { date: '2026-11-03', counted: false, reason: 'start-day' },
      { date: '2026-11-04', counted: true, number: 1 },
    ]);
    expect(explanation[4]).toEqual({ date: '2026-11-07', counted: false, reason: 'weekend' });
    expect(explanation.at(-1)).toEqual({ date: '2026-12-01', counted: true, number: 20 });
  });

  it('is 5 and 16 November for the acknowledgement and triage of what came in on Monday 2 November at 16:50', () => {
    const submitted = { startedAt: at('2026-11-02T16:50:00Z') };
    expect(deadline({ ...submitted, workingDays: 3 }, england).due).toBe('2026-11-05');
    expect(deadline({ ...submitted, workingDays: 10 }, england).due).toBe('2026-11-16');
  });

  it('skips bank holidays and closure days and says which', () => {
    const closureDays = [{ date: '2026-12-29', name: 'Between the years' }];
    const duty = { startedAt: at('2026-12-23T09:00:00Z'), workingDays: 3 };
    const { due, explanation } = deadline(duty, { ...england, closureDays });
    expect(due).toBe('2026-12-31');
    expect(onDay(explanation, '2026-12-25')).toEqual({
      date: '2026-12-25',
      counted: false,
      reason: 'bank-holiday',
      name: 'Christmas Day',
    });
    expect(onDay(explanation, '2026-12-29')).toEqual({
      date: '2026-12-29',
      counted: false,
      reason: 'closure-day',
      name: 'Between the years',
    });
  });

  it('is the same for a start on a weekend as for one on the Friday before', () => {
    const dues = ['2026-11-06T09:00:00Z', '2026-11-07T09:00:00Z', '2026-11-08T09:00:00Z'].map(
      (startedAt) => deadline(answer({ startedAt: at(startedAt) }), england).due,
    );
    expect(dues).toEqual(['2026-12-04', '2026-12-04', '2026-12-04']);
  });

  it('takes the day of the start from the wall in the zone: half past midnight in summer is the next day', () => {
    const startedAt = at('2026-06-30T23:30:00Z');
    expect(deadline({ startedAt, workingDays: 1 }, england).due).toBe('2026-07-02');
    expect(deadline({ startedAt, workingDays: 1 }, { ...england, timeZone: 'UTC' }).due).toBe('2026-07-01');
  });

  it('counts the days on which the clocks change like any other', () => {
    expect(deadline({ startedAt: at('2026-03-27T12:00:00Z'), workingDays: 2 }, england).due).toBe('2026-03-31');
    expect(deadline({ startedAt: at('2026-10-23T12:00:00Z'), workingDays: 2 }, england).due).toBe('2026-10-27');
  });

  it('is counted on from the old due date when extended', () => {
    const { due, explanation } = deadline(answer({ extendedByDays: 10 }), england);
    expect(due).toBe('2026-12-15');
    expect(onDay(explanation, '2026-12-01')).toEqual({ date: '2026-12-01', counted: true, number: 20 });
    expect(onDay(explanation, '2026-12-02')).toEqual({ date: '2026-12-02', counted: true, number: 21 });
  });

  it('says when it lies outside the years whose bank holidays are known', () => {
    const late = deadline({ startedAt: at('2028-12-20T09:00:00Z'), workingDays: 20 }, england);
    expect(late.bankHolidaysKnown).toBe(false);
  });

  it('moves when a bank holiday is added or withdrawn', () => {
    const list = bankHolidaysOf('england-and-wales');
    const added = { ...england, bankHolidays: [...list, { date: '2026-11-16', name: 'A proclaimed day' }] };
    expect(deadline(answer(), added).due).toBe('2026-12-02');
  });
});

describe('a pause', () => {
  it('takes away the day it begins and the days between, and gives back the day it ends', () => {
    const pauses = [{ from: at('2026-11-10T09:00:00Z'), to: at('2026-11-12T17:00:00Z') }];
    const { due, explanation, pausedDays } = deadline(answer({ pauses }), england);
    expect(['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12'].map((date) => onDay(explanation, date))).toEqual([
      { date: '2026-11-09', counted: true, number: 4 },
      { date: '2026-11-10', counted: false, reason: 'paused' },
      { date: '2026-11-11', counted: false, reason: 'paused' },
      { date: '2026-11-12', counted: true, number: 5 },
    ]);
    expect({ due, pausedDays }).toEqual({ due: '2026-12-03', pausedDays: 2 });
  });

  it('within one day takes nothing: the clock ran again at its end', () => {
    const pauses = [{ from: at('2026-11-10T09:00:00Z'), to: at('2026-11-10T17:00:00Z') }];
    expect(deadline(answer({ pauses }), england)).toMatchObject({ due: '2026-12-01', pausedDays: 0 });
  });

  it('over a weekend takes only working days', () => {
    const pauses = [{ from: at('2026-11-13T09:00:00Z'), to: at('2026-11-16T09:00:00Z') }];
    const { pausedDays, explanation } = deadline(answer({ pauses }), england);
    expect(pausedDays).toBe(1);
    expect(onDay(explanation, '2026-11-14')).toEqual({ date: '2026-11-14', counted: false, reason: 'weekend' });
  });

  it('on the due day still holds it off', () => {
    const pauses = [{ from: at('2026-12-01T23:59:59Z'), to: at('2026-12-02T00:00:00Z') }];
    expect(deadline(answer({ pauses }), england).due).toBe('2026-12-02');
  });

  it('after the due day changes nothing', () => {
    const pauses = [{ from: at('2026-12-02T00:00:00Z') }];
    expect(deadline(answer({ pauses }), england)).toEqual(deadline(answer(), england));
  });

  it('without an end leaves no due date, and is explained up to today', () => {
    const pauses = [{ from: at('2026-11-10T09:00:00Z') }];
    const stands = deadline(answer({ pauses }), england, at('2026-11-13T12:00:00Z'));
    expect({ due: stands.due, pausedDays: stands.pausedDays }).toEqual({ due: null, pausedDays: 4 });
    expect(stands.explanation.at(-1)).toEqual({ date: '2026-11-13', counted: false, reason: 'paused' });
    expect(deadline(answer({ pauses }), england).explanation.at(-1)?.date).toBe('2026-11-10');
  });

  it('that was there before the duty began holds it from its first day', () => {
    const pauses = [{ from: at('2026-11-02T09:00:00Z'), to: at('2026-11-05T09:00:00Z') }];
    expect(deadline(answer({ pauses }), england)).toMatchObject({ due: '2026-12-02', pausedDays: 1 });
  });

  it('in the old time and in the extension both move the due date', () => {
    const pauses = [
      { from: at('2026-12-07T09:00:00Z'), to: at('2026-12-08T09:00:00Z') },
      { from: at('2026-11-10T09:00:00Z'), to: at('2026-11-11T09:00:00Z') },
    ];
    expect(deadline(answer({ pauses, extendedByDays: 10 }), england)).toMatchObject({
      due: '2026-12-17',
      pausedDays: 2,
    });
  });
});

describe('facts that contradict themselves', () => {
  it.each([
    ['no working day', answer({ workingDays: 0 })],
    ['half a working day', answer({ workingDays: 2.5 })],
    ['an extension backwards', answer({ extendedByDays: -1 })],
    ['a pause backwards', answer({ pauses: [{ from: at('2026-11-11T09:00:00Z'), to: at('2026-11-10T09:00:00Z') }] })],
  ])('are refused: %s', (_, duty) => {
    expect(() => deadline(duty, england)).toThrow(DutyImpossible);
  });

  it('are refused: a zone that does not exist', () => {
    expect(() => deadline(answer(), { ...england, timeZone: 'Mars/Olympus' })).toThrow(TimeZoneUnknown);
  });
});

/*
 * The naive counter: reads the rule aloud. For each day it asks of the last millisecond of that day whether the clock was
 * running; it knows nothing of days a pause spans, of what is sorted or kept.
 */
function naively(duty: CountedDuty, calendar: Calendar, horizonDays: number) {
  const off = new Set([...bankHolidaysOf(calendar.nation), ...calendar.closureDays].map(({ date }) => date));
  const startDay = dayNumber(localDate(duty.startedAt, calendar.timeZone));
  const counted: string[] = [];
  let pausedDays = 0;
  for (let day = startDay + 1; day <= startDay + horizonDays; day += 1) {
    if (counted.length === duty.workingDays + (duty.extendedByDays ?? 0)) break;
    const date = dateOf(day);
    if (new Date(date).getUTCDay() % 6 === 0 || off.has(date)) continue;
    const lastMoment = new Date(endOfLocalDay(date, calendar.timeZone).getTime() - 1);
    const running = !(duty.pauses ?? []).some(({ from, to }) => from <= lastMoment && (!to || to > lastMoment));
    if (running) counted.push(date);
    else pausedDays += 1;
  }
  return { counted, pausedDays };
}

const anyInstant = fc.date({ min: at('2019-01-01T00:00:00Z'), max: at('2028-06-30T23:59:59Z'), noInvalidDate: true });
const anyCalendar = fc.record({
  nation: fc.constantFrom(...nations),
  timeZone: fc.constantFrom('Europe/London', 'Africa/Cairo', 'Pacific/Apia', 'America/Havana'),
  closureDays: fc.array(
    fc
      .integer({ min: dayNumber('2019-01-01'), max: dayNumber('2028-12-31') })
      .map((day) => ({ date: dateOf(day), name: 'Closed' })),
    { maxLength: 30 },
  ),
});
const minutes = (from: Date, count: number) => new Date(from.getTime() + count * 60_000);
const anyDuty = fc
  .record({
    startedAt: anyInstant,
    workingDays: fc.integer({ min: 1, max: 30 }),
    extendedByDays: fc.integer({ min: 0, max: 20 }),
    pauses: fc.array(
      fc.record({ after: fc.integer({ min: -5_000, max: 60_000 }), lasts: fc.integer({ min: 0, max: 20_000 }) }),
      {
        maxLength: 4,
      },
    ),
  })
  .map(({ pauses, ...facts }) => ({
    ...facts,
    pauses: pauses.map(({ after, lasts }) => ({
      from: minutes(facts.startedAt, after),
      to: minutes(facts.startedAt, after + lasts),
    })),
  }));

describe('against a naive counter, over ten years, three nations and zones that change their clocks at midnight', () => {
  it('the due date, the counted days and the paused days are the same', () =>
    fc.assert(
      fc.property(anyDuty, anyCalendar, (duty, calendar) => {
        const { due, explanation, pausedDays } = deadline(duty, calendar);
        const naive = naively(duty, calendar, 400);
        expect(explanation.filter(({ counted }) => counted).map(({ date }) => date)).toEqual(naive.counted);
        expect({ due, pausedDays }).toEqual({ due: naive.counted.at(-1), pausedDays: naive.pausedDays });
      }),
      { numRuns: 400 },
    ));

  it('a pause that is still open leaves the same days counted and no due date', () =>
    fc.assert(
      fc.property(anyDuty, anyCalendar, fc.integer({ min: 0, max: 40_000 }), (duty, calendar, after) => {
        const open = { ...duty, pauses: [...duty.pauses, { from: minutes(duty.startedAt, after) }] };
        const { due, explanation } = deadline(open, calendar, minutes(duty.startedAt, 100_000));
        const { counted } = naively(open, calendar, 400);
        expect(explanation.filter((day) => day.counted).map(({ date }) => date)).toEqual(counted);
        expect(due).toBe(counted.length === duty.workingDays + duty.extendedByDays ? counted.at(-1) : null);
      }),
      { numRuns: 150 },
    ));

  it('the explanation has every day from the start to the due day once, numbered without a gap', () =>
    fc.assert(
      fc.property(anyDuty, anyCalendar, (duty, calendar) => {
        const { due, explanation } = deadline(duty, calendar);
        const days = explanation.map(({ date }) => dayNumber(date));
        expect(days).toEqual(days.map((_, index) => (days[0] ?? 0) + index));
        expect(explanation.at(-1)?.date).toBe(due);
        const numbers = explanation.flatMap((day) => (day.counted ? [day.number] : []));
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
      }),
      { numRuns: 100 },
    ));

  it('an extension is as many working days on from the old due date as were granted', () =>
    fc.assert(
      fc.property(anyDuty, anyCalendar, ({ startedAt, workingDays, extendedByDays }, calendar) => {
        const old = deadline({ startedAt, workingDays }, calendar).due ?? '';
        const extended = deadline({ startedAt, workingDays, extendedByDays }, calendar).due ?? '';
        expect(workingDaysBetween(old, extended, calendar)).toBe(extendedByDays);
      }),
      { numRuns: 100 },
    ));
});
