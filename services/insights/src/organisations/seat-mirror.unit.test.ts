import { organisationEvents as events, type OrganisationEvent } from '@throughline/contracts';
import { recorded } from '@throughline/testing';
import { isSeated, projectSeats, type SeatMirror } from './seat-mirror.ts';

const id = (prefix: string, digit: number) => `${prefix}_${String(digit).padStart(26, '0')}`;
const [forumId, otherForum] = [id('frm', 1), id('frm', 2)];
const seat = { seatId: id('sea', 1), forumId, role: 'representative' as const };
const told = (...list: readonly OrganisationEvent[]) =>
  recorded(
    id('org', 1),
    list.map((event) => ({ event })),
  ).reduce<SeatMirror | undefined>(projectSeats, undefined) as SeatMirror;

describe('a seat', () => {
  const open = told(events.verified.of({}), events.seatTaken.of({ ...seat, from: '2026-03-01' }));
  const ended = told(
    events.seatTaken.of({ ...seat, from: '2026-03-01' }),
    events.seatEnded.of({ ...seat, to: '2026-06-30' }),
  );

  it.each([
    ['the day before it begins', open, '2026-02-28', false],
    ['its first day', open, '2026-03-01', true],
    ['long after, while it is open', open, '2030-01-01', true],
    ['its last day', ended, '2026-06-30', true],
    ['the day after', ended, '2026-07-01', false],
  ])('%s', (_day, mirror, today, isHeld) => {
    expect(isSeated(mirror, forumId, today)).toBe(isHeld);
    expect(isSeated(mirror, otherForum, today)).toBe(false);
  });
});
