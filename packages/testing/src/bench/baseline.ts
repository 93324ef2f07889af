import { createHash, randomUUID } from 'node:crypto';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import express, { type Request } from 'express';
import mongoose from 'mongoose';

/**
 * What the write path is measured against: the plain way, as a good tutorial would write it. Started as a process of
 * its own (`main` below) so that its CPU can be told from everybody else's.
 *
 * - `transaction` (B0): one transaction of four rows (state, event, audit, idempotency), then an awaited publish
 * - `two-inserts` (B1): two inserts without a transaction, then an awaited publish; unsafe, and faster
 */
export type BaselineKind = 'transaction' | 'two-inserts';

interface Posted {
  readonly forumId: string;
  readonly narrative: { readonly text: string };
}

const isPosted = (body: unknown): body is Posted =>
  typeof body === 'object' && body !== null && 'forumId' in body && 'narrative' in body;

async function startBaseline(kind: BaselineKind): Promise<void> {
  const { MONGODB_URL = '', NATS_URL = '', DATABASE = '', STREAM = '', PORT = '0' } = process.env;
  const client = new mongoose.mongo.MongoClient(MONGODB_URL, { writeConcern: { w: 'majority', j: true } });
  await client.connect();
  const database = client.db(DATABASE);
  const [states, events, audit, keys] = ['states', 'events', 'audit', 'keys'].map((name) =>
    database.collection<{ _id: string }>(name),
  );
  if (!states || !events || !audit || !keys) throw new Error('four collections were asked for');
  for (const collection of [states, events, audit, keys]) await collection.insertOne({ _id: 'first' });
  const connection = await connect({ servers: NATS_URL });
  const subject = `bench.${STREAM.toLowerCase()}.submitted`;
  await (await jetstreamManager(connection)).streams.add({ name: STREAM, subjects: [subject] });
  const broker = jetstream(connection);

  function rowsOf(request: Request & { body: Posted }) {
    const _id = randomUUID();
    const at = new Date();
    const fingerprint = createHash('sha256').update(JSON.stringify(request.body)).digest('hex');
    return {
      state: { _id, version: 1, status: 'received', at, ...request.body },
      event: { _id: randomUUID(), aggregateId: _id, version: 1, type: 'submitted', at, forumId: request.body.forumId },
      audit: { _id: randomUUID(), aggregateId: _id, action: 'submit', actor: 'key', at },
      key: { _id: request.get('idempotency-key') ?? randomUUID(), aggregateId: _id, fingerprint, at },
    };
  }

  const app = express();
  app.use(express.json({ limit: '128kb' }));
  app.post('/v1/concerns', async (request, response) => {
    if (!isPosted(request.body)) {
      response.status(400).end();
      return;
    }
    const rows = rowsOf(request);
    if (kind === 'transaction') {
      await client.withSession((session) =>
        session.withTransaction(async () => {
          await states.insertOne(rows.state, { session });
          await events.insertOne(rows.event, { session });
          await audit.insertOne(rows.audit, { session });
          await keys.insertOne(rows.key, { session });
        }),
      );
    } else {
      await states.insertOne(rows.state);
      await events.insertOne(rows.event);
    }
    await broker.publish(subject, JSON.stringify(rows.event), { msgID: rows.event._id });
    response.status(201).json({ id: rows.state._id, version: 1, status: 'received' });
  });
  const server = app.listen(Number(PORT), '127.0.0.1');
  process.once('SIGTERM', () => {
    server.close();
    server.closeAllConnections();
    void Promise.all([connection.close(), client.close()]).then(() => process.exit(0));
  });
  process.once('disconnect', () => process.exit(0));
}

const [, file, kind] = process.argv;
if (file === import.meta.filename && (kind === 'transaction' || kind === 'two-inserts')) await startBaseline(kind);
