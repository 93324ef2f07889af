import { setTimeout as sleep } from 'node:timers/promises';
import { gatherBursts } from './gather-bursts.ts';

describe('gathering bursts', () => {
  it('hands on at once what comes after a rest, and together what comes thick', async () => {
    const taken: number[][] = [];
    const take = gatherBursts<number>((item) => void taken.push([item]), 10);
    take(1);
    expect(taken).toEqual([[1]]);
    take(2);
    take(3);
    expect(taken).toEqual([[1]]);
    await sleep(30);
    expect(taken).toEqual([[1], [2], [3]]);
  });

  it('keeps their order', async () => {
    const taken: number[] = [];
    const take = gatherBursts<number>((item) => void taken.push(item), 5);
    for (let item = 0; item < 100; item++) take(item);
    await sleep(20);
    expect(taken).toEqual(Array.from({ length: 100 }, (_, item) => item));
  });

  it('does nothing of the kind when it is not asked to', () => {
    const taken: number[] = [];
    const take = gatherBursts<number>((item) => void taken.push(item), 0);
    take(1);
    take(2);
    expect(taken).toEqual([1, 2]);
  });
});
