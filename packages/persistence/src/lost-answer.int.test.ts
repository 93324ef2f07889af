import { createConnection, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { newId } from '@throughline/kernel';
import { assigned, command, officer, progressed, sampleActions } from './sample-action.test.ts';
import { testDatabases } from './test-database.test.ts';

const databases = testDatabases();
const proxies: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.stop();
});
afterAll(() => databases.dropAll());

/** Stands before the database and, when told to, cuts the line after a write was sent and before its answer comes back. */
async function cuttingProxy() {
  const { hostname, port } = new URL(databases.url);
  const sockets = new Set<Socket>();
  let cuts = 0;
  let isDown = false;
  const server = createServer((client) => {
    if (isDown) return void client.destroy();
    const upstream = createConnection({ host: hostname, port: Number(port || 27_017) });
    let isWriting = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (chunk) => {
      isWriting = /insert|update/.test(chunk.toString('latin1')) && chunk.includes('actions');
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (isWriting && cuts > 0) {
        cuts -= 1;
        client.destroy();
        return;
      }
      client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const proxy = {
    url: `mongodb://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/?directConnection=true`,
    cutAnswers: (count: number) => void (cuts = count),
    goDown() {
      isDown = true;
      for (const socket of sockets) socket.destroy();
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  proxies.push(proxy);
  return proxy;
}

async function behindProxy() {
  const proxy = await cuttingProxy();
  const { name, database } = await databases.open();
  const direct = database.aggregate(sampleActions);
  await database.ensureIndexes();
  const { database: shaky } = await databases.open({ name, url: proxy.url });
  return { proxy, direct, store: shaky.aggregate(sampleActions) };
}

describe('when the line is cut after a write and before its answer (faults, row 15)', () => {
  it.each([1, 2, 3])('a creation is one document, with %i answers lost', async (lost) => {
    const { proxy, direct, store } = await behindProxy();
    const id = newId('act');
    const context = command();
    proxy.cutAnswers(lost);
    expect(await store.create(context, id, () => [assigned()])).toMatchObject({ stored: { id }, replayed: false });
    expect(await store.create(context, newId('act'), () => [assigned()])).toMatchObject({
      stored: { id },
      replayed: true,
    });
    expect(await direct.collection.countDocuments({})).toBe(1);
  });

  it.each([1, 2, 3])('a change is one event, with %i answers lost', async (lost) => {
    const { proxy, direct, store } = await behindProxy();
    const id = newId('act');
    await store.create(command(), id, () => [assigned()]);
    proxy.cutAnswers(lost);
    expect(await store.change(id, command({ ifMatch: 1 }), () => progressed())).toMatchObject({ replayed: false });
    const stored = await direct.collection.findOne({ _id: id });
    expect(stored).toMatchObject({ version: 2, commands: [{ version: 2 }] });
    expect(stored?.outbox).toHaveLength(2);
  });

  it('a database that is gone is told as unavailable, with the time to wait', async () => {
    const { proxy, store } = await behindProxy();
    const id = newId('act');
    await store.create(command(), id, () => [assigned()]);
    proxy.goDown();
    await expect(store.find(id, officer)).rejects.toMatchObject({ kind: 'unavailable', retryAfterSeconds: 2 });
  }, 30_000);
});
