import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { type RunningStores, startStores } from '../start-stores.ts';

interface Concern {
  _id: string;
  version?: number;
  status?: string;
  state?: { asks?: { number: number; text: string }[]; open?: boolean };
  outbox?: { id: string; type?: string }[];
  words?: Record<string, { text: string }>;
  tags?: string[];
  due?: Date;
  amount?: number;
}

let dataDir: string;
let stores: RunningStores;
let client: mongo.MongoClient;
let concerns: mongo.Collection<Concern>;
let round = 0;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'throughline-conformance-'));
  stores = await startStores({ dataDir, env: { ...process.env, MONGODB_URL: '', NATS_URL: '' } });
  client = await new mongo.MongoClient(stores.mongodbUrl).connect();
}, 180_000);

afterAll(async () => {
  await client?.close();
  await stores?.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 30_000);

beforeEach(() => {
  round += 1;
  concerns = client.db('conformance').collection<Concern>(`concerns_${round}`);
});

const many = (count: number): Concern[] =>
  Array.from({ length: count }, (_, number) => ({
    _id: `con_${String(number).padStart(5, '0')}`,
    version: number,
    status: number % 2 === 0 ? 'open' : 'closed',
    tags: [`t${number % 3}`],
  }));

const failure = async (attempt: Promise<unknown>): Promise<mongo.MongoServerError> => {
  const outcome = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof mongo.MongoServerError))
    throw new Error(`Expected a server's error, got ${String(outcome)}`);
  return outcome;
};

