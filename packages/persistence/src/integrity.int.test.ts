import { afterAll, describe, expect, it } from '@jest/globals';
import { eventHash, newId } from '@throughline/kernel';
import mongoose from 'mongoose';
import type { JournalRow } from './outbox/journal.mongo.ts';
import { assigned, command, progressed, sampleActions } from './sample-action.test.ts';
import { testDatabases } from './test-database.test.ts';

const databases = testDatabases();
afterAll(() => databases.dropAll());

/** Three actions of three events each; the last event of one still waits in its outbox. */
async function withHistories() {
  const { name, database } = await databases.open();
  const store = database.aggregate(sampleActions);
  await database.ensureIndexes();
  const relay = database.startRelay({ publish: async () => undefined });
  const ids = Array.from({ length: 3 }, () => newId('act')).toSorted();
  for (const id of ids) {
    await store.create(command(), id, () => [assigned()]);
    await store.change(id, command(), () => progressed());
  }
  await relay.drain();
  await relay.stop();
  for (const id of ids) await store.change(id, command(), () => progressed());
  const connection = await mongoose.createConnection(databases.url, { dbName: name }).asPromise();
  const rows = connection.getClient().db(name).collection<JournalRow>('events');
  const [victim = ''] = ids;
  return { database, store, rows, victim, close: () => connection.close() };
}

const rowAt = (aggregateId: string, version: number) => ({ aggregateId, version });

describe('verification', () => {
  it('finds nothing in histories as they were written', async () => {
    const { database, close } = await withHistories();
    expect(await database.verify()).toEqual({ aggregates: 3, events: 9, broken: [] });
    await close();
  });

  it('points at the event that somebody altered', async () => {
    const { database, rows, victim, close } = await withHistories();
    await rows.updateOne(rowAt(victim, 2), { $set: { 'event.actor': 'somebody-else' } });
    expect((await database.verify()).broken).toEqual([{ aggregateId: victim, version: 2, fault: 'altered-event' }]);
    await close();
  });

  it('points at the link after an event that was altered and hashed anew', async () => {
    const { database, rows, victim, close } = await withHistories();
    const row = await rows.findOne(rowAt(victim, 1));
    if (!row) throw new Error('a first event');
    const forged = { ...row.event, actor: 'somebody-else' };
    await rows.updateOne(rowAt(victim, 1), { $set: { event: { ...forged, hash: eventHash(forged) } } });
    expect((await database.verify()).broken).toEqual([{ aggregateId: victim, version: 2, fault: 'broken-chain' }]);
    await close();
  });

  it('points at the version that somebody deleted', async () => {
    const { database, rows, victim, close } = await withHistories();
    await rows.deleteOne(rowAt(victim, 2));
    expect((await database.verify()).broken).toEqual([{ aggregateId: victim, version: 2, fault: 'missing-version' }]);
    await close();
  });

  it('sees by the digest of heads what agrees with itself: an aggregate that is gone altogether', async () => {
    const { database, store, rows, victim, close } = await withHistories();
    const digest = await database.headDigest();
    expect(await database.headDigest()).toBe(digest);
    await store.collection.deleteOne({ _id: victim });
    await rows.deleteMany({ aggregateId: victim });
    expect((await database.verify()).broken).toEqual([]);
    expect(await database.headDigest()).not.toBe(digest);
    await close();
  });
});
