import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { actionEvents } from '@throughline/contracts';
import { newId } from '@throughline/kernel';
import { fileErasureLedger } from './erasure-ledger.ts';
import { assigned, command, officer, progressed, sampleActions } from './sample-action.test.ts';
import { testDatabases } from './test-database.test.ts';

const databases = testDatabases();
afterAll(() => databases.dropAll());

describe('number blocks', () => {
  it('are each one’s own, however many take them at once', async () => {
    const { database } = await databases.open();
    await database.ensureIndexes();
    const blocks = await Promise.all(Array.from({ length: 30 }, () => database.counters.takeBlock('NMF-2026', 5)));
    const numbers = blocks.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, n) => first + n));
    expect(new Set(numbers).size).toBe(150);
    expect(Math.min(...numbers)).toBe(1);
  });

  it('give single numbers that two processes never share', async () => {
    const { name, database } = await databases.open();
    const { database: other } = await databases.open({ name });
    await database.ensureIndexes();
    const numbers = await Promise.all(
      Array.from({ length: 60 }, (_, place) => (place % 2 ? database : other).counters.next('NMF-2026')),
    );
    expect(new Set(numbers).size).toBe(60);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(80);
  });
});

describe('a list by keyset', () => {
  interface Row {
    readonly _id: string;
    readonly at: Date;
    readonly kind: string;
  }
  const sort = [
    ['at', -1],
    ['_id', 1],
  ] as const;

  async function withRows(count: number) {
    const { database } = await databases.open();
    const rows = database.records<Row>('rows', [{ fields: { kind: 1, at: -1, _id: 1 } }]);
    await database.ensureIndexes();
    // Three at a time share an instant, so that the second path decides.
    const all = Array.from({ length: count }, (_, place) => ({
      _id: `row-${String(place).padStart(3, '0')}`,
      at: new Date(Date.UTC(2026, 10, 1 + Math.floor(place / 3))),
      kind: 'wanted',
    }));
    await rows.insertMany([...all, { _id: 'other', at: new Date(0), kind: 'unwanted' }]);
    const page = (cursor: string | undefined, limit = 4) =>
      database.keysetPage(rows, {
        filter: { kind: 'wanted' },
        sort,
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      });
    const inOrder = all.toSorted(
      (one, other) => other.at.getTime() - one.at.getTime() || (one._id < other._id ? -1 : 1),
    );
    return { rows, page, expected: inOrder.map(({ _id }) => _id) };
  }

  it('shows everything once going forwards, and the same going back', async () => {
    const { page, expected } = await withRows(22);
    const forwards: string[] = [];
    const pages: string[][] = [];
    let cursor: string | undefined;
    let last: Awaited<ReturnType<typeof page>>;
    do {
      last = await page(cursor);
      pages.push(last.items.map(({ _id }) => _id));
      forwards.push(...last.items.map(({ _id }) => _id));
      cursor = last.next;
    } while (cursor !== undefined);
    expect(forwards).toEqual(expected);
    const backwards: string[][] = [];
    for (let back = last.prev; back !== undefined; ) {
      const before = await page(back);
      backwards.unshift(before.items.map(({ _id }) => _id));
      back = before.prev;
    }
    expect(backwards).toEqual(pages.slice(0, -1));
  });

  it('neither repeats nor hides what stood there, whatever is inserted meanwhile', async () => {
    const { rows, page, expected } = await withRows(8);
    const first = await page(undefined);
    await rows.insertOne({ _id: 'newest', at: new Date('2027-01-01'), kind: 'wanted' });
    const second = await page(first.next);
    expect([...first.items, ...second.items].map(({ _id }) => _id)).toEqual(expected);
  });

  it('refuses a cursor that is not its own', async () => {
    const { page } = await withRows(8);
    const first = await page(undefined);
    const foreign = Buffer.from(JSON.stringify({ s: 'ffffffff', d: 'n', v: [1, 'x'] })).toString('base64url');
    const operator = Buffer.from(JSON.stringify({ s: 'ffffffff', d: 'n', v: [{ $gt: '' }, 'x'] })).toString(
      'base64url',
    );
    for (const cursor of ['nonsense', foreign, operator, `${first.next}x`.slice(3)])
      await expect(page(cursor)).rejects.toMatchObject({ code: 'bad-cursor', kind: 'malformed' });
  });
});

