import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Envelope } from '@throughline/contracts';
import { newId, Unavailable } from '@throughline/kernel';
import type { Broker, Consumer, Subscription } from '../src/broker.ts';
import { memoryParking } from '../src/memory-parking.ts';
import { chain, eventAfter, interleaved, shuffledWithin } from './events.ts';
import { type RecordingSink, recordingSink } from './recording-sink.ts';

/** Waits until `holds` answers true; fails with `what` after 15 s. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`in vain: ${what}`);
    await delay(5);
  }
}

/** An owner's journal in memory: what was committed, whether or not it was ever published. */
export function journalOf(events: readonly Envelope[]) {
  const reads: string[] = [];
  return {
    reads,
    journalOf: async (aggregateId: string, afterVersion: number) => {
      reads.push(aggregateId);
      return events.filter(({ subject, sequence }) => subject === aggregateId && Number(sequence) > afterVersion);
    },
  };
}

export interface Suite {
  /** Opens a broker of its own name space. Pauses between tries are to be `retryPausesMs`. */
  /** How much the first test sends to how many. Default: 1,000 events to 5. */
  readonly volume?: { readonly aggregates: number; readonly eventsEach: number; readonly subscribers: number };
  readonly open: (retryPausesMs: readonly number[]) => Broker | Promise<Broker>;
}

const inShort = { aggregates: 50, eventsEach: 20, subscribers: 5 };
const retryPausesMs = [20, 20, 20, 20];
let purposes = 0;

/** A subscription to all concerns, under a purpose of its own. */
export function subscriptionTo(sink: RecordingSink, events: readonly Envelope[], over: Partial<Subscription> = {}) {
  const { journalOf: read } = journalOf(events);
  return {
    service: 'insights',
    purpose: `test${++purposes}`,
    stream: 'FEEDBACK',
    aggregates: ['concern'],
    sink,
    journalOf: read,
    parking: memoryParking(),
    startAt: 'all',
    ...over,
  } satisfies Subscription;
}

