import { setTimeout as pause } from 'node:timers/promises';
import { type Envelope, versionOf } from '@throughline/contracts';
import { type Id, Unavailable } from '@throughline/kernel';
import type { Log } from '../database.ts';
import type { Publish, RelayLag } from '../relay-port.ts';
import type { JournalWriter, Refusal } from './journal.ts';
import { handTo, isDone, type Lane, laneOf } from './lane.ts';
import type { Outbox } from './outbox.ts';

/** Events of one lane taken up at once; the rest goes with the next batch, so that no lane keeps the others waiting. */
const eventsPerTurn = 50;
const firstRetryMs = 100;
const longestRetryMs = 5_000;
const roomPatienceMs = 2_000;
/** Taking off outboxes is in no hurry, and one statement for many costs a fraction of one each. */
const gatherPullsMs = 25;
/** With this many events under way a fuller insert is worth more than an earlier one; with fewer, nothing waits. */
const busyAt = 48;
const gatherWhenBusyMs = 8;
/** Events just taken off their outboxes, remembered to spare publishing them twice. */
const remembered = 4_000;

/** What a relay is made of. */
export interface RelayParts {
  readonly journal: JournalWriter;
  readonly publish: Publish;
  readonly log: Log;
  /** Lanes published at the same time, and journalled in one insert. */
  readonly lanes: number;
  readonly backpressureAt: number;
}

/** The relay's engine. Order inside a lane, batches across lanes; every step may happen again. */
export interface OutboxRelay {
  /**
   * Takes an outbox as a command has loaded it, with the events that the command added, oldest first. What has been
   * relayed since the command loaded it is passed over.
   */
  take(outbox: Outbox, id: Id, events: readonly Envelope[]): void;
  /** Takes what a sweep found, whatever this process remembers of it: it stands in an outbox, so it is to be relayed. */
  takeLeftovers(outbox: Outbox, id: Id, events: readonly Envelope[]): void;
  /** Resolves when a command may add events; throws Unavailable when the relay stays too far behind. */
  room(): Promise<void>;
  /** Tries lanes that wait after an error at once. */
  retryNow(): void;
  drain(timeoutMs: number): Promise<void>;
  lag(): RelayLag;
  stop(): Promise<void>;
}

/**
 * Three stages, each taking whatever the one before has ready: one insert into the journal for up to `lanes` lanes,
 * publishes side by side across lanes and one after the other inside a lane, one bulk write that takes off the outboxes
 * what was published.
 */