describe('writes', () => {
  it('a document comes back as it was stored, with every type in it', async () => {
    const stored = {
      _id: 'con_types',
      due: new Date('2026-11-22T10:00:00.123Z'),
      words: { txt_1: { text: 'Où est la rampe? ♿' } },
      bytes: new mongo.Binary(Buffer.from([0, 1, 255])),
      long: mongo.Long.fromString('9007199254740993'),
      decimal: mongo.Decimal128.fromString('12.30'),
      nothing: null,
      pattern: /^ramp/i,
      number: 1.5,
    };
    await concerns.insertOne(stored);
    const found = await concerns.findOne({ _id: 'con_types' }, { promoteLongs: false, bsonRegExp: false });
    expect(found).toEqual(stored);
  });

  it('a majority, journalled write concern is accepted', async () => {
    const { acknowledged } = await concerns.insertOne({ _id: 'con_1' }, { writeConcern: { w: 'majority', j: true } });
    expect(acknowledged).toBe(true);
  });

  it('the one write of the aggregate store pushes events, sets words by dotted path and counts versions', async () => {
    await concerns.insertOne({ _id: 'con_1', version: 1, outbox: [], words: { txt_1: { text: 'a' } } });
    const after = await concerns.findOneAndUpdate(
      { _id: 'con_1', version: 1 },
      {
        $set: { version: 3, 'state.open': true, 'words.txt_2': { text: 'b' } },
        $unset: { 'words.txt_1': '' },
        $push: { outbox: { $each: [{ id: 'evt_1' }, { id: 'evt_2' }] } },
      },
      { returnDocument: 'after' },
    );
    expect(after).toEqual({
      _id: 'con_1',
      version: 3,
      outbox: [{ id: 'evt_1' }, { id: 'evt_2' }],
      words: { txt_2: { text: 'b' } },
      state: { open: true },
    });
  });

  it('a stale compare-and-set changes nothing and says so', async () => {
    await concerns.insertOne({ _id: 'con_1', version: 2 });
    expect(await concerns.findOneAndUpdate({ _id: 'con_1', version: 1 }, { $set: { version: 2 } })).toBeNull();
    expect(await concerns.updateOne({ _id: 'con_1', version: 1 }, { $set: { status: 'x' } })).toMatchObject({
      matchedCount: 0,
      modifiedCount: 0,
    });
    expect(await concerns.replaceOne({ _id: 'con_1', version: 1 }, { status: 'x' })).toMatchObject({ matchedCount: 0 });
  });

  it('of twenty writers who saw the same version one wins', async () => {
    await concerns.insertOne({ _id: 'con_1', version: 5 });
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => concerns.updateOne({ _id: 'con_1', version: 5 }, { $inc: { version: 1 } })),
    );
    expect(outcomes.reduce((sum, { modifiedCount }) => sum + modifiedCount, 0)).toBe(1);
  });

  it('$pull takes exactly the published events off the outbox', async () => {
    await concerns.insertOne({ _id: 'con_1', outbox: [{ id: 'evt_1' }, { id: 'evt_2' }, { id: 'evt_3' }] });
    await concerns.updateOne({ _id: 'con_1' }, { $pull: { outbox: { id: { $in: ['evt_1', 'evt_3'] } } } });
    expect((await concerns.findOne({ _id: 'con_1' }))?.outbox).toEqual([{ id: 'evt_2' }]);
  });

  it('a list is kept at its last entries by $slice', async () => {
    await concerns.insertOne({ _id: 'con_1', tags: ['a', 'b'] });
    await concerns.updateOne({ _id: 'con_1' }, { $push: { tags: { $each: ['c', 'd'], $slice: -3 } } });
    expect((await concerns.findOne({ _id: 'con_1' }))?.tags).toEqual(['b', 'c', 'd']);
  });

  it('an update may be a pipeline', async () => {
    await concerns.insertOne({ _id: 'con_1', amount: 2 });
    await concerns.updateOne({ _id: 'con_1' }, [{ $set: { amount: { $add: ['$amount', 3] } } }]);
    expect((await concerns.findOne({ _id: 'con_1' }))?.amount).toBe(5);
  });

  it('fifty parallel upserting counters lose none', async () => {
    const blocks = await Promise.all(
      Array.from({ length: 50 }, () =>
        concerns.findOneAndUpdate(
          { _id: 'counter' },
          { $inc: { amount: 20 } },
          { upsert: true, returnDocument: 'after' },
        ),
      ),
    );
    expect(new Set(blocks.map((block) => block?.amount)).size).toBe(50);
  });

  it('a gated upsert fails as a duplicate when the gate has moved', async () => {
    await concerns.insertOne({ _id: 'con_1', version: 2 });
    const error = await failure(
      concerns.updateOne({ _id: 'con_1', version: 1 }, { $set: { version: 2 } }, { upsert: true }),
    );
    expect(error.code).toBe(11_000);
  });

  it('unordered inserts store what they can and name each duplicate', async () => {
    await concerns.insertMany([{ _id: 'b' }, { _id: 'd' }]);
    const error = await failure(
      concerns.insertMany([{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }, { _id: 'd' }], { ordered: false }),
    );
    expect(error).toBeInstanceOf(mongo.MongoBulkWriteError);
    expect(error.code).toBe(11_000);
    const { writeErrors } = error as mongo.MongoBulkWriteError;
    expect([writeErrors].flat().map(({ index, code }) => [index, code])).toEqual([
      [1, 11_000],
      [3, 11_000],
    ]);
    expect(await concerns.countDocuments()).toBe(4);
  });

  it('a mixed bulk does each of its parts', async () => {
    await concerns.insertMany(many(3));
    const outcome = await concerns.bulkWrite([
      { updateOne: { filter: { _id: 'con_00000' }, update: { $set: { status: 'z' } } } },
      { insertOne: { document: { _id: 'new' } } },
      { deleteOne: { filter: { _id: 'con_00001' } } },
      { replaceOne: { filter: { _id: 'up' }, replacement: { status: 'r' }, upsert: true } },
      { updateMany: { filter: { status: 'open' }, update: { $set: { amount: 1 } } } },
    ]);
    expect(outcome).toMatchObject({ modifiedCount: 2, insertedCount: 1, deletedCount: 1, upsertedCount: 1 });
  });

  it('a write repeated under its number has one effect and the same answer', async () => {
    await concerns.insertOne({ _id: 'con_1', amount: 0 });
    const command = {
      update: concerns.collectionName,
      updates: [{ q: { _id: 'con_1' }, u: { $inc: { amount: 1 } } }],
      lsid: { id: new mongo.UUID() },
      txnNumber: mongo.Long.fromNumber(1),
    };
    const answers = await Promise.all([1, 2].map(() => rawCommand({ ...command, $db: 'conformance' })));
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ ok: 1, n: 1, nModified: 1 });
    expect((await concerns.findOne({ _id: 'con_1' }))?.amount).toBe(1);
  });
});

