import { neverDue } from '../concerns/concern-mirror.ts';
import { clockGroupOf } from './clock-group.ts';

const calendar = { nation: 'england-and-wales', timeZone: 'Europe/London', closureDays: [] } as const;
const groupAt = (nextDue: string, now: string, isPaused = false) =>
  clockGroupOf({ nextDue, isPaused }, calendar, new Date(now));

describe('the group of a clock', () => {
  it.each([
    ['the day after', '2026-12-01', '2026-12-02T09:00:00Z', 'overdue'],
    ['on the day itself, to its last minute', '2026-12-01', '2026-12-01T23:59:00Z', 'due-soon'],
    ['with five working days left', '2026-12-08', '2026-12-01T09:00:00Z', 'due-soon'],
    ['with six', '2026-12-09', '2026-12-01T09:00:00Z', 'running'],
    ['with Christmas between', '2027-01-04', '2026-12-24T09:00:00Z', 'due-soon'],
    ['after midnight in the forum’s zone, though not in UTC', '2026-06-30', '2026-06-30T23:30:00Z', 'overdue'],
  ])('%s', (_when, due, now, group) => {
    expect(groupAt(due, now)).toBe(group);
  });

  it('is paused, or none, where nothing is due', () => {
    expect(groupAt(neverDue, '2026-12-01T09:00:00Z', true)).toBe('paused');
    expect(groupAt(neverDue, '2026-12-01T09:00:00Z')).toBe('none');
  });

  it('is that of the clock that runs, where another is paused', () => {
    expect(groupAt('2026-12-01', '2026-12-02T09:00:00Z', true)).toBe('overdue');
  });
});