export function outboxRelay({ journal, publish, log, lanes: width, backpressureAt }: RelayParts): OutboxRelay {
  const lanes = new Map<Id, Lane>();
  const forked = new Set<Id>();
  let ready: Lane[] = [];
  let toPull: { lane: Lane; events: readonly Envelope[] }[] = [];
  let publishing = 0;
  let pending = 0;
  let isJournalling = false;
  let isPulling = false;
  let isStopped = false;
  const retries = new Map<Lane, NodeJS.Timeout>();
  const justRelayed = new Set<string>();
  const changes = new Set<() => void>();

  const changed = () => {
    for (const wake of changes) wake();
  };

  /** Resolves when `holds` does, or false when `timeoutMs` have passed before. */
  async function until(holds: () => boolean, timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs;
    while (!holds()) {
      const left = deadline - performance.now();
      if (left <= 0) return false;
      const timeout = new AbortController();
      const { promise, resolve } = Promise.withResolvers<void>();
      changes.add(resolve);
      await Promise.race([promise, pause(left, undefined, { signal: timeout.signal }).catch(() => undefined)]);
      timeout.abort();
      changes.delete(resolve);
    }
    return true;
  }

  function makeReady(lane: Lane) {
    if (lane.isBusy || lane.isReady || lane.waiting.length === 0 || retries.has(lane)) return;
    lane.isReady = true;
    ready.push(lane);
    void journalReady();
  }

  function settle(lane: Lane) {
    if (isDone(lane)) lanes.delete(lane.id);
    else makeReady(lane);
    changed();
  }

  function retryLater(lane: Lane, step: string, error: unknown) {
    const delayMs = Math.min(firstRetryMs * 2 ** lane.failures, longestRetryMs);
    lane.failures += 1;
    log.warn({ aggregateId: lane.id, step, failures: lane.failures, err: error }, 'a lane of the relay waits');
    if (isStopped) return;
    retries.set(lane, setTimeout(() => retry(lane), delayMs).unref());
  }

  function retry(lane: Lane) {
    clearTimeout(retries.get(lane));
    retries.delete(lane);
    makeReady(lane);
  }

  /** Two histories of one aggregate. Whatever is done now would bury one of them: the lane stops until somebody looks. */
  function stopAtFork(lane: Lane, event: Envelope) {
    forked.add(lane.id);
    pending -= lane.waiting.length;
    lane.waiting = [];
    log.error(
      { alert: 'fork', aggregateId: lane.id, version: versionOf(event), eventId: event.id },
      'the journal holds another event of this version; the lane has stopped',
    );
  }

  async function journalReady() {
    if (isJournalling) return;
    isJournalling = true;
    while (ready.length > 0 && publishing < width && !isStopped) {
      if (pending > busyAt && ready.length < width) await pause(gatherWhenBusyMs);
      const batch = ready.slice(0, width - publishing);
      ready = ready.slice(batch.length);
      const turns = batch.map((lane) => ({ lane, events: lane.waiting.slice(0, eventsPerTurn) }));
      for (const { lane } of turns) {
        lane.isReady = false;
        lane.isBusy = true;
      }
      publishing += turns.length;
      await journalTurns(turns);
    }
    isJournalling = false;
  }

  async function journalTurns(turns: { lane: Lane; events: Envelope[] }[]) {
    try {
      const refusals = await journal.append(turns.flatMap(({ events }) => events));
      for (const { lane, events } of turns) void publishTurn(lane, events, refusals);
    } catch (error) {
      for (const { lane } of turns) {
        retryLater(lane, 'journal', error);
        endTurn(lane);
      }
    }
  }

  function endTurn(lane: Lane) {
    lane.isBusy = false;
    publishing -= 1;
    settle(lane);
    if (ready.length > 0) void journalReady();
  }

  async function publishTurn(lane: Lane, events: readonly Envelope[], refusals: ReadonlyMap<string, Refusal>) {
    const done: Envelope[] = [];
    let fork: Envelope | undefined;
    for (const event of events) {
      const refusal = refusals.get(event.id);
      if (refusal === 'fork') fork = event;
      if (refusal === 'later') retryLater(lane, 'journal', undefined);
      if (refusal || isStopped) break;
      try {
        await publish(event);
        done.push(event);
        lane.failures = 0;
      } catch (error) {
        retryLater(lane, 'publish', error);
        break;
      }
    }
    if (done.length > 0) {
      lane.waiting = lane.waiting.slice(done.length);
      lane.published += done.length;
      lane.since = performance.now();
      toPull.push({ lane, events: done });
      void pullPublished();
    }
    if (fork) stopAtFork(lane, fork);
    endTurn(lane);
  }

  async function pullPublished() {
    if (isPulling) return;
    isPulling = true;
    let failures = 0;
    while (toPull.length > 0) {
      if (toPull.length < width && !isStopped) await pause(gatherPullsMs);
      const batch = toPull;
      toPull = [];
      try {
        await pullBatch(batch);
        failures = 0;
        for (const { lane, events } of batch) {
          pending -= events.length;
          lane.published -= events.length;
          remember(events);
          settle(lane);
        }
      } catch (error) {
        toPull = [...batch, ...toPull];
        log.warn({ aggregates: batch.length, err: error }, 'published events stay in their outboxes for now');
        // What stays is found by a sweep and published once more, which changes nothing.
        if (isStopped) break;
        await pause(Math.min(firstRetryMs * 2 ** failures++, longestRetryMs), undefined, { ref: false });
      }
    }
    isPulling = false;
    changed();
  }

  async function pullBatch(batch: readonly { lane: Lane; events: readonly Envelope[] }[]) {
    const byOutbox = Map.groupBy(batch, ({ lane }) => lane.outbox);
    for (const [outbox, entries] of byOutbox) {
      await outbox.pull(entries.map(({ lane, events }) => ({ id: lane.id, eventIds: events.map(({ id }) => id) })));
    }
  }

  function remember(events: readonly Envelope[]) {
    for (const { id } of events) justRelayed.add(id);
    for (const oldest of justRelayed) {
      if (justRelayed.size <= remembered) break;
      justRelayed.delete(oldest);
    }
  }

  function takeUp(outbox: Outbox, id: Id, events: readonly Envelope[]) {
    if (isStopped || forked.has(id)) return;
    const lane = lanes.get(id) ?? laneOf(id, outbox, performance.now());
    const added = handTo(lane, events);
    if (added === 0) return;
    lanes.set(id, lane);
    pending += added;
    makeReady(lane);
  }

  const isIdle = () => publishing === 0 && !isJournalling && !isPulling;

  return {
    take: (outbox, id, events) =>
      takeUp(
        outbox,
        id,
        events.filter((event) => !justRelayed.has(event.id)),
      ),
    takeLeftovers: takeUp,
    async room() {
      if (pending < backpressureAt) return;
      if (await until(() => pending < backpressureAt, roomPatienceMs)) return;
      throw new Unavailable('Too many events wait to be passed on.', { retryAfterSeconds: 2 });
    },
    retryNow() {
      for (const lane of retries.keys()) retry(lane);
    },
    async drain(timeoutMs) {
      if (await until(() => lanes.size === 0 && isIdle(), timeoutMs)) return;
      throw new Unavailable(`${pending} events are still waiting to be passed on.`);
    },
    lag() {
      const now = performance.now();
      const waitedMs = [...lanes.values()].map(({ since }) => now - since);
      return {
        events: pending,
        lanes: lanes.size,
        oldestMs: Math.round(waitedMs.reduce((longest, waited) => Math.max(longest, waited), 0)),
        forked: [...forked],
      };
    },
    async stop() {
      isStopped = true;
      for (const timer of retries.values()) clearTimeout(timer);
      await until(isIdle, longestRetryMs);
    },
  };
}