describe('the parking of a consumer', () => {
  const mark = (aggregateId: string) => ({
    aggregateId,
    version: 3,
    reason: 'failed' as const,
    errorCode: 'TypeError',
    parkedAt: new Date('2026-11-02T10:00:00.000Z'),
  });

  it('keeps marks per consumer, lists them in pages and releases them', async () => {
    const { database } = await databases.open();
    const [one, other] = [database.parking('trace'), database.parking('figures')];
    await database.ensureIndexes();
    const ids = Array.from({ length: 3 }, () => newId('con')).toSorted();
    for (const id of ids) await one.park(mark(id));
    await one.park({ ...mark(ids[0] ?? ''), version: 4 });
    expect(await one.find(ids[0] ?? '')).toMatchObject({ version: 4, errorCode: 'TypeError' });
    expect(await other.find(ids[0] ?? '')).toBeUndefined();
    expect((await one.list({ limit: 2 })).map(({ aggregateId }) => aggregateId)).toEqual(ids.slice(0, 2));
    expect((await one.list({ after: ids[1] ?? '', limit: 2 })).map(({ aggregateId }) => aggregateId)).toEqual([ids[2]]);
    const before = { before: ids[2] ?? '', limit: 1 };
    expect((await one.list(before)).map(({ aggregateId }) => aggregateId)).toEqual([ids[1]]);
    expect(await one.list({ before: ids[2] ?? '', limit: 9 })).toHaveLength(2);
    expect(await one.list({ since: new Date('2026-11-02T10:00:00.001Z'), limit: 9 })).toEqual([]);
    expect(await one.list({ since: mark('').parkedAt, limit: 9 })).toHaveLength(3);
    await one.release(ids[0] ?? '');
    await one.release(ids[0] ?? '');
    expect(await one.find(ids[0] ?? '')).toBeUndefined();
  });

  it('counts attempts by version, remembers its first start and every discard', async () => {
    const { database } = await databases.open();
    const parking = database.parking('trace');
    await database.ensureIndexes();
    const id = newId('con');
    expect([
      await parking.attempt(id, 3, 0),
      await parking.attempt(id, 3, 0),
      await parking.attempt(id, 3, 4),
      await parking.attempt(id, 4, 0),
    ]).toEqual([1, 2, 5, 1]);
    await parking.settle(id);
    expect(await parking.attempt(id, 4, 0)).toBe(1);
    const first = new Date('2026-11-02T10:00:00.000Z');
    expect(await parking.firstStart(first)).toEqual(first);
    expect(await parking.firstStart(new Date('2026-12-02T10:00:00.000Z'))).toEqual(first);
    const discard = { aggregateId: id, version: 3, reason: 'unusable', by: newId('per'), discardedAt: first };
    await parking.discard(discard);
    await parking.discard({ ...discard, reason: 'again' });
    expect(await parking.discards()).toEqual([discard]);
  });
});

describe('the erasure ledger', () => {
  it('keeps words erased that a restored backup brings back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ledger-'));
    const erasureLedger = fileErasureLedger(folder, 'tests');
    const { name, database } = await databases.open({ erasureLedger });
    const store = database.aggregate(sampleActions);
    await database.ensureIndexes();
    const id = newId('act');
    const { textId, ...report } = progressed('to be forgotten');
    await store.create(command(), id, () => [assigned()]);
    await store.change(id, command(), () => report);
    const backup = await store.collection.findOne({ _id: id });
    const erasing = command();
    await store.change(id, erasing, () => ({
      events: [actionEvents.textErased.of({ textId, reason: 'taken-down' })],
      erase: [{ textId, reason: 'taken-down' }],
    }));
    if (!backup) throw new Error('there was a document to back up');
    const { _id, ...rest } = backup;
    await store.collection.replaceOne({ _id }, rest);
    const restored = await databases.open({ name, erasureLedger });
    const again = restored.database.aggregate(sampleActions);
    await restored.database.ensureIndexes();
    const { words } = await again.require(id, officer);
    expect(words[textId]).toEqual({ erasedAt: erasing.now, reason: 'taken-down' });
    await rm(folder, { recursive: true });
  });
});
