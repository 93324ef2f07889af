import { type Id, type MovableClock, movableClock } from '@throughline/kernel';
import { createLogger } from '@throughline/observability';
import { type Due, dueSweep } from './due-sweep.ts';

const log = createLogger({ service: 'test', level: 'silent' });
const idOf = (number: number) => `con_${String(number).padStart(26, '0')}` as Id;
const start = Date.parse('2026-11-02T09:00:00Z');
const after = (minutes: number) => new Date(start + minutes * 60_000);

/** A store whose things say one thing at each of their moments. */
function speaking(moments: Map<Id, Date[]>, { fails = (_id: Id): boolean => false } = {}) {
  const said: string[] = [];
  const first = (id: Id) => moments.get(id)?.[0]?.getTime() ?? Number.POSITIVE_INFINITY;
  const store: Due = {
    due: async (now, limit) =>
      [...moments.keys()]
        .filter((id) => first(id) <= now.getTime())
        .toSorted((a, b) => first(a) - first(b))
        .slice(0, limit),
    nextDue: async () => {
      const earliest = Math.min(...[...moments.keys()].map(first));
      return Number.isFinite(earliest) ? new Date(earliest) : undefined;
    },
    speak: async (id) => {
      if (fails(id)) throw new Error('cannot speak');
      said.push(id);
      moments.get(id)?.shift();
    },
  };
  return { store, said };
}

function sweepOf(stores: readonly Due[], clock: MovableClock = movableClock(start + 3_600_000 - Date.now())) {
  return dueSweep(stores, { clock, movable: clock, log });
}

describe('the sweep of what is due', () => {
  it('lets speak what is due, the earliest first, and nothing else', async () => {
    const [early, late, future] = [idOf(1), idOf(2), idOf(3)];
    const { store, said } = speaking(
      new Map([
        [late, [after(20)]],
        [early, [after(10)]],
        [future, [after(600)]],
      ]),
    );
    const sweep = sweepOf([store]);
    await sweep.run();
    expect(said).toEqual([early, late]);
    await sweep.stop();
  });

  it('lets one speak as often as it has something to say by now', async () => {
    const { store, said } = speaking(new Map([[idOf(1), [after(1), after(2), after(3)]]]));
    const sweep = sweepOf([store]);
    await sweep.run();
    expect(said).toHaveLength(3);
    await sweep.stop();
  });

  it('goes past those that are stuck, however many they are', async () => {
    const moments = new Map(Array.from({ length: 120 }, (_, index) => [idOf(index), [after(index / 10)]]));
    const { store, said } = speaking(moments, { fails: (id) => id < idOf(110) });
    const sweep = sweepOf([store]);
    await sweep.run();
    expect(said).toHaveLength(10);
    await sweep.stop();
  });

  it('leaves one alone whose clock moves nothing', async () => {
    let turns = 0;
    const still: Due = {
      due: async () => [idOf(1)],
      nextDue: async () => after(0),
      speak: async () => void (turns += 1),
    };
    const sweep = sweepOf([still]);
    await sweep.run();
    expect(turns).toBe(20);
    await sweep.stop();
  });

  it('tells only whoever began it that a sweep has failed, and can be stopped all the same', async () => {
    let isAway = true;
    const store: Due = {
      due: async () => {
        if (isAway) throw new Error('database away');
        return [];
      },
      nextDue: async () => null,
      speak: async () => undefined,
    };
    const sweep = sweepOf([store]);
    const first = sweep.run();
    const second = sweep.run();
    isAway = false;
    await expect(first).rejects.toThrow('database away');
    await expect(second).resolves.toBeUndefined();
    await expect(sweep.stop()).resolves.toBeUndefined();
  });

  it('gives everybody who asks during a sweep a whole one of their own', async () => {
    const begun: number[] = [];
    const gates: (() => void)[] = [];
    const store: Due = {
      due: async () => {
        begun.push(begun.length);
        await new Promise<void>((resolve) => gates.push(resolve));
        return [];
      },
      nextDue: async () => null,
      speak: async () => undefined,
    };
    const sweep = sweepOf([store]);
    const both = [sweep.run(), sweep.run()];
    while (begun.length < 2) {
      gates.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    gates.shift()?.();
    await Promise.all(both);
    expect(begun).toHaveLength(2);
    await sweep.stop();
  });

  it('stops between two that are due', async () => {
    const { store, said } = speaking(
      new Map([
        [idOf(1), [after(1)]],
        [idOf(2), [after(2)]],
      ]),
    );
    let stopping: Promise<void> | undefined;
    const sweep = sweepOf([
      {
        ...store,
        speak: async (id, now) => {
          await store.speak(id, now);
          stopping = sweep.stop();
        },
      },
    ]);
    await sweep.run();
    await stopping;
    expect(said).toEqual([idOf(1)]);
  });

  it('has routes that move the clock only where the clock can be moved', async () => {
    const fixed = dueSweep([], { clock: { now: () => after(0) }, movable: undefined, log });
    expect(fixed.routes).toEqual([]);
    await fixed.stop();
    const movable = sweepOf([]);
    expect(movable.routes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'get /internal/clock',
      'put /internal/clock',
    ]);
    await movable.stop();
  });
});
