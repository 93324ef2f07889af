import { setTimeout as delay } from 'node:timers/promises';
import type { Envelope } from '@throughline/contracts';
import { type Clock, systemClock } from '@throughline/kernel';
import { type Logger, withTraceparent } from '@throughline/observability';
import { watchAvailability } from './availability.ts';
import type { Consumer, Subscription } from './broker.ts';
import { pageThrough } from './catch-up.ts';
import { createIntake, type Taken } from './intake.ts';
import { createLanes } from './lanes.ts';
import { errorCodeOf, meaningOf, parkingReasonOf } from './messaging.errors.ts';
import { durableOf } from './names.ts';
import type { Delivery, Pull } from './pull.ts';
import { createReceiver } from './receive.ts';
import { releaseParked } from './release-parked.ts';
import { countTries, defaultPausesMs, failureOf } from './tries.ts';

const lanesAtOnce = 64;
const mostHeld = 512;
const pullAtOnce = 256;
const workingEveryMs = 10_000;
const retryEveryMs = 500;
const finishWithinMs = 5_000;
const catchUpEveryMs = 24 * 60 * 60 * 1_000;

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

/** Starts the consume loop of a subscription over a durable: real or in memory, the loop is the same. */
export function runConsumer(subscription: Subscription, parts: ConsumerParts): Consumer {
  const { pull, clock = systemClock, pausesMs = defaultPausesMs, onStopped } = parts;
  const { parking, sink, stream, startAt, journalPage } = subscription;
  const name = durableOf(subscription);
  const log = parts.log.child({ consumer: name });
  const stopping = new AbortController();
  const giveUp = new AbortController();
  const lanes = createLanes(lanesAtOnce);
  const held = new Set<Delivery>();
  const discarded = new Set<string>();
  let notReady: string | undefined = 'starting';
  let catchingUp: Promise<void> = Promise.resolve();
  let roomMade: (() => void) | undefined;
  let isFirstStart = false; // of an effect: what its owner's journal holds by now is not to be done

  const availability = watchAvailability(giveUp.signal, {
    onAway: (error) => log.warn({ err: error }, 'waiting: something that the handler needs is away'),
    onBack: () => log.info('going on: what was away is back'),
  });
  const working = setInterval(() => {
    for (const delivery of held) delivery.working();
  }, workingEveryMs).unref();

  async function start() {
    const now = clock.now();
    for (const { aggregateId, version } of await parking.discards()) discarded.add(`${aggregateId}@${version}`);
    const firstStart = startAt === 'new' ? await parking.firstStart(now) : undefined;
    const intake = createIntake({
      subscription,
      clock,
      firstStart,
      isDiscarded: (aggregateId, version) => discarded.has(`${aggregateId}@${version}`),
      onParked: (mark) => log.error({ ...mark }, 'parked: an aggregate stands still in this consumer'),
    });
    const tries = countTries(parking, clock, pausesMs);
    const receive = createReceiver({ stream, sink, intake, tries, lanes, availability, givenUp: giveUp.signal, log });
    isFirstStart = firstStart?.getTime() === now.getTime();
    return { intake, receive, firstStart };
  }
  type Started = Awaited<ReturnType<typeof start>>;
  const { promise: started, resolve: hasStarted } = Promise.withResolvers<Started>();
  const { promise: begun, resolve: hasBegun } = Promise.withResolvers<void>();

  /** For journal pages, where no broker hands an event out again: waits and tries in place. */
  async function takeFromJournal({ intake }: Started, envelope: Envelope): Promise<Taken> {
    for (let failures = 1; ; failures++) {
      try {
        return await availability.whenThere(() => intake.take(envelope));
      } catch (error) {
        if (giveUp.signal.aborted) throw error;
        const { isLast, pauseMs } = failureOf(failures, pausesMs);
        if (isLast || meaningOf(error) === 'never') {
          const { subject, sequence, type, id } = envelope;
          const because = { reason: parkingReasonOf(error), errorCode: errorCodeOf(error), type, eventId: id };
          await availability.whenThere(() => intake.park(subject, Number(sequence), because));
          return 'parked';
        }
        await delay(pauseMs, undefined, { signal: giveUp.signal });
      }
    }
  }
  function catchUpInBackground(parts: Started): void {
    if (!journalPage || stopping.signal.aborted) return;
    const page = async (after: string | undefined) => {
      stopping.signal.throwIfAborted();
      return await availability.whenThere(() => journalPage(after));
    };
    catchingUp = pageThrough(page, lanes, (envelope) => takeFromJournal(parts, envelope)).then(
      (counts) => log.info({ ...counts }, "caught up with the owner's journal"),
      (error: unknown) => {
        if (!stopping.signal.aborted) log.error({ err: error }, "could not catch up with the owner's journal");
      },
    );
  }

  async function untilStopped(work: () => Promise<void>): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        return await work();
      } catch (error) {
        if (stopping.signal.aborted) return;
        if (notReady !== errorCodeOf(error)) log.warn({ err: error }, 'the consumer was interrupted and begins again');
        notReady = errorCodeOf(error);
        await delay(retryEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }
  function hold(delivery: Delivery, { receive }: Started): void {
    held.add(delivery);
    void withTraceparent(delivery.traceparent, `consume ${name}`, () => receive(delivery)).finally(() => {
      held.delete(delivery);
      roomMade?.();
    });
  }
  async function pullOn(parts: Started): Promise<void> {
    // A projection that can page its owner's journal need not read the stream's past as well.
    const isMade = await pull.ensure(parts.firstStart ?? (journalPage ? 'new' : 'all'));
    if (isMade && !isFirstStart) catchUpInBackground(parts);
    isFirstStart = false;
    hasBegun();
    notReady = undefined;
    while (!stopping.signal.aborted) {
      await availability.there();
      const room = mostHeld - held.size;
      if (room > 0) await pull.fetch(Math.min(room, pullAtOnce), (delivery) => hold(delivery, parts), stopping.signal);
      else await new Promise<void>((resolve) => (roomMade = resolve));
    }
  }
  const running = untilStopped(async () => hasStarted(await start())).then(async () => {
    if (stopping.signal.aborted) return;
    const parts = await started;
    await untilStopped(() => pullOn(parts));
  });
  const daily = setInterval(() => void started.then(catchUpInBackground), catchUpEveryMs).unref();

  let stopped: Promise<void> | undefined;
  async function finish(): Promise<void> {
    stopping.abort();
    hasBegun();
    clearInterval(daily);
    roomMade?.();
    if (availability.awayBecause) giveUp.abort();
    const deadline = setTimeout(() => giveUp.abort(), finishWithinMs).unref();
    await running;
    await catchingUp;
    await lanes.idle();
    clearTimeout(deadline);
    clearInterval(working);
    onStopped?.();
  }
  const release = releaseParked({
    subscription,
    clock,
    lanes,
    discarded,
    intake: started.then(({ intake }) => intake),
  });
  return {
    name,
    lag: () => pull.lag().catch(() => undefined),
    isReady() {
      const reason = availability.awayBecause ?? notReady;
      return reason === undefined ? { ok: true } : { ok: false, reason: `${name}: ${reason}` };
    },
    ...release,
    caughtUp: async () => {
      await begun;
      await catchingUp;
    },
    stop: () => (stopped ??= finish()),
  };
}
