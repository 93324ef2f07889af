import fc from 'fast-check';
import type { Calendar } from './calendar.ts';
import { type ClockReading, readClock } from './clock-reading.ts';
import type { CountedDuty, Duty } from './duty.ts';

const england: Calendar = { nation: 'england-and-wales', timeZone: 'Europe/London', closureDays: [] };
const at = (instant: string) => new Date(instant);
const referred: CountedDuty = { startedAt: at('2026-11-03T10:00:00Z'), workingDays: 20 };
const read = (duty: Duty, now: string) => readClock(duty, england, at(now));
const brief = ({ due, state, workingDaysLeft, workingDaysLate }: ClockReading) => [
  due,
  state,
  workingDaysLeft,
  workingDaysLate,
];

describe('the clock of story 01', () => {
  it('runs with the working days after today up to and with the due day left', () => {
    expect(brief(read(referred, '2026-11-03T10:00:00Z'))).toEqual(['2026-12-01', 'running', 20, 0]);
    expect(brief(read(referred, '2026-11-25T10:00:00Z'))).toEqual(['2026-12-01', 'running', 4, 0]);
    expect(brief(read(referred, '2026-11-28T10:00:00Z'))).toEqual(['2026-12-01', 'running', 2, 0]);
  });

  it('has none left on the due day, and is not late until that has ended', () => {
    expect(brief(read(referred, '2026-12-01T23:59:59.999Z'))).toEqual(['2026-12-01', 'running', 0, 0]);
    expect(brief(read(referred, '2026-12-02T00:00:00Z'))).toEqual(['2026-12-01', 'overdue', 0, 1]);
  });

  it('is met five working days late by an answer on 8 December, and stays so', () => {
    const answered = { ...referred, metAt: at('2026-12-08T15:00:00Z') };
    expect(brief(read(answered, '2026-12-08T15:00:00Z'))).toEqual(['2026-12-01', 'met-late', 0, 5]);
    expect(read(answered, '2027-06-01T00:00:00Z')).toEqual(read(answered, '2026-12-08T15:00:00Z'));
  });

  it('is met in time by an answer in the last minute of the due day', () => {
    const answered = { ...referred, metAt: at('2026-12-01T23:59:00Z') };
    expect(brief(read(answered, '2026-12-20T00:00:00Z'))).toEqual(['2026-12-01', 'met', 0, 0]);
  });
});

