import { clockRoutes, type Route } from '@throughline/http';
import type { Clock, Id, MovableClock } from '@throughline/kernel';
import type { Logger } from '@throughline/observability';

/** Aggregates with clocks, as far as the sweep must know them. */
export interface Due {
  /** Ids of what has something to say at `now`, the earliest first. */
  due(now: Date, limit: number): Promise<readonly Id[]>;
  nextDue(): Promise<Date | null | undefined>;
  /** The ordinary command that lets one speak: it derives, emits what is due, or changes nothing. */
  speak(id: Id, now: Date): Promise<unknown>;
}

/** The running sweep. */
export interface DueSweep {
  /** `GET` and `PUT /internal/clock`, where the clock can be moved. */
  readonly routes: readonly Route[];
  /** Lets everything that is due speak, in order of due time, until nothing more is. */
  run(): Promise<void>;
  /** Resolves when no sweep is under way, and none begins any more. */
  stop(): Promise<void>;
}

const everyMs = 10_000;
const atOnce = 50;
/** An aggregate that still has something to say after this has a clock that moves nothing: the next sweep is soon enough. */
const mostTurns = 20;

/**
 * The one mechanism for everything that happens because time has passed: every 10 s by the machine's clock, and at once
 * when the business clock is moved. Running twice is harmless, so replicas need no lease.
 */
export function dueSweep(
  stores: readonly Due[],
  { clock, movable, log }: { readonly clock: Clock; readonly movable: MovableClock | undefined; readonly log: Logger },
): DueSweep {
  let running: Promise<void> | undefined;
  let isStopped = false;

  async function sweepStore({ due, speak }: Due): Promise<void> {
    const turns = new Map<Id, number>();
    // What failed stays due; without this memory one such aggregate would keep the sweep busy for ever.
    const stuck = new Set<Id>();
    while (!isStopped) {
      const now = clock.now();
      // Asked for beyond the stuck ones, or fifty of them would hide whatever is due behind them.
      const ids = (await due(now, atOnce + stuck.size)).filter((id) => !stuck.has(id));
      if (ids.length === 0) return;
      for (const id of ids) {
        if (isStopped) return;
        const turn = (turns.get(id) ?? 0) + 1;
        turns.set(id, turn);
        if (turn === mostTurns) stuck.add(id);
        try {
          await speak(id, now);
        } catch (error) {
          stuck.add(id);
          log.error({ err: error, aggregateId: id }, 'a clock is stuck');
        }
      }
    }
  }

  async function sweepOnce(): Promise<void> {
    for (const store of stores) await sweepStore(store);
  }

  /** Whoever began it hears how it ended. */
  const settled = () => running?.catch(() => undefined);

  async function run(): Promise<void> {
    // A sweep under way may have passed what has come due since: whoever asks gets a whole one of their own.
    while (running) await settled();
    running = sweepOnce().finally(() => {
      running = undefined;
    });
    await running;
  }

  const timer = setInterval(() => {
    if (!running) run().catch((error: unknown) => log.error({ err: error }, 'the sweep failed'));
  }, everyMs);

  async function nextDueAt(): Promise<Date | null> {
    const moments = await Promise.all(stores.map((store) => store.nextDue()));
    const known = moments.filter((moment) => moment !== null && moment !== undefined);
    return known.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
  }

  return {
    routes: movable ? clockRoutes(movable, { sweep: run, nextDueAt }) : [],
    run,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await settled();
    },
  };
}