describe('reads', () => {
  beforeEach(async () => {
    await concerns.insertMany(many(1000));
  });

  it('a cursor hands out every document once, sorted or not, over many pages', async () => {
    for (const sort of [{}, { version: -1 }] as const) {
      const read = await concerns.find({ status: 'open' }).sort(sort).batchSize(37).toArray();
      expect(new Set(read.map(({ _id }) => _id)).size).toBe(500);
    }
  });

  it('cursors left open by fifty slow readers stop nobody', async () => {
    const cursors = Array.from({ length: 50 }, () => concerns.find().sort({ version: 1 }).batchSize(2));
    for (const cursor of cursors) expect((await cursor.next())?.version).toBe(0);
    expect(await concerns.findOne({ _id: 'con_00007' })).not.toBeNull();
    for (const cursor of cursors) expect((await cursor.next())?.version).toBe(1);
    expect((await cursors[0]?.toArray())?.length).toBe(998);
    await Promise.all(cursors.map((cursor) => cursor.close()));
  });

  it('a cursor that was killed is not found again', async () => {
    const cursor = concerns.find().batchSize(2);
    await cursor.next();
    const id = cursor.id;
    await cursor.close();
    const error = await failure(client.db('conformance').command({ getMore: id, collection: concerns.collectionName }));
    expect([error.code, error.codeName]).toEqual([43, 'CursorNotFound']);
  });

  it('filters by array element, comparison, list, existence, regular expression and $or', async () => {
    expect(await concerns.countDocuments({ tags: 't1' })).toBe(333);
    expect(await concerns.countDocuments({ version: { $gte: 10, $lt: 20 }, status: { $ne: 'open' } })).toBe(5);
    expect(await concerns.countDocuments({ _id: { $in: ['con_00001', 'con_00002', 'nope'] } })).toBe(2);
    expect(await concerns.countDocuments({ due: { $exists: false } })).toBe(1000);
    expect(await concerns.countDocuments({ _id: /^con_0001/ })).toBe(10);
    expect(await concerns.countDocuments({ $or: [{ version: 1 }, { version: { $gt: 997 } }] })).toBe(3);
    expect(await concerns.countDocuments({ tags: { $elemMatch: { $eq: 't2' } } })).toBe(333);
  });

  it('a keyset page continues after the last row of the one before', async () => {
    const page = await concerns
      .find({ $or: [{ status: { $gt: 'closed' } }, { status: 'closed', _id: { $gt: 'con_00995' } }] })
      .sort({ status: 1, _id: 1 })
      .limit(4)
      .project({ _id: 1 })
      .toArray();
    expect(page.map(({ _id }) => _id)).toEqual(['con_00997', 'con_00999', 'con_00000', 'con_00002']);
  });

  it('counts, distinct values and aggregations are answered', async () => {
    expect(await concerns.estimatedDocumentCount()).toBe(1000);
    expect(new Set(await concerns.distinct('tags', { status: 'open' }))).toEqual(new Set(['t0', 't1', 't2']));
    const groups = await concerns
      .aggregate([
        { $match: { version: { $lt: 100 } } },
        { $group: { _id: '$status', n: { $sum: 1 } } },
        { $sort: { _id: 1 } },
      ])
      .toArray();
    expect(groups).toEqual([
      { _id: 'closed', n: 50 },
      { _id: 'open', n: 50 },
    ]);
    const [facets] = await concerns
      .aggregate([
        {
          $facet: {
            all: [{ $count: 'n' }],
            last: [{ $sort: { version: -1 } }, { $limit: 1 }, { $project: { version: 1 } }],
          },
        },
      ])
      .toArray();
    expect(facets).toEqual({ all: [{ n: 1000 }], last: [{ _id: 'con_00999', version: 999 }] });
  });

  it('an aggregation may have many pages', async () => {
    expect((await concerns.aggregate([{ $sort: { version: 1 } }], { batchSize: 50 }).toArray()).length).toBe(1000);
  });

  it('a read past its time is ended with the code for it', async () => {
    const slow = concerns.aggregate(
      [
        {
          $lookup: {
            from: concerns.collectionName,
            pipeline: [{ $match: { $expr: { $gt: ['$version', -1] } } }],
            as: 'all',
          },
        },
        { $unwind: '$all' },
        { $group: { _id: { $concat: ['$_id', '$all._id'] }, n: { $sum: 1 } } },
      ],
      { maxTimeMS: 50 },
    );
    expect((await failure(slow.toArray())).code).toBe(50);
    // And is over in the engine too: nothing of it hits a later command on the same connection.
    await Promise.all(Array.from({ length: 30 }, () => concerns.findOne({ _id: 'con_00001' })));
  });

  it('a write that waits too long for another is ended with the code for it', async () => {
    await client.withSession(async (session) => {
      session.startTransaction();
      await concerns.updateOne({ _id: 'con_00001' }, { $set: { status: 'held' } }, { session });
      const error = await failure(
        concerns.updateOne({ _id: 'con_00001' }, { $set: { status: 'x' } }, { maxTimeMS: 50 }),
      );
      expect(error.code).toBe(50);
      await session.abortTransaction();
    });
  });
});