describe('a clock', () => {
  it('is overdue on the Saturday after a Friday, with no working day late yet', () => {
    const duty = { startedAt: at('2026-11-26T10:00:00Z'), workingDays: 1 };
    expect(brief(read(duty, '2026-11-28T12:00:00Z'))).toEqual(['2026-11-27', 'overdue', 0, 0]);
    expect(brief(read(duty, '2026-11-30T12:00:00Z'))).toEqual(['2026-11-27', 'overdue', 0, 1]);
  });

  it('stands still without a due date while information is awaited, and goes on afterwards', () => {
    const from = at('2026-11-10T09:00:00Z');
    const paused = read({ ...referred, pauses: [{ from }] }, '2026-11-12T09:00:00Z');
    expect(brief(paused)).toEqual([null, 'paused', null, 0]);
    expect(paused.pausedDays).toBe(3);
    const supplied = { ...referred, pauses: [{ from, to: at('2026-11-12T09:00:00Z') }] };
    expect(brief(read(supplied, '2026-11-12T09:00:00Z'))).toEqual(['2026-12-03', 'running', 15, 0]);
  });

  it('is paused, with a due date, while a pause with a known end lasts', () => {
    const pauses = [{ from: at('2026-11-10T09:00:00Z'), to: at('2026-11-12T09:00:00Z') }];
    expect(brief(read({ ...referred, pauses }, '2026-11-11T09:00:00Z'))).toEqual(['2026-12-03', 'paused', 16, 0]);
  });

  it('that was late before information was asked for stays late', () => {
    const pauses = [{ from: at('2026-12-03T09:00:00Z') }];
    expect(brief(read({ ...referred, pauses }, '2026-12-04T09:00:00Z'))).toEqual(['2026-12-01', 'overdue', 0, 3]);
  });

  it('is overdue no more once an extension was granted', () => {
    const extended = read({ ...referred, extendedByDays: 10 }, '2026-12-02T09:00:00Z');
    expect(brief(extended)).toEqual(['2026-12-15', 'running', 9, 0]);
    expect(extended.extendedByDays).toBe(10);
  });

  it('is cancelled, neither left nor late, whatever its due date', () => {
    const cancelled = { ...referred, cancelledAt: at('2026-12-20T09:00:00Z') };
    expect(brief(read(cancelled, '2026-12-21T09:00:00Z'))).toEqual(['2026-12-01', 'cancelled', 0, 0]);
  });

  it('met and afterwards cancelled is met; cancelled and afterwards met is cancelled', () => {
    const [first, second] = [at('2026-11-10T09:00:00Z'), at('2026-11-11T09:00:00Z')];
    const now = '2026-11-12T09:00:00Z';
    expect(read({ ...referred, metAt: first, cancelledAt: second }, now).state).toBe('met');
    expect(read({ ...referred, metAt: second, cancelledAt: first }, now).state).toBe('cancelled');
    expect(read({ ...referred, metAt: first, cancelledAt: new Date(first) }, now).state).toBe('met');
  });

  it('met while it stood still is met without a due date, also when the information comes later', () => {
    const duty = { ...referred, metAt: at('2026-11-11T09:00:00Z') };
    const from = at('2026-11-10T09:00:00Z');
    const open = read({ ...duty, pauses: [{ from }] }, '2026-11-20T09:00:00Z');
    expect(brief(open)).toEqual([null, 'met', 0, 0]);
    expect(open.explanation.at(-1)?.date).toBe('2026-11-11');
    expect(read({ ...duty, pauses: [{ from, to: at('2026-11-18T09:00:00Z') }] }, '2026-11-20T09:00:00Z')).toEqual(open);
  });

  it('met at the very instant at which the information came has a due date: it ran again', () => {
    const to = at('2026-11-12T09:00:00Z');
    const pauses = [{ from: at('2026-11-10T09:00:00Z'), to }];
    expect(brief(read({ ...referred, pauses, metAt: to }, '2026-11-20T09:00:00Z'))).toEqual([
      '2026-12-03',
      'met',
      0,
      0,
    ]);
  });

  it('with a date of its own is moved by nothing and has nothing to explain', () => {
    const commitment = { due: '2027-01-22' };
    expect(brief(read(commitment, '2027-01-18T09:00:00Z'))).toEqual(['2027-01-22', 'running', 4, 0]);
    expect(brief(read(commitment, '2027-01-25T09:00:00Z'))).toEqual(['2027-01-22', 'overdue', 0, 1]);
    expect(brief(read({ ...commitment, metAt: at('2027-02-02T09:00:00Z') }, '2027-03-01T09:00:00Z'))).toEqual([
      '2027-01-22',
      'met-late',
      0,
      7,
    ]);
    expect(read(commitment, '2027-01-18T09:00:00Z')).toMatchObject({
      explanation: [],
      pausedDays: 0,
      extendedByDays: 0,
    });
  });

  it('is moved by nothing that happens after it was met', () => {
    const ended = { ...referred, metAt: at('2026-11-20T12:00:00Z') };
    const before = read(ended, '2026-11-20T12:00:00Z');
    const laterMinutes = fc.integer({ min: 0, max: 100_000 });
    const later = (count: number) => new Date(ended.metAt.getTime() + count * 60_000);
    fc.assert(
      fc.property(laterMinutes, laterMinutes, fc.boolean(), (begins, lasts, isOpen) => {
        const pause = { from: later(begins), ...(isOpen ? {} : { to: later(begins + lasts) }) };
        expect(readClock({ ...ended, pauses: [pause] }, england, later(begins + lasts))).toEqual(before);
      }),
    );
  });
});
