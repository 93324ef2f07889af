import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { createLanes } from './lanes.ts';

it('work is strictly in order inside a lane and parallel across lanes, up to the width', async () => {
  const lanes = createLanes(3);
  const order: string[] = [];
  let running = 0;
  let most = 0;
  const work = (lane: string, step: number) => async () => {
    most = Math.max(most, ++running);
    await delay(step % 2);
    order.push(`${lane}${step}`);
    running--;
  };
  for (let step = 0; step < 5; step++) for (const lane of ['a', 'b', 'c', 'd']) void lanes.run(lane, work(lane, step));
  await lanes.idle();
  expect(most).toBe(3);
  for (const lane of ['a', 'b', 'c', 'd'])
    expect(order.filter((done) => done.startsWith(lane))).toEqual([0, 1, 2, 3, 4].map((step) => lane + step));
});

it('a failure is its caller’s alone: the lane goes on', async () => {
  const lanes = createLanes(1);
  const failing = lanes.run('a', () => Promise.reject(new Error('of this task')));
  const next = lanes.run('a', async () => 'next');
  await expect(failing).rejects.toThrow('of this task');
  await expect(next).resolves.toBe('next');
  await expect(lanes.idle()).resolves.toBeUndefined();
});
