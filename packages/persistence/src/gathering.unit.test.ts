import { setTimeout as sleep } from 'node:timers/promises';
import { gathering } from './gathering.ts';

function recorder(run: (items: readonly number[]) => Promise<readonly (string | Error)[]>) {
  const calls: number[][] = [];
  return {
    calls,
    ask: gathering<number, string>(async (items) => {
      calls.push([...items]);
      return run(items);
    }),
  };
}

describe('gathering', () => {
  it('lets a lone item go at once', async () => {
    const { ask, calls } = recorder(async (items) => items.map(String));
    expect(await ask(1)).toBe('1');
    expect(calls).toEqual([[1]]);
  });

  it('sends together what was asked for together, and then what gathered meanwhile', async () => {
    const { ask, calls } = recorder(async (items) => {
      await sleep(5);
      return items.map(String);
    });
    const first = [ask(1), ask(2)];
    await sleep(1);
    const later = [ask(3), ask(4), ask(5)];
    expect(await Promise.all([...first, ...later])).toEqual(['1', '2', '3', '4', '5']);
    expect(calls).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
  });

  it('rejects the item that failed and no other', async () => {
    const { ask } = recorder(async (items) => items.map((item) => (item === 2 ? new Error('no') : String(item))));
    const [one, two, three] = await Promise.allSettled([ask(1), ask(2), ask(3)]);
    expect([one?.status, two?.status, three?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('rejects all of a call that failed, and goes on with the next', async () => {
    let isFirst = true;
    const { ask } = recorder(async (items) => {
      if (!isFirst) return items.map(String);
      isFirst = false;
      throw new Error('away');
    });
    await expect(Promise.all([ask(1), ask(2)])).rejects.toThrow('away');
    expect(await ask(3)).toBe('3');
  });

  it('waits for company only when it has some already', async () => {
    const calls: number[][] = [];
    const ask = gathering<number, number>(
      async (items) => {
        calls.push([...items]);
        await sleep(1);
        return items;
      },
      { whenBusyMs: 20 },
    );
    await ask(1);
    expect(calls).toEqual([[1]]);
    const busy = [ask(2), ask(3)];
    await sleep(5);
    busy.push(ask(4));
    await Promise.all(busy);
    expect(calls).toEqual([[1], [2, 3, 4]]);
  });

  it('never sends more than 128 at once', async () => {
    const { ask, calls } = recorder(async (items) => items.map(String));
    await Promise.all(Array.from({ length: 300 }, (_, index) => ask(index)));
    expect(calls.map((call) => call.length)).toEqual([128, 128, 44]);
  });
});
