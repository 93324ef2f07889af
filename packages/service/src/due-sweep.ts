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
  stop(): Promise<void>;
}

const everyMs = 10_000;
const atOnce = 50;

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

  async function sweepOnce(): Promise<void> {
    for (const { due, speak } of stores) {
      // What failed stays due; without this memory one such aggregate would keep the sweep busy for ever.
      const tried = new Set<Id>();
      for (;;) {
        const now = clock.now();
        const ids = (await due(now, atOnce)).filter((id) => !tried.has(id));
        if (ids.length === 0 || isStopped) break;
        for (const id of ids) {
          tried.add(id);
          await speak(id, now).catch((error: unknown) =>
            log.error({ err: error, aggregateId: id }, 'a clock is stuck'),
          );
        }
      }
    }
  }

  async function run(): Promise<void> {
    // A sweep under way may have passed what has come due since: whoever asks gets a whole one of their own.
    while (running) await running;
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
      await running;
    },
  };
}