describe('indexes', () => {
  it('a unique index refuses the second and names itself', async () => {
    await concerns.createIndex({ version: 1 }, { unique: true, name: 'one_version' });
    await concerns.insertOne({ _id: 'a', version: 1 });
    const error = await failure(concerns.insertOne({ _id: 'b', version: 1 }));
    expect([error.code, error.message]).toEqual([11_000, expect.stringContaining('index: one_version')]);
    const found = await failure(concerns.findOneAndUpdate({ _id: 'c' }, { $set: { version: 1 } }, { upsert: true }));
    expect([found.code, found.message]).toEqual([11_000, expect.stringContaining('index: one_version')]);
  });

  it('a partial unique index binds only what it covers', async () => {
    await concerns.createIndex(
      { version: 1 },
      { unique: true, partialFilterExpression: { status: { $exists: true } } },
    );
    await concerns.insertMany([
      { _id: 'a', version: 1 },
      { _id: 'b', version: 1 },
      { _id: 'c', version: 1, status: 'x' },
    ]);
    expect((await failure(concerns.insertOne({ _id: 'd', version: 1, status: 'x' }))).code).toBe(11_000);
  });

  it('a sparse unique index lets any number lack the field', async () => {
    await concerns.createIndex({ 'state.open': 1 }, { unique: true, sparse: true });
    await concerns.insertMany([{ _id: 'a' }, { _id: 'b' }, { _id: 'c', state: { open: true } }]);
    expect((await failure(concerns.insertOne({ _id: 'd', state: { open: true } }))).code).toBe(11_000);
  });

  it('a text index finds words', async () => {
    await concerns.createIndex({ 'words.txt_1.text': 'text' });
    await concerns.insertMany([
      { _id: 'a', words: { txt_1: { text: 'No ramp at the library' } } },
      { _id: 'b', words: { txt_1: { text: 'Letters only in English' } } },
    ]);
    expect((await concerns.find({ $text: { $search: 'ramp' } }).toArray()).map(({ _id }) => _id)).toEqual(['a']);
  });

  it('a compound index answers filter and order without sorting', async () => {
    await concerns.createIndex({ status: 1, version: -1 }, { name: 'by_status' });
    await concerns.insertMany(many(500));
    const planOf = async () =>
      JSON.stringify(await concerns.find({ status: 'open' }).sort({ version: -1 }).limit(5).explain('queryPlanner'));
    // The planner trusts the index to give the order once autovacuum has counted the rows, some seconds after the insert.
    let plan = await planOf();
    for (
      const deadline = Date.now() + 25_000;
      plan.includes('Sort Key') && Date.now() < deadline;
      plan = await planOf()
    ) {
      await sleep(200);
    }
    expect(plan).toContain('by_status');
    expect(plan).not.toContain('Sort Key');
  });

  it('a multikey index finds leftovers in outboxes', async () => {
    await concerns.createIndex({ 'outbox.id': 1 }, { partialFilterExpression: { 'outbox.id': { $exists: true } } });
    await concerns.insertMany([
      { _id: 'a', outbox: [] },
      { _id: 'b', outbox: [{ id: 'evt_1' }] },
    ]);
    expect((await concerns.find({ 'outbox.id': { $exists: true } }).toArray()).map(({ _id }) => _id)).toEqual(['b']);
  });

  it('indexes are listed, created twice without harm, refused when they differ, and dropped', async () => {
    await concerns.createIndexes([
      { key: { status: 1 }, name: 'status' },
      { key: { due: 1 }, name: 'expiry', expireAfterSeconds: 3600 },
    ]);
    await concerns.createIndex({ status: 1 }, { name: 'status' });
    expect((await concerns.listIndexes().toArray()).map(({ name }) => name)).toEqual(['_id_', 'status', 'expiry']);
    expect((await failure(concerns.createIndex({ version: 1 }, { name: 'status' }))).code).toBe(86);
    await concerns.dropIndex('status');
    expect((await failure(concerns.dropIndex('status'))).code).toBe(27);
    expect((await concerns.indexes()).map(({ name }) => name)).toEqual(['_id_', 'expiry']);
  });
});

