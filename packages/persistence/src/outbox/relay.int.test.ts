import { afterAll, describe, expect, it } from '@jest/globals';
import type { Envelope } from '@throughline/contracts';
import { newId } from '@throughline/kernel';
import type { Database } from '../database.ts';
import { assigned, command, progressed, sampleActions } from '../sample-action.test.ts';
import { listeningLog, testDatabases } from '../test-database.test.ts';

const databases = testDatabases();
afterAll(() => databases.dropAll());

async function withActions(name?: string) {
  const log = listeningLog();
  const opened = await databases.open({ log, ...(name === undefined ? {} : { name }) });
  const store = opened.database.aggregate(sampleActions);
  await opened.database.ensureIndexes();
  return { ...opened, store, log };
}

const waitUntil = async (holds: () => Promise<boolean> | boolean) => {
  const deadline = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('waited 10 s in vain');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

const journalled = async (database: Database, aggregateId: string) =>
  (await database.journal.page({ aggregateId })).events;

describe('the relay on the database', () => {
  it('moves what commands write from the outbox to the journal and the broker', async () => {
    const { database, store } = await withActions();
    const published: Envelope[] = [];
    const relay = database.startRelay({ publish: async (event) => void published.push(event) });
    const ids = Array.from({ length: 30 }, () => newId('act'));
    await Promise.all(
      ids.map(async (id) => {
        await store.create(command(), id, () => [assigned()]);
        await store.change(id, command(), () => progressed());
      }),
    );
    await relay.drain();
    for (const id of ids) {
      const events = await journalled(database, id);
      expect(published.filter(({ subject }) => subject === id)).toEqual(events);
      expect(events.map(({ sequence }) => sequence)).toEqual(['0000000001', '0000000002']);
    }
    expect(await store.collection.countDocuments({ 'outbox.id': { $gt: '' } })).toBe(0);
    expect(relay.lag()).toMatchObject({ events: 0, lanes: 0, forked: [] });
  });

  it('of another process picks up what a process left that died before its relay ran', async () => {
    const { name, store } = await withActions();
    const { stored } = await store.create(command(), newId('act'), () => [assigned()]);
    const successor = await withActions(name);
    const published: Envelope[] = [];
    successor.database.startRelay({ publish: async (event) => void published.push(event), sweepEveryMs: 100 });
    await waitUntil(() => published.length > 0);
    expect(published.map(({ subject }) => subject)).toEqual([stored.id]);
    await waitUntil(async () => (await store.collection.countDocuments({ 'outbox.id': { $gt: '' } })) === 0);
  });

  it('publishes the same events again after a death between publish and taking off, and leaves one journal', async () => {
    const { name, database, store } = await withActions();
    const { stored } = await store.create(command(), newId('act'), () => [assigned()]);
    const { outbox = [] } = (await store.collection.findOne({ _id: stored.id })) ?? {};
    const before = database.startRelay({ publish: async () => undefined });
    await store.change(stored.id, command(), () => progressed());
    await before.drain();
    // As if the process had died before the $pull: the event is in the journal, published, and still in the outbox.
    await store.collection.updateOne({ _id: stored.id }, { $push: { outbox: { $each: [...outbox] } } });
    const successor = await withActions(name);
    const published: Envelope[] = [];
    const relay = successor.database.startRelay({
      publish: async (event) => void published.push(event),
      sweepEveryMs: 100,
    });
    await waitUntil(() => published.length > 0);
    await relay.drain();
    expect(published).toEqual(outbox);
    expect(await journalled(database, stored.id)).toHaveLength(2);
  });

  it('stops at a fork: another event of the version stands in the journal', async () => {
    const { name, database, store, log } = await withActions();
    const { stored } = await store.create(command(), newId('act'), () => [assigned()]);
    const [event] = await journalled(database, stored.id);
    const { default: mongoose } = await import('mongoose');
    const connection = await mongoose.createConnection(databases.url, { dbName: name }).asPromise();
    await connection
      .collection<{ _id: string }>('events')
      .insertOne({ _id: 'another', aggregateId: stored.id, version: 1, event: { ...event, id: 'another' } } as never);
    await connection.close();
    const published: Envelope[] = [];
    const relay = database.startRelay({ publish: async (one) => void published.push(one) });
    await store.change(stored.id, command(), () => progressed());
    await relay.drain();
    expect(published).toEqual([]);
    expect(relay.lag().forked).toEqual([stored.id]);
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error' }));
    expect((await database.isReady()).reason).toContain(stored.id);
    const left = await store.collection.findOne({ _id: stored.id });
    expect(left?.outbox).toHaveLength(2);
  });

  it('lets the journal be read in pages: all of it, one kind, one aggregate with what still waits', async () => {
    const { database, store } = await withActions();
    const relay = database.startRelay({ publish: async () => undefined });
    const ids = Array.from({ length: 3 }, () => newId('act')).toSorted();
    for (const id of ids) {
      await store.create(command(), id, () => [assigned()]);
      await store.change(id, command(), () => progressed());
    }
    await relay.drain();
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const page = await database.journal.page({
        limit: 4,
        prefix: 'act',
        ...(next === undefined ? {} : { after: next }),
      });
      seen.push(...page.events.map(({ subject, sequence }) => `${subject}@${Number(sequence)}`));
      next = page.next;
    } while (next !== undefined);
    expect(seen).toEqual(ids.flatMap((id) => [`${id}@1`, `${id}@2`]));
    expect((await database.journal.page({ prefix: 'con' })).events).toEqual([]);
    await relay.stop();
    await store.change(ids[0] ?? '', command(), () => progressed());
    const rest = await database.journal.page({ aggregateId: ids[0] ?? '', after: `${ids[0]}@1` });
    expect(rest.events.map(({ sequence }) => Number(sequence))).toEqual([2, 3]);
    await expect(database.journal.page({ after: 'nonsense' })).rejects.toMatchObject({ code: 'bad-cursor' });
  });
});

describe('readiness', () => {
  it('fails and names what is missing when an index or the journal is gone, or is not as it was declared', async () => {
    const { name, database, store } = await withActions();
    expect(await database.isReady()).toEqual({ ok: true });
    await store.collection.dropIndex('outbox.id_1');
    expect(await database.isReady()).toEqual({ ok: false, reason: 'index missing: actions: {"outbox.id":1}, partial' });
    await database.ensureIndexes();
    expect(await database.isReady()).toEqual({ ok: true });
    const { default: mongoose } = await import('mongoose');
    const connection = await mongoose.createConnection(databases.url, { dbName: name }).asPromise();
    const events = connection.collection('events');
    await events.dropIndex('aggregateId_1_version_1');
    await events.createIndex({ aggregateId: 1, version: 1 });
    const notUnique = { ok: false, reason: 'index missing: events: {"aggregateId":1,"version":1}, unique' };
    expect(await database.isReady()).toEqual(notUnique);
    await events.drop();
    await connection.close();
    expect((await database.isReady()).reason).toContain('events');
  });
});
