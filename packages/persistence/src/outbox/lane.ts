import { type Envelope, versionOf } from '@throughline/contracts';
import type { Id } from '@throughline/kernel';
import type { Outbox } from './outbox.ts';

/** One aggregate on its way to journal and broker: strictly in order. */
export interface Lane {
  readonly id: Id;
  readonly outbox: Outbox;
  /** In order; the first is the oldest that is not yet published. */
  waiting: Envelope[];
  /** Published, not yet off the outbox. */
  published: number;
  /** The newest version it was ever handed: what comes below has come before. */
  handedTo: number;
  /** Being journalled or published. */
  isBusy: boolean;
  isReady: boolean;
  failures: number;
  /** Since when its oldest event waits, by the process's own monotonic clock. */
  since: number;
}

/** An empty lane. */
export const laneOf = (id: Id, outbox: Outbox, since: number): Lane => ({
  id,
  outbox,
  waiting: [],
  published: 0,
  handedTo: 0,
  isBusy: false,
  isReady: false,
  failures: 0,
  since,
});

/** Appends what is new to the lane; answers with how many events that were. */
export function handTo(lane: Lane, events: readonly Envelope[]): number {
  const fresh = events.filter((event) => versionOf(event) > lane.handedTo);
  const last = fresh.at(-1);
  if (last) {
    lane.waiting.push(...fresh);
    lane.handedTo = versionOf(last);
  }
  return fresh.length;
}

/** Whether nothing of it is under way any more. */
export const isDone = (lane: Lane): boolean => !lane.isBusy && lane.waiting.length === 0 && lane.published === 0;

const firstRetryMs = 100;
const longestRetryMs = 5_000;

/** How long to wait after so many failures in a row: 100 ms, doubled each time, at most 5 s. */
export const retryDelayMs = (failures: number): number => Math.min(firstRetryMs * 2 ** failures, longestRetryMs);