describe('collections', () => {
  it('are created, listed, measured, renamed over another and dropped', async () => {
    const db = client.db(`conformance_schema`);
    await db.createCollection('a');
    await db.collection('b').insertOne({ x: 1 });
    expect((await db.listCollections().toArray()).map(({ name }) => name).toSorted()).toEqual(['a', 'b']);
    await db.renameCollection('b', 'a', { dropTarget: true });
    expect(await db.collection('a').countDocuments()).toBe(1);
    expect(await db.command({ collStats: 'a' })).toMatchObject({ ok: 1, count: 1 });
    expect(await db.stats()).toMatchObject({ ok: 1, collections: 1 });
    expect((await client.db().admin().listDatabases()).databases.map(({ name }) => name)).toContain(
      'conformance_schema',
    );
    await db.collection('a').drop();
    await db.dropDatabase();
    expect(await db.listCollections().toArray()).toEqual([]);
  });
});

describe('transactions', () => {
  it('take effect whole', async () => {
    await client.withSession((session) =>
      session.withTransaction(async () => {
        await concerns.insertOne({ _id: 'a' }, { session });
        await concerns.updateOne({ _id: 'a' }, { $set: { version: 1 } }, { session });
        expect(await concerns.findOne({ _id: 'a' })).toBeNull();
      }),
    );
    expect(await concerns.findOne({ _id: 'a' })).toEqual({ _id: 'a', version: 1 });
  });

  it('or not at all', async () => {
    await concerns.insertOne({ _id: 'before' });
    const given = client.withSession((session) =>
      session.withTransaction(async () => {
        await concerns.insertOne({ _id: 'a' }, { session });
        throw new Error('given up');
      }),
    );
    await expect(given).rejects.toThrow('given up');
    expect(await concerns.countDocuments()).toBe(1);
  });

  it('of two that change one document the later is told to try again', async () => {
    await concerns.insertOne({ _id: 'a', version: 1 });
    await client.withSession(async (session) => {
      session.startTransaction();
      await concerns.findOne({ _id: 'a' }, { session });
      await concerns.updateOne({ _id: 'a' }, { $set: { version: 2 } });
      const error = await failure(concerns.updateOne({ _id: 'a' }, { $inc: { version: 1 } }, { session }));
      expect([error.code, error.hasErrorLabel('TransientTransactionError')]).toEqual([112, true]);
      await session.abortTransaction();
    });
    expect((await concerns.findOne({ _id: 'a' }))?.version).toBe(2);
  });

  it('end with the first failed write', async () => {
    await concerns.insertOne({ _id: 'a' });
    await client.withSession(async (session) => {
      session.startTransaction();
      await concerns.insertOne({ _id: 'b' }, { session });
      expect((await failure(concerns.insertOne({ _id: 'a' }, { session }))).code).toBe(11_000);
      expect((await failure(concerns.insertOne({ _id: 'c' }, { session }))).code).toBe(251);
      await session.abortTransaction();
    });
    expect(await concerns.countDocuments()).toBe(1);
  });

  it('more of them than there are connections wait for their turn', async () => {
    await concerns.insertOne({ _id: 'warm' });
    await Promise.all(
      Array.from({ length: 40 }, (_, number) =>
        client.withSession((session) =>
          session.withTransaction(() => concerns.insertOne({ _id: `t${number}` }, { session })),
        ),
      ),
    );
    expect(await concerns.countDocuments()).toBe(41);
  });
});

