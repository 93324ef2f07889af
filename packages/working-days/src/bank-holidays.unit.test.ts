import { type BankHoliday, bankHolidaysOf, type Nation, nations } from './bank-holidays.ts';
import { isLocalDate } from './local-date.ts';

/*
 * The list once more, from rules, knowing nothing of the snapshot: Easter by Butcher's algorithm, days fixed by weekday,
 * and substitutes. What no rule gives (a proclamation for one year) is listed by name below, so that a slip in the
 * snapshot shows as a date that neither a rule nor a proclamation explains.
 */
const iso = (date: Date) => date.toISOString().slice(0, 10);
const on = (year: number, month: number, day: number) => new Date(Date.UTC(year, month - 1, day));
const later = (date: Date, days: number) => new Date(date.getTime() + days * 86_400_000);

function easterSunday(year: number): Date {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e, g] = [Math.floor(b / 4), b % 4, Math.floor((8 * b + 13) / 25)];
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return on(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

const firstMonday = (year: number, month: number) =>
  later(on(year, month, 1), (8 - on(year, month, 1).getUTCDay()) % 7);
const lastMonday = (year: number, month: number) => later(firstMonday(year, month + 1), -7);

/** Days that move to the next weekday on which none of them is kept already. */
function withSubstitutes(days: readonly Date[]): Date[] {
  const kept = new Set<string>();
  const isFree = (date: Date) => date.getUTCDay() % 6 !== 0 && !kept.has(iso(date));
  const onWeekdays = days.filter(isFree);
  for (const day of onWeekdays) kept.add(iso(day));
  for (const day of days.filter((each) => !onWeekdays.includes(each))) {
    let substitute = day;
    while (!isFree(substitute)) substitute = later(substitute, 1);
    kept.add(iso(substitute));
  }
  return [...kept].map((date) => new Date(date));
}

function byRule(nation: Nation, year: number): string[] {
  const isScotland = nation === 'scotland';
  const isNorthernIreland = nation === 'northern-ireland';
  return [
    ...withSubstitutes([on(year, 1, 1), ...(isScotland ? [on(year, 1, 2)] : [])]),
    ...(isNorthernIreland ? [...withSubstitutes([on(year, 3, 17)]), ...withSubstitutes([on(year, 7, 12)])] : []),
    later(easterSunday(year), -2),
    ...(isScotland ? withSubstitutes([on(year, 11, 30)]) : [later(easterSunday(year), 1)]),
    firstMonday(year, 5),
    lastMonday(year, 5),
    isScotland ? firstMonday(year, 8) : lastMonday(year, 8),
    ...withSubstitutes([on(year, 12, 25), on(year, 12, 26)]),
  ].map(iso);
}

const proclaimed: readonly { why: string; nations: readonly Nation[]; added?: string; withdrawn?: string }[] = [
  { why: '75 years of VE day', nations, added: '2020-05-08', withdrawn: '2020-05-04' },
  { why: 'Platinum Jubilee, spring holiday moved', nations, added: '2022-06-02', withdrawn: '2022-05-30' },
  { why: 'Platinum Jubilee', nations, added: '2022-06-03' },
  { why: 'state funeral of Queen Elizabeth II', nations, added: '2022-09-19' },
  { why: 'coronation of King Charles III', nations, added: '2023-05-08' },
  { why: 'Scotland at the World Cup', nations: ['scotland'], added: '2026-06-15' },
];

function expected(nation: Nation): string[] {
  const dates = new Set(Array.from({ length: 10 }, (_, index) => byRule(nation, 2019 + index)).flat());
  for (const { added, withdrawn } of proclaimed.filter((each) => each.nations.includes(nation))) {
    if (withdrawn) expect(dates.delete(withdrawn)).toBe(true);
    if (added) dates.add(added);
  }
  return [...dates].toSorted();
}

const named = (nation: Nation, date: string): BankHoliday | undefined =>
  bankHolidaysOf(nation).find((holiday) => holiday.date === date);

describe('the snapshot of the official bank holidays', () => {
  it.each(nations)('is, for %s, what the rules and the named proclamations give', (nation) => {
    expect(bankHolidaysOf(nation).map(({ date }) => date)).toEqual(expected(nation));
  });

  it.each(nations)('holds, for %s, real weekdays in order, each once', (nation) => {
    const dates = bankHolidaysOf(nation).map(({ date }) => date);
    expect(dates.filter((date) => !isLocalDate(date) || new Date(date).getUTCDay() % 6 === 0)).toEqual([]);
    expect(dates).toEqual([...new Set(dates)].toSorted());
  });

  it('has the number of days that the official list has', () => {
    expect(nations.map((nation) => bankHolidaysOf(nation).length)).toEqual([83, 94, 103]);
  });

  it('marks a day as substitute exactly where it is kept on another date than its own', () => {
    const ownDates: Record<string, string> = {
      'New Year’s Day': '01-01',
      '2nd January': '01-02',
      'St Patrick’s Day': '03-17',
      'Battle of the Boyne (Orangemen’s Day)': '07-12',
      'St Andrew’s Day': '11-30',
      'Christmas Day': '12-25',
      'Boxing Day': '12-26',
    };
    for (const { date, name, substitute = false } of nations.flatMap(bankHolidaysOf)) {
      const own = ownDates[name];
      expect({ date, name, substitute }).toEqual({ date, name, substitute: own !== undefined && !date.endsWith(own) });
    }
  });

  it('differs between the nations where their law does', () => {
    expect(named('england-and-wales', '2026-04-06')?.name).toBe('Easter Monday');
    expect(named('scotland', '2026-04-06')).toBeUndefined();
    expect(named('scotland', '2026-11-30')?.name).toBe('St Andrew’s Day');
    expect(named('england-and-wales', '2026-11-30')).toBeUndefined();
    expect(named('scotland', '2026-06-15')?.name).toBe('World Cup bank holiday');
    expect(named('northern-ireland', '2026-07-13')).toEqual({
      date: '2026-07-13',
      name: 'Battle of the Boyne (Orangemen’s Day)',
      substitute: true,
    });
  });

  it('names both days when a weekend new year moves them in Scotland', () => {
    expect(named('scotland', '2023-01-02')).toEqual({ date: '2023-01-02', name: 'New Year’s Day', substitute: true });
    expect(named('scotland', '2023-01-03')).toEqual({ date: '2023-01-03', name: '2nd January', substitute: true });
  });

  it('cannot be changed by whoever reads it', () => {
    expect(Object.isFrozen(bankHolidaysOf('scotland'))).toBe(true);
    expect(Object.isFrozen(bankHolidaysOf('scotland')[0])).toBe(true);
  });
});
