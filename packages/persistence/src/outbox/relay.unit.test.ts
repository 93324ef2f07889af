import { describe, expect, it } from '@jest/globals';
import { type Envelope, sequenceOf, versionOf } from '@throughline/contracts';
import { newId, newUuid } from '@throughline/kernel';
import fc from 'fast-check';
import { listeningLog } from '../test-database.test.ts';
import type { JournalWriter, Refusal } from './journal.ts';
import type { Outbox } from './outbox.ts';
import { type OutboxRelay, outboxRelay, type RelayParts } from './relay.ts';
import { outboxSweep } from './sweep.ts';

const eventOf = (subject: string, version: number): Envelope =>
  ({ id: newUuid(), subject, sequence: sequenceOf(version), hash: newUuid() }) as unknown as Envelope;

const history = (length: number, subject = newId('con')) =>
  Array.from({ length }, (_, index) => eventOf(subject, index + 1));

/** Outboxes in memory; `fail` decides whether a step throws. */
function outboxes(fail: () => boolean = () => false): Outbox & { readonly left: Map<string, Envelope[]> } {
  const left = new Map<string, Envelope[]>();
  return {
    left,
    async pull(published) {
      if (fail()) throw new Error('pull failed');
      for (const { id, eventIds } of published) {
        const rest = (left.get(id) ?? []).filter((event) => !eventIds.includes(event.id));
        if (rest.length > 0) left.set(id, rest);
        else left.delete(id);
      }
    },
    leftovers: async (limit) => [...left].slice(0, limit).map(([id, events]) => ({ id, events: [...events] })),
    of: async (id) => left.get(id) ?? [],
  };
}

/** A journal in memory that knows a fork when it sees one. */
function journalInMemory(fail: () => boolean = () => false): JournalWriter & { readonly rows: Map<string, string> } {
  const rows = new Map<string, string>();
  return {
    rows,
    async append(events) {
      if (fail()) throw new Error('journal away');
      const refusals = new Map<string, Refusal>();
      for (const event of events) {
        const position = `${event.subject}@${event.sequence}`;
        const standing = rows.get(position);
        if (standing !== undefined && standing !== event.id) refusals.set(event.id, 'fork');
        else if (fail()) refusals.set(event.id, 'later');
        else rows.set(position, event.id);
      }
      return refusals;
    },
  };
}

function relayWith(parts: Partial<RelayParts> = {}) {
  const log = listeningLog();
  const journal = journalInMemory();
  const published: Envelope[] = [];
  const publish = async (event: Envelope) => {
    await Promise.resolve();
    published.push(event);
  };
  const relay = outboxRelay({ journal, publish, log, lanes: 64, backpressureAt: 1_000, ...parts });
  return { relay, log, journal, published };
}

/** Puts events into an outbox and hands them over, as a store does after its write. */
function write(relay: OutboxRelay, outbox: ReturnType<typeof outboxes>, id: string, events: readonly Envelope[]) {
  const standing = [...(outbox.left.get(id) ?? []), ...events];
  outbox.left.set(id, standing);
  relay.take(outbox, id, [...standing]);
}

