import { expect, it } from '@jest/globals';
import { stoppedClock } from '@throughline/kernel';
import { memoryParking } from './memory-parking.ts';
import { countTries, defaultPausesMs, HandlerFellOver } from './tries.ts';

const clock = stoppedClock('2026-11-02T09:00:00Z');

it('the fifth failure is the last, and each before it waits longer', () => {
  const tries = countTries(memoryParking(), clock, defaultPausesMs);
  const failures = [1, 2, 3, 4, 5].map(() => tries.failed('con_1', 3));
  expect(failures.map(({ pauseMs }) => pauseMs)).toEqual([200, 1_000, 3_000, 8_000, 0]);
  expect(failures.map(({ isLast }) => isLast)).toEqual([false, false, false, false, true]);
  expect(tries.failed('con_1', 4)).toEqual({ isLast: false, pauseMs: 200 });
});

it('a first delivery costs no write; a later one is counted before its handler runs, across processes', async () => {
  const parking = memoryParking();
  await countTries(parking, clock, defaultPausesMs).start('con_1', 3, 1);
  expect(await parking.attempt('con_1', 3, 0)).toBe(1);
  for (const deliveries of [2, 3, 4, 5]) {
    const afterCrash = countTries(parking, clock, defaultPausesMs);
    await expect(afterCrash.start('con_1', 3, deliveries)).resolves.toBeUndefined();
  }
  await expect(countTries(parking, clock, defaultPausesMs).start('con_1', 3, 6)).rejects.toThrow(HandlerFellOver);
});

it('an aggregate that went on begins anew', async () => {
  const parking = memoryParking();
  const tries = countTries(parking, clock, defaultPausesMs);
  tries.failed('con_1', 3);
  expect(tries.waitOf('con_1')).toBe(200);
  await tries.settled('con_1');
  expect(tries.waitOf('con_1')).toBe(0);
  expect(await parking.attempt('con_1', 3, 0)).toBe(1);
});
