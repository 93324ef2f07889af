import { movableClock, stoppedClock } from './clock.ts';

describe('a movable clock', () => {
  it('runs on from where it was set', () => {
    let machine = 1_000;
    const clock = movableClock(0, { now: () => new Date(machine) });
    clock.moveTo(new Date(50_000));
    machine += 500;
    expect(clock.now().getTime()).toBe(50_500);
    expect(clock.offsetMs).toBe(49_000);
  });

  it('never goes back', () => {
    const clock = movableClock(0, stoppedClock('2026-11-02T16:50:00Z'));
    expect(() => clock.moveTo(new Date('2026-11-02T16:49:59Z'))).toThrow(RangeError);
  });
});