/** What every broker promises, in the manner of a universal publish-subscribe suite. */
export function describeBroker(name: string, { open, volume = inShort }: Suite): void {
  describe(name, () => {
    let broker: Broker;
    const running: Consumer[] = [];

    beforeAll(async () => {
      broker = await open(retryPausesMs);
      await until('the broker is ready', async () => (await broker.isReady()).ok);
    });
    afterAll(() => broker.close());

    function consume(events: readonly Envelope[], over: Partial<Subscription> = {}, sink = recordingSink()) {
      const subscription = subscriptionTo(sink, events, over);
      const consumer = broker.consume(subscription);
      running.push(consumer);
      return { sink, consumer, subscription };
    }
    const publishAll = (events: readonly Envelope[]) => Promise.all(events.map((event) => broker.publish(event)));
    async function publishInOrder(events: readonly Envelope[]): Promise<void> {
      for (const event of events) await broker.publish(event);
    }
    const appliedFrom = ({ sink }: { sink: RecordingSink }, aggregateIds: ReadonlySet<string>) =>
      sink.applied.filter(({ subject }) => aggregateIds.has(subject));
    const idsOf = (events: readonly Envelope[]) => new Set(events.map(({ subject }) => subject));

    function expectOnceInOrder(sink: RecordingSink, chains: readonly Envelope[][]): void {
      for (const events of chains) {
        const [first] = events;
        expect(sink.versionsOf(first?.subject ?? '')).toEqual(events.map(({ sequence }) => Number(sequence)));
      }
    }

    const { aggregates, eventsEach, subscribers: count } = volume;
    it(`${aggregates * eventsEach} events reach each of ${count} subscribers once, in order per aggregate`, async () => {
      const chains = Array.from({ length: aggregates }, () => chain(eventsEach));
      const events = interleaved(chains);
      const ids = idsOf(events);
      const subscribers = Array.from({ length: count }, () => consume(events));
      await Promise.all(chains.map(publishInOrder));
      for (const subscriber of subscribers) {
        await until('everything arrived', () => appliedFrom(subscriber, ids).length === events.length);
        expectOnceInOrder(subscriber.sink, chains);
        await until('everything is acknowledged', async () => (await subscriber.consumer.lag()) === 0);
        expect(subscriber.consumer.isReady()).toEqual({ ok: true });
      }
      await Promise.all(subscribers.map(({ consumer }) => consumer.stop()));
    });

    it('a handler that fails now and then loses nothing, repeats nothing and keeps the order', async () => {
      const chains = Array.from({ length: 20 }, () => chain(10));
      const events = interleaved(chains);
      const subscriber = consume(events);
      let calls = 0;
      subscriber.sink.before = () => {
        if (++calls % 7 === 0) throw new Error('now and then');
      };
      await publishAll(events);
      await until('everything arrived', () => appliedFrom(subscriber, idsOf(events)).length === events.length);
      expectOnceInOrder(subscriber.sink, chains);
      await subscriber.consumer.stop();
    });

    it('a subscriber that is stopped in the middle finishes what it holds, and its successor goes on', async () => {
      const chains = Array.from({ length: 20 }, () => chain(20));
      const events = interleaved(chains);
      const first = consume(events);
      first.sink.before = () => delay(2);
      await publishAll(events);
      await until('it is in the middle', () => first.sink.applied.length > 20);
      await first.consumer.stop();
      const atStop = first.sink.applied.length;
      await delay(50);
      expect(first.sink.applied.length).toBe(atStop);
      const { purpose, parking } = first.subscription;
      const second = consume(events, { purpose, parking }, first.sink);
      await until('everything arrived', () => appliedFrom(second, idsOf(events)).length === events.length);
      expectOnceInOrder(first.sink, chains);
      await second.consumer.stop();
    });

    it('everything delivered three times has one effect', async () => {
      const chains = Array.from({ length: 10 }, () => chain(10));
      const events = interleaved(chains);
      const subscriber = consume(events);
      for (const round of ['a', 'b', 'c'])
        await Promise.all(events.map((event) => broker.publish(event, { messageId: `${event.id}:${round}` })));
      await until('all is acknowledged', async () => (await subscriber.consumer.lag()) === 0);
      await until('everything arrived', () => appliedFrom(subscriber, idsOf(events)).length === events.length);
      expectOnceInOrder(subscriber.sink, chains);
      await subscriber.consumer.stop();
    });

    it('the same event published twice is stored once', async () => {
      const events = chain(1);
      const subscriber = consume(events);
      await publishAll([...events, ...events]);
      await until('it arrived', () => appliedFrom(subscriber, idsOf(events)).length === 1);
      await subscriber.consumer.stop();
    });

    it.each([1, 2, 3])('a random order within 50 messages ends in the same state (seed %i)', async (seed) => {
      const chains = Array.from({ length: 20 }, () => chain(10));
      const events = interleaved(chains);
      const subscriber = consume(events);
      await publishInOrder(shuffledWithin(events, 50, seed));
      await until('everything arrived', () => appliedFrom(subscriber, idsOf(events)).length === events.length);
      expectOnceInOrder(subscriber.sink, chains);
      await subscriber.consumer.stop();
    });

    it("a gap that does not close is filled from the owner's journal", async () => {
      const events = chain(6);
      const subscriber = consume(events);
      await publishAll(events.filter(({ sequence }) => Number(sequence) === 6));
      await until('everything arrived', () => subscriber.sink.versionsOf(events[0]?.subject ?? '').length === 6);
      expectOnceInOrder(subscriber.sink, [events]);
      await subscriber.consumer.stop();
    });

    it('a poisoned aggregate is parked with what follows it, all others flow, and a retry restores the order', async () => {
      const poisoned = chain(5);
      const healthy = chain(5);
      const subscriber = consume([...poisoned, ...healthy]);
      const id = poisoned[0]?.subject ?? '';
      let isBroken = true;
      subscriber.sink.before = ({ subject, sequence }) => {
        if (isBroken && subject === id && Number(sequence) === 3) throw new TypeError('a defect of the handler');
      };
      await publishInOrder(interleaved([poisoned, healthy]));
      const { parking } = subscriber.subscription;
      await until('it is parked', async () => (await parking.find(id)) !== undefined);
      expect(await parking.find(id)).toMatchObject({ version: 3, reason: 'failed', errorCode: 'TypeError' });
      await until('all others flow', () => subscriber.sink.versionsOf(healthy[0]?.subject ?? '').length === 5);
      await until('what follows is acknowledged', async () => (await subscriber.consumer.lag()) === 0);
      expect(subscriber.sink.versionsOf(id)).toEqual([1, 2]);
      const since = (await parking.find(id))?.parkedAt;
      expect(await subscriber.consumer.retry(id)).toMatchObject({
        applied: 0,
        parked: { version: 3, parkedAt: since },
      });
      isBroken = false;
      expect(await subscriber.consumer.retry(id)).toEqual({ applied: 3 });
      expect(await parking.find(id)).toBeUndefined();
      expectOnceInOrder(subscriber.sink, [poisoned]);
      await subscriber.consumer.stop();
    });

    it('a discarded version has no effect, what follows has, and a second reading of the journal honours it', async () => {
      const events = chain(4);
      const id = events[0]?.subject ?? '';
      const subscriber = consume(events);
      subscriber.sink.before = ({ sequence, subject }) => {
        if (subject === id && Number(sequence) === 2) throw new TypeError('a defect of the handler');
      };
      await publishInOrder(events);
      const { parking } = subscriber.subscription;
      await until('it is parked', async () => (await parking.find(id)) !== undefined);
      const decided = { version: 2, reason: 'duplicate-of-paper-form', by: 'per_1' };
      const another = subscriber.consumer.discard(id, { ...decided, version: 3 });
      await expect(another).rejects.toMatchObject({ code: 'not-allowed-now' });
      expect(await subscriber.consumer.discard(id, decided)).toEqual({ applied: 2 });
      expect(await subscriber.consumer.discard(id, decided)).toEqual({ applied: 0 });
      await expect(subscriber.consumer.discard(id, { ...decided, version: 3 })).rejects.toMatchObject({
        code: 'not-found',
      });
      expect(await parking.discards()).toMatchObject([{ aggregateId: id, ...decided }]);
      expect(subscriber.sink.versionsOf(id)).toEqual([1, 3, 4]);
      expect(await subscriber.consumer.rebuild(id)).toEqual({ applied: 3 });
      expect(subscriber.sink.versionsOf(id)).toEqual([1, 3, 4]);
      // As another process of the same service would: it is in the store that they share.
      await parking.discard({ ...decided, aggregateId: id, version: 3, discardedAt: new Date() });
      expect(await subscriber.consumer.rebuild(id)).toEqual({ applied: 2 });
      expect(subscriber.sink.versionsOf(id)).toEqual([1, 4]);
      await subscriber.consumer.stop();
    });

    it.each([
      ['of an unknown major version', { type: 'org.throughline.concern.endorsed.v9' }, 'unknown-event'],
      ['that nobody knows', { type: 'org.throughline.concern.sung.v1' }, 'unknown-event'],
      ['whose data its schema refuses', { data: { weight: 'heavy' } }, 'bad-schema'],
    ] as const)('an event %s is parked at once, never dropped', async (_what, over, reason) => {
      const subject = newId('con');
      const first = eventAfter(undefined, { subject });
      const second = eventAfter(first, { subject, ...over });
      const events = [first, second, eventAfter(second, { subject })];
      const subscriber = consume(events);
      await publishInOrder(events);
      const { parking } = subscriber.subscription;
      await until('it is parked', async () => (await parking.find(subject)) !== undefined);
      expect(await parking.find(subject)).toMatchObject({ version: 2, reason });
      await until('what follows is acknowledged', async () => (await subscriber.consumer.lag()) === 0);
      expect(subscriber.sink.versionsOf(subject)).toEqual([1]);
      await subscriber.consumer.stop();
    });

    it('an unknown field of a known major is no obstacle', async () => {
      const subject = newId('con');
      const plain = eventAfter(undefined, { subject });
      const event = eventAfter(undefined, { subject, data: { ...plain.data, fromTheFuture: 1 } });
      const subscriber = consume([event]);
      await broker.publish(event);
      await until('it arrived', () => subscriber.sink.versionsOf(subject).length === 1);
      await subscriber.consumer.stop();
    });

    it('a fork is parked, and a rebuild takes over what its owner says now', async () => {
      const subject = newId('con');
      const [first, second] = chain(2, subject);
      const other = eventAfter(first, { subject, actor: 'per_other' });
      const third = eventAfter(other, { subject });
      const events = [first, other, third].flatMap((event) => event ?? []);
      const subscriber = consume(events);
      await publishInOrder([first, second].flatMap((event) => event ?? []));
      await until('both arrived', () => subscriber.sink.versionsOf(subject).length === 2);
      await publishInOrder([other, third]);
      const { parking } = subscriber.subscription;
      await until('it is parked', async () => (await parking.find(subject))?.reason === 'fork');
      expect(subscriber.sink.versionsOf(subject)).toEqual([1, 2]);
      expect(await subscriber.consumer.rebuild(subject)).toEqual({ applied: 3 });
      expect(subscriber.sink.applied.filter((event) => event.subject === subject)).toEqual(events);
      await subscriber.consumer.stop();
    });

    it('a mark tells of the event that stands at the gate now, not of one that a retry has got past', async () => {
      const events = chain(4);
      const id = events[0]?.subject ?? '';
      const subscriber = consume(events);
      let brokenAt = 2;
      subscriber.sink.before = ({ sequence }) => {
        if (Number(sequence) === brokenAt) throw new TypeError('a defect of the handler');
      };
      await publishInOrder(events);
      const { parking } = subscriber.subscription;
      await until('it is parked', async () => (await parking.find(id))?.version === 2);
      brokenAt = 4;
      expect(await subscriber.consumer.retry(id)).toMatchObject({ applied: 2, parked: { version: 4 } });
      brokenAt = 0;
      expect(await subscriber.consumer.retry(id)).toEqual({ applied: 1 });
      await subscriber.consumer.stop();
    });

    it('an effect gets past a fork by discarding it version by version', async () => {
      const subject = newId('con');
      const [first, second] = chain(2, subject);
      const other = eventAfter(first, { subject, actor: 'per_other' });
      const third = eventAfter(other, { subject });
      const fourth = eventAfter(third, { subject });
      const events = [first, other, third, fourth].flatMap((event) => event ?? []);
      const subscriber = consume(events);
      await publishInOrder([first, second].flatMap((event) => event ?? []));
      await until('both arrived', () => subscriber.sink.versionsOf(subject).length === 2);
      await publishInOrder([other, third].flatMap((event) => event ?? []));
      const { parking } = subscriber.subscription;
      await until('it is parked', async () => (await parking.find(subject))?.reason === 'fork');
      const decided = { reason: 'restored', by: 'per_1' };
      const parked = await parking.find(subject);
      const discarded = await subscriber.consumer.discard(subject, { version: parked?.version ?? 0, ...decided });
      const next = discarded.parked?.version;
      const after = next ? await subscriber.consumer.discard(subject, { version: next, ...decided }) : discarded;
      expect(after.parked).toBeUndefined();
      expect(subscriber.sink.versionsOf(subject)).toEqual([1, 2, 4]);
      await subscriber.consumer.stop();
    });

    it('while a database is away nothing is pulled, counted or lost', async () => {
      const chains = Array.from({ length: 20 }, () => chain(5));
      const events = interleaved(chains);
      const subscriber = consume(events);
      let isAway = true;
      subscriber.sink.before = () => {
        if (isAway) throw new Unavailable();
      };
      await publishAll(events);
      await until('it waits', () => subscriber.consumer.isReady().reason?.includes('unavailable') === true);
      await delay(400);
      isAway = false;
      await until('everything arrived', () => appliedFrom(subscriber, idsOf(events)).length === events.length);
      expectOnceInOrder(subscriber.sink, chains);
      for (const id of idsOf(events)) expect(await subscriber.subscription.parking.find(id)).toBeUndefined();
      expect(subscriber.consumer.isReady()).toEqual({ ok: true });
      await subscriber.consumer.stop();
    });

    it('a subscriber stops although its database is away, and its successor takes what it held', async () => {
      const events = chain(3);
      const first = consume(events);
      first.sink.before = () => {
        throw new Unavailable();
      };
      await publishAll(events);
      await until('it waits', () => first.consumer.isReady().reason?.includes('unavailable') === true);
      await first.consumer.stop();
      first.sink.before = () => undefined;
      const { purpose, parking } = first.subscription;
      const second = consume(events, { purpose, parking }, first.sink);
      await until('everything arrived', () => first.sink.applied.length >= 3);
      await second.consumer.stop();
    });

    it('an effect begins with what is written after its first start, also on an aggregate that is older', async () => {
      const subject = newId('con');
      const old = chain(3, subject);
      await publishInOrder(old);
      await delay(5);
      const events = [...old];
      const subscriber = consume(events, { startAt: 'new' });
      await until('it is ready', () => subscriber.consumer.isReady().ok);
      const next = eventAfter(old.at(-1), { subject });
      events.push(next);
      await broker.publish(next);
      await until('it arrived', () => subscriber.sink.versionsOf(subject).length > 0);
      expect(subscriber.sink.versionsOf(subject)).toEqual([4]);
      await expect(subscriber.consumer.rebuild(subject)).rejects.toMatchObject({ code: 'not-allowed-now' });
      await subscriber.consumer.stop();
    });

    it("a new projection reads its owner's whole journal, and goes on with what comes meanwhile", async () => {
      const chains = Array.from({ length: 10 }, () => chain(10));
      const events = chains.flat();
      const journalPage = async (after = '0') => {
        const next = Number(after) + 30;
        const page = events.slice(Number(after), next);
        return next < events.length ? { events: page, next: String(next) } : { events: page };
      };
      const subscriber = consume(events, { journalPage });
      await publishAll(events.filter(({ sequence }) => Number(sequence) > 7));
      await subscriber.consumer.caughtUp();
      await until('everything arrived', () => appliedFrom(subscriber, idsOf(events)).length === events.length);
      expectOnceInOrder(subscriber.sink, chains);
      await subscriber.consumer.stop();
    });

    it('a catch-up that its process did not survive is done again by the next one', async () => {
      const chains = Array.from({ length: 10 }, () => chain(4));
      const events = chains.flat();
      const stuck = Promise.withResolvers<never>();
      const first = consume(events, { journalPage: () => stuck.promise });
      await until('it is ready', () => first.consumer.isReady().ok);
      const { purpose, parking } = first.subscription;
      let reads = 0;
      const journalPage = async () => ({ events: events.slice(0, reads++ === 0 ? events.length : 0) });
      const second = consume(events, { purpose, parking, journalPage });
      await second.consumer.caughtUp();
      expectOnceInOrder(second.sink, chains);
      await second.consumer.stop();
      const third = consume(events, { purpose, parking, journalPage }, second.sink);
      await third.consumer.caughtUp();
      expect(reads).toBe(1);
      await third.consumer.stop();
      stuck.reject(new Error('its process is gone'));
      await first.consumer.stop();
    });

    it('a filter outside its stream is refused at the start', () => {
      expect(() => consume([], { aggregates: ['meeting'] })).toThrow(RangeError);
      expect(() => consume([], { aggregates: [] })).toThrow(RangeError);
    });
  });
}