describe('the relay', () => {
  it('takes events to journal and broker and off the outbox, in the order of each aggregate', async () => {
    const { relay, journal, published } = relayWith();
    const outbox = outboxes();
    const histories = Array.from({ length: 200 }, () => history(3));
    for (const events of histories) write(relay, outbox, events[0]?.subject ?? '', events);
    await relay.drain(5_000);
    expect(published).toHaveLength(600);
    expect(journal.rows.size).toBe(600);
    expect(outbox.left.size).toBe(0);
    for (const events of histories) expect(published.filter((event) => events.includes(event))).toEqual(events);
    expect(relay.lag()).toEqual({ events: 0, lanes: 0, oldestMs: 0, forked: [] });
    await relay.stop();
  });

  it('publishes nothing that is not in the journal', async () => {
    const journal = journalInMemory();
    const seen: boolean[] = [];
    const { relay } = relayWith({
      journal,
      publish: async (event) => void seen.push(journal.rows.get(`${event.subject}@${event.sequence}`) === event.id),
    });
    const outbox = outboxes();
    for (let lane = 0; lane < 20; lane++) {
      const events = history(2);
      write(relay, outbox, events[0]?.subject ?? '', events);
    }
    await relay.drain(5_000);
    expect(seen).toEqual(Array.from({ length: 40 }, () => true));
    await relay.stop();
  });

  it('keeps at most as many publishes in flight as it has lanes', async () => {
    let inFlight = 0;
    let most = 0;
    const { relay } = relayWith({
      lanes: 8,
      publish: async () => {
        most = Math.max(most, ++inFlight);
        await new Promise((resolve) => setTimeout(resolve, 2));
        inFlight -= 1;
      },
    });
    const outbox = outboxes();
    for (let lane = 0; lane < 50; lane++) {
      const events = history(2);
      write(relay, outbox, events[0]?.subject ?? '', events);
    }
    await relay.drain(5_000);
    expect(most).toBe(8);
    await relay.stop();
  });

  it('lets a lane that fails wait alone, and goes on in it where it stopped', async () => {
    const stuck = history(3);
    let isAway = true;
    const published: Envelope[] = [];
    const { relay } = relayWith({
      publish: async (event) => {
        if (isAway && event === stuck[1]) throw new Error('refused');
        published.push(event);
      },
    });
    const outbox = outboxes();
    write(relay, outbox, stuck[0]?.subject ?? '', stuck);
    const others = Array.from({ length: 30 }, () => history(1));
    for (const events of others) write(relay, outbox, events[0]?.subject ?? '', events);
    await expect(relay.drain(60)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(published).toHaveLength(31);
    expect(relay.lag()).toMatchObject({ events: 2, lanes: 1 });
    isAway = false;
    relay.retryNow();
    await relay.drain(5_000);
    expect(published.filter((event) => stuck.includes(event))).toEqual(stuck);
    await relay.stop();
  });

  it('stops a lane for good at a fork, after what comes before it, and says so', async () => {
    const { relay, log, journal, published } = relayWith();
    const outbox = outboxes();
    const events = history(3);
    const id = events[0]?.subject ?? '';
    journal.rows.set(`${id}@${sequenceOf(2)}`, 'another event');
    write(relay, outbox, id, events);
    await relay.drain(5_000);
    expect(published).toEqual(events.slice(0, 1));
    expect(outbox.left.get(id)).toEqual(events.slice(1));
    expect(relay.lag()).toMatchObject({ events: 0, forked: [id] });
    expect(log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', particulars: expect.objectContaining({ alert: 'fork', version: 2 }) }),
    );
    write(relay, outbox, id, [eventOf(id, 4)]);
    await relay.drain(5_000);
    expect(published).toHaveLength(1);
    await relay.stop();
  });

  it('holds commands back while too much waits, and refuses them when that does not pass', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { relay } = relayWith({ backpressureAt: 10, publish: () => gate });
    const outbox = outboxes();
    await relay.room();
    const events = history(10);
    write(relay, outbox, events[0]?.subject ?? '', events);
    await expect(relay.room()).rejects.toMatchObject({ kind: 'unavailable', retryAfterSeconds: 2 });
    const waiting = relay.room();
    release();
    await waiting;
    await relay.drain(5_000);
    await relay.stop();
  });

  it('loses nothing and keeps every order whatever fails, as often as it fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.boolean(), { maxLength: 12 }),
        async (lengths, faults) => {
          const queue = [...faults];
          const fail = () => queue.shift() ?? false;
          const journal = journalInMemory(fail);
          const outbox = outboxes(fail);
          const published: Envelope[] = [];
          const { relay } = relayWith({
            journal,
            publish: async (event) => {
              if (fail()) throw new Error('refused');
              published.push(event);
              if (fail()) throw new Error('acknowledgement lost');
            },
          });
          const histories = lengths.map((length) => history(length));
          for (const events of histories) for (const event of events) write(relay, outbox, event.subject, [event]);
          // Backoff is the lane's business; here every wait is cut short.
          const hurry = setInterval(() => relay.retryNow(), 1);
          await relay.drain(10_000);
          clearInterval(hurry);
          await relay.stop();
          for (const events of histories) {
            const firsts = [...new Set(published.filter(({ subject }) => subject === events[0]?.subject))];
            expect(firsts.map(versionOf)).toEqual(events.map(versionOf));
          }
          expect(outbox.left.size).toBe(0);
          expect(journal.rows.size).toBe(lengths.reduce((sum, length) => sum + length, 0));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the sweep', () => {
  it('takes what it has seen in two rounds, and nothing that came in between', async () => {
    const outbox = outboxes();
    const taken: string[] = [];
    const sweep = outboxSweep(
      () => [outbox],
      (_outbox, { id }) => void taken.push(id),
    );
    outbox.left.set('left behind', history(2));
    outbox.left.set('on its way', history(1));
    expect(await sweep.round()).toBe(0);
    outbox.left.delete('on its way');
    outbox.left.set('new', history(1));
    expect(await sweep.round()).toBe(1);
    expect(taken).toEqual(['left behind']);
    outbox.left.delete('left behind');
    expect(await sweep.round()).toBe(1);
    expect(taken).toEqual(['left behind', 'new']);
  });
});
