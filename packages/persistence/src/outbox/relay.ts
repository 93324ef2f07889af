import { setTimeout as pause } from 'node:timers/promises';
import { type Envelope, versionOf } from '@throughline/contracts';
import { type Id, Unavailable } from '@throughline/kernel';
import type { Log } from '../database.ts';
import type { Publish, RelayLag } from '../relay-port.ts';
import { changes } from './changes.ts';
import type { JournalWriter, Refusal } from './journal.ts';
import { justRelayed } from './just-relayed.ts';
import { handTo, isDone, type Lane, laneOf, retryDelayMs } from './lane.ts';
import type { Outbox } from './outbox.ts';
import { type Published, takeOff } from './take-off.ts';

/** Events of one lane taken up at once; the rest goes with the next batch, so that no lane keeps the others waiting. */
const eventsPerTurn = 50;
const roomPatienceMs = 2_000;
const stopPatienceMs = 5_000;
/** With this many lanes on their way to the broker a fuller insert is worth more than an earlier one; with fewer, nothing waits. */
const busyAt = 8;
const gatherWhenBusyMs = 5;

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

/** A lane on the move, with the events of this turn. */
interface Turn {
  readonly lane: Lane;
  readonly events: readonly Envelope[];
}

/**
 * Three stages, each taking whatever the one before has ready: one insert into the journal for up to `lanes` lanes,
 * publishes side by side across lanes and one after the other inside a lane, one statement that takes off the outboxes
 * what was published.
 */
export function outboxRelay({ journal, publish, log, lanes: width, backpressureAt }: RelayParts): OutboxRelay {
  const lanes = new Map<Id, Lane>();
  const forked = new Set<Id>();
  const retries = new Map<Lane, NodeJS.Timeout>();
  const relayed = justRelayed();
  const { announce, until } = changes();
  const taking = takeOff({ width, log, done: tookOff });
  let ready: Lane[] = [];
  let publishing = 0;
  let pending = 0;
  let isJournalling = false;
  let isStopped = false;

  function takeUp(outbox: Outbox, id: Id, events: readonly Envelope[]) {
    if (isStopped || forked.has(id)) return;
    const lane = lanes.get(id) ?? laneOf(id, outbox, performance.now());
    const added = handTo(lane, events);
    if (added === 0) return;
    lanes.set(id, lane);
    pending += added;
    makeReady(lane);
  }

  function makeReady(lane: Lane) {
    if (lane.isBusy || lane.isReady || lane.waiting.length === 0 || retries.has(lane)) return;
    lane.isReady = true;
    ready.push(lane);
    void journalReady();
  }

  async function journalReady() {
    if (isJournalling) return;
    isJournalling = true;
    while (ready.length > 0 && publishing < width && !isStopped) {
      if (publishing + ready.length > busyAt && ready.length < width) await pause(gatherWhenBusyMs);
      await journalTurns(beginTurns());
    }
    isJournalling = false;
    announce();
  }

  function beginTurns(): Turn[] {
    const batch = ready.splice(0, width - publishing);
    publishing += batch.length;
    return batch.map((lane) => {
      lane.isReady = false;
      lane.isBusy = true;
      return { lane, events: lane.waiting.slice(0, eventsPerTurn) };
    });
  }

  async function journalTurns(turns: readonly Turn[]) {
    try {
      const refusals = await journal.append(turns.flatMap(({ events }) => events));
      for (const turn of turns) void publishTurn(turn, refusals);
    } catch (error) {
      for (const { lane } of turns) {
        retryLater(lane, 'journal', error);
        endTurn(lane);
      }
    }
  }

  async function publishTurn({ lane, events }: Turn, refusals: ReadonlyMap<string, Refusal>) {
    const published: Envelope[] = [];
    let refused: { readonly event: Envelope; readonly refusal: Refusal } | undefined;
    for (const event of events) {
      const refusal = refusals.get(event.id);
      if (refusal) refused = { event, refusal };
      if (refusal || isStopped || !(await isPublished(lane, event))) break;
      published.push(event);
    }
    if (published.length > 0) {
      lane.waiting = lane.waiting.slice(published.length);
      lane.published += published.length;
      lane.since = performance.now();
      taking.add({ lane, events: published });
    }
    if (refused?.refusal === 'later') retryLater(lane, 'journal', undefined);
    if (refused?.refusal === 'fork') stopAtFork(lane, refused.event);
    endTurn(lane);
  }

  async function isPublished(lane: Lane, event: Envelope): Promise<boolean> {
    try {
      await publish(event);
      lane.failures = 0;
      return true;
    } catch (error) {
      retryLater(lane, 'publish', error);
      return false;
    }
  }

  function endTurn(lane: Lane) {
    lane.isBusy = false;
    publishing -= 1;
    settle(lane);
    if (ready.length > 0) void journalReady();
  }

  function tookOff(taken: readonly Published[]) {
    for (const { lane, events } of taken) {
      pending -= events.length;
      lane.published -= events.length;
      relayed.add(events);
      settle(lane);
    }
    announce();
  }

  function settle(lane: Lane) {
    if (isDone(lane)) lanes.delete(lane.id);
    else makeReady(lane);
    announce();
  }

  function retryLater(lane: Lane, step: string, error: unknown) {
    log.warn({ aggregateId: lane.id, step, failures: lane.failures + 1, err: error }, 'a lane of the relay waits');
    const delayMs = retryDelayMs(lane.failures);
    lane.failures += 1;
    if (!isStopped) retries.set(lane, setTimeout(() => retry(lane), delayMs).unref());
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

  const isIdle = () => publishing === 0 && !isJournalling && taking.isIdle();

  return {
    take: (outbox, id, events) => takeUp(outbox, id, relayed.without(events)),
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
      const isDrained = () => {
        // Once nothing is being published, gathering waits for nobody.
        if (publishing === 0) taking.hurry();
        return lanes.size === 0 && isIdle();
      };
      if (await until(isDrained, timeoutMs)) return;
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
      taking.stop();
      for (const timer of retries.values()) clearTimeout(timer);
      await until(isIdle, stopPatienceMs);
    },
  };
}
