import { setTimeout as pause } from 'node:timers/promises';
import type { Envelope } from '@throughline/contracts';
import type { Log } from '../database.ts';
import { type Lane, retryDelayMs } from './lane.ts';

/** Taking off outboxes is in no hurry, and one statement for many costs a fraction of one each. */
const gatherMs = 100;

/** Events of a lane that the broker has. */
export interface Published {
  readonly lane: Lane;
  readonly events: readonly Envelope[];
}

/** The last stage of the relay. */
export interface TakeOff {
  add(published: Published): void;
  /** Somebody waits until all is done: what is gathering now goes at once. */
  hurry(): void;
  isIdle(): boolean;
  /** What is left stays in its outbox: a sweep finds it, and publishing it once more changes nothing. */
  stop(): void;
}

/** Takes published events off their outboxes, many in one statement, again and again until it is done. */
export function takeOff({
  width,
  log,
  done,
}: {
  readonly width: number;
  readonly log: Log;
  readonly done: (taken: readonly Published[]) => void;
}): TakeOff {
  let waiting: Published[] = [];
  let isRunning = false;
  let isStopped = false;
  let goOn: (() => void) | undefined;

  async function gather() {
    const { promise, resolve } = Promise.withResolvers<void>();
    goOn = resolve;
    const timeout = setTimeout(resolve, gatherMs);
    await promise;
    clearTimeout(timeout);
    goOn = undefined;
  }

  async function run() {
    if (isRunning) return;
    isRunning = true;
    for (let failures = 0; waiting.length > 0; ) {
      if (waiting.length < width && !isStopped) await gather();
      const batch = waiting;
      waiting = [];
      try {
        await pullBatch(batch);
        failures = 0;
        done(batch);
      } catch (error) {
        waiting = [...batch, ...waiting];
        log.warn({ aggregates: batch.length, err: error }, 'published events stay in their outboxes for now');
        if (isStopped) break;
        await pause(retryDelayMs(failures++), undefined, { ref: false });
      }
    }
    isRunning = false;
    done([]);
  }

  return {
    add(published) {
      waiting.push(published);
      void run();
    },
    hurry: () => goOn?.(),
    isIdle: () => !isRunning,
    stop() {
      isStopped = true;
      goOn?.();
    },
  };
}

async function pullBatch(batch: readonly Published[]): Promise<void> {
  for (const [outbox, entries] of Map.groupBy(batch, ({ lane }) => lane.outbox)) {
    await outbox.pull(entries.map(({ lane, events }) => ({ id: lane.id, eventIds: events.map(({ id }) => id) })));
  }
}