describe('errors', () => {
  it.each([
    ['an unknown command', { makeTea: 1 }, 59],
    ['an unknown stage', { aggregate: 'x', pipeline: [{ $brew: 1 }], cursor: {} }, 40_324],
    ['an unknown operator', { find: 'x', filter: { a: { $brew: 1 } } }, 2],
    ['a change of the id', { update: 'immutable', updates: [{ q: { _id: 1 }, u: { $set: { _id: 2 } } }] }, 66],
    ['$where, which the engine does not have,', { find: 'x', filter: { $where: 'true' } }, 2],
  ])('%s has the code of MongoDB', async (_what, command, code) => {
    await client
      .db('conformance')
      .collection<{ _id: number }>('immutable')
      .updateOne({ _id: 1 }, { $set: {} }, { upsert: true });
    const reply = await rawCommand({ ...command, $db: 'conformance' });
    expect(reply['code'] ?? reply['writeErrors']?.[0]?.code).toBe(code);
  });

  it.each([
    ['a length below a header', Buffer.from([4, 0, 0, 0])],
    ['a length beyond the limit', Buffer.from([0xff, 0xff, 0xff, 0x7f])],
    ['an unknown message type', frame(9999, Buffer.alloc(8))],
    ['a section of unknown kind', frame(2013, Buffer.from([0, 0, 0, 0, 7, 5, 0, 0, 0, 0]))],
    ['a document longer than its message', frame(2013, Buffer.from([0, 0, 0, 0, 0, 99, 0, 0, 0, 0]))],
    ['noise', frame(2013, Buffer.from('not a message of any kind, but long enough to be one'))],
  ])('%s ends that connection and no other', async (_what, bytes) => {
    const socket = await open();
    socket.write(bytes);
    await once(socket, 'close');
    expect(await client.db('admin').command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  it('a message that comes in many small parts is understood', async () => {
    const body = mongo.BSON.serialize({ ping: 1, $db: 'admin' });
    const socket = await open();
    for (const byte of frame(2013, Buffer.concat([Buffer.alloc(5), body]))) {
      socket.write(Buffer.from([byte]));
      await new Promise(setImmediate);
    }
    const [reply] = (await once(socket, 'data')) as [Buffer];
    expect(mongo.BSON.deserialize(reply.subarray(21))).toEqual({ ok: 1 });
    socket.destroy();
  });
});

async function open() {
  const socket = connect(Number(new URL(stores.mongodbUrl).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

function frame(opCode: number, rest: Buffer): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + rest.length, 0);
  header.writeInt32LE(opCode, 12);
  return Buffer.concat([header, rest]);
}

async function rawCommand(command: mongo.Document): Promise<mongo.Document> {
  const socket = await open();
  socket.write(frame(2013, Buffer.concat([Buffer.alloc(5), mongo.BSON.serialize(command)])));
  const [reply] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return mongo.BSON.deserialize(reply.subarray(21));
}
