import { setTimeout as delay } from 'node:timers/promises';
import { type Clock, systemClock } from '@throughline/kernel';
import { type Logger, withTraceparent } from '@throughline/observability';
import { watchAvailability } from './availability.ts';
import type { Consumer, Subscription } from './broker.ts';
import { gatherBursts } from './gather-bursts.ts';
import { holdMessages } from './held.ts';
import { createIntake } from './intake.ts';
import { catchUpInBackground, type JournalCatchUp } from './journal-catch-up.ts';
import { createLanes } from './lanes.ts';
import { errorCodeOf } from './messaging.errors.ts';
import { durableOf } from './names.ts';
import type { Deliver, Delivery, Pull } from './pull.ts';
import { createReceiver } from './receive.ts';
import { releaseParked } from './release-parked.ts';
import { countTries, defaultPausesMs } from './tries.ts';

const lanesAtOnce = 64;
const pullAtOnce = 256;
const beginAgainAfterMs = 500;
const finishWithinMs = 5_000;

/** What {@link runConsumer} is given beside its subscription. */
export interface ConsumerParts {
  readonly pull: Pull;
  readonly log: Logger;
  /** The machine's clock. */
  readonly clock?: Clock;
  /** Between the tries of an event that fails. Default: 0.2, 1, 3, 8 s; after one failure more than these, it is parked. */
  readonly pausesMs?: readonly number[] | undefined;
  readonly onStopped?: () => void;
}

/** What is known once the consumer's own database has answered. */
interface Started {
  readonly receive: (delivery: Delivery) => Promise<void>;
  readonly journal: JournalCatchUp | undefined;
  readonly deliver: Deliver;
  /** Of an effect: what its owner's journal holds by now is not to be done, and need not be read. */
  readonly isFirstStart: boolean;
}

/** Starts the consume loop of a subscription over a durable: real or in memory, the loop is the same. */
export function runConsumer(subscription: Subscription, parts: ConsumerParts): Consumer {
  const { pull, clock = systemClock, pausesMs = defaultPausesMs, onStopped } = parts;
  const { parking, sink, stream, startAt, journalPage, gatherMs = 0 } = subscription;
  const name = durableOf(subscription);
  const log = parts.log.child({ consumer: name });
  const [stopping, giveUp] = [new AbortController(), new AbortController()];
  const [lanes, held] = [createLanes(lanesAtOnce), holdMessages()];
  const discarded = new Set<string>();
  const begun = Promise.withResolvers<JournalCatchUp | undefined>();
  let notReady: string | undefined = 'starting';
  let firstStart: Date | undefined;

  const availability = watchAvailability(giveUp.signal, {
    onAway: (error) => log.warn({ err: error }, 'waiting: something that the handler needs is away'),
    onBack: () => log.info('going on: what was away is back'),
  });
  const intake = createIntake({
    subscription,
    clock,
    firstStart: () => firstStart,
    isDiscarded: (aggregateId, version) => discarded.has(`${aggregateId}@${version}`),
    onParked: (mark) => log.error({ ...mark }, 'parked: an aggregate stands still in this consumer'),
  });
  const shared = { intake, lanes, availability, givenUp: giveUp.signal, log };

  async function start(): Promise<Started> {
    const now = clock.now();
    for (const { aggregateId, version } of await parking.discards()) discarded.add(`${aggregateId}@${version}`);
    if (startAt === 'new') firstStart = await parking.firstStart(now);
    const onCaughtUp = () => pull.markCaughtUp();
    return {
      receive: createReceiver({ ...shared, stream, sink, tries: countTries(parking, clock, pausesMs) }),
      journal:
        journalPage && catchUpInBackground({ ...shared, journalPage, pausesMs, stopping: stopping.signal, onCaughtUp }),
      // A projection that can page its owner's journal need not read the stream's past as well.
      deliver: firstStart ?? (journalPage ? 'new' : 'all'),
      isFirstStart: firstStart?.getTime() === now.getTime(),
    };
  }
  async function begin({ deliver, journal, isFirstStart }: Started): Promise<void> {
    const isBehind = await pull.ensure(deliver);
    if (isBehind && (isFirstStart || !journal)) await pull.markCaughtUp();
    else if (isBehind) journal?.begin();
    notReady = undefined;
    begun.resolve(journal);
  }
  async function pullOn(started: Started): Promise<void> {
    await begin(started);
    const hold = held.until((delivery) =>
      withTraceparent(delivery.traceparent, `consume ${name}`, () => started.receive(delivery)),
    );
    const take = gatherBursts(hold, gatherMs);
    while (!stopping.signal.aborted) {
      await availability.there();
      const room = await held.room(stopping.signal);
      if (room > 0) await pull.fetch(Math.min(room, pullAtOnce), take, stopping.signal);
    }
  }
  async function run(): Promise<void> {
    let started: Started | undefined;
    while (!stopping.signal.aborted) {
      try {
        started ??= await start();
        await pullOn(started);
      } catch (error) {
        if (stopping.signal.aborted) return;
        const code = errorCodeOf(error);
        if (notReady !== code) log.warn({ err: error }, 'the consumer was interrupted and begins again');
        notReady = code;
        await delay(beginAgainAfterMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }
  const running = run();

  async function finish(): Promise<void> {
    stopping.abort();
    begun.resolve(undefined);
    if (availability.awayBecause) giveUp.abort();
    const deadline = setTimeout(() => giveUp.abort(), finishWithinMs).unref();
    await running;
    // What is still gathering has been handed out to us: it is taken in as well.
    await delay(gatherMs);
    await (await begun.promise)?.done();
    await lanes.idle();
    clearTimeout(deadline);
    held.end();
    onStopped?.();
  }
  let stopped: Promise<void> | undefined;

  return {
    name,
    lag: () => pull.lag().catch(() => undefined),
    isReady() {
      const reason = availability.awayBecause ?? notReady;
      return reason === undefined ? { ok: true } : { ok: false, reason: `${name}: ${reason}` };
    },
    ...releaseParked({ subscription, clock, lanes, discarded, intake }),
    caughtUp: async () => (await begun.promise)?.done(),
    stop: () => (stopped ??= finish()),
  };
}
