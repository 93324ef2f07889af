import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { type RunningStores, startStores } from './start-stores.ts';

const OWN_STORES = { ...process.env, MONGODB_URL: '', NATS_URL: '' };
let folder: string;
let dataDir: string;
let stores: RunningStores;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-stores-'));
  dataDir = join(folder, 'a data folder whose path is far longer than a socket may have in its name', 'x'.repeat(60));
  stores = await startStores({ dataDir, env: OWN_STORES });
}, 180_000);

afterAll(async () => {
  await stores?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function withClient<T>(url: string, use: (db: mongo.Db) => Promise<T>): Promise<T> {
  const client = await new mongo.MongoClient(url).connect();
  try {
    return await use(client.db('stores'));
  } finally {
    await client.close();
  }
}

/** Never a default: pid 0 would be the whole process group of the test. */
function pidOf(name: string): number {
  const pid = stores.processes.find((process) => process.name === name)?.pid;
  if (pid === undefined) throw new Error(`${name} is not running`);
  return pid;
}

/** The dead that nobody reaped (state Z) are not running. */
const isRunning = (pid: number | undefined): boolean => {
  if (pid === undefined || !existsSync(`/proc/${pid}/stat`)) return false;
  return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
};

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; await sleep(25)) if (await isSo()) return;
  throw new Error('It did not come to pass.');
};

it('the data folder is private, and its processes are told by name and pid', async () => {
  expect((await stat(dataDir)).mode & 0o077).toBe(0);
  expect(stores.processes.map(({ name }) => name)).toEqual(['postgres', 'wire-gateway', 'nats-server']);
  expect(stores.processes.every(({ pid }) => isRunning(pid))).toBe(true);
});

it('a second start on the same folder is refused and names who has it', async () => {
  await expect(startStores({ dataDir, env: OWN_STORES })).rejects.toMatchObject({
    code: 'embedded.in-use',
    message: expect.stringContaining(`in use by process ${process.pid}`),
  });
});

it.each(['postgres', 'wire-gateway'])(
  'what was acknowledged is there after kill -9 of %s, and work goes on',
  async (name) => {
    const pidNow = () => stores.processes.find((process) => process.name === name)?.pid;
    const before = pidOf(name);
    await withClient(stores.mongodbUrl, async (db) => {
      await db.collection<{ _id: string }>('survivors').insertOne({ _id: name });
      process.kill(before, 'SIGKILL');
      await until(() => isRunning(pidNow()) && pidNow() !== before);
      await until(
        async () =>
          (await db
            .collection<{ _id: string }>('survivors')
            .findOne({ _id: name })
            .catch(() => null)) !== null,
      );
    });
  },
);

it('a write during the restart of PostgreSQL waits for it', async () => {
  await withClient(stores.mongodbUrl, async (db) => {
    await db.collection('waiting').insertOne({});
    process.kill(pidOf('postgres'), 'SIGKILL');
    await sleep(50);
    await db.collection<{ _id: string }>('waiting').insertOne({ _id: 'patient' });
    expect(await db.collection<{ _id: string }>('waiting').countDocuments({ _id: 'patient' })).toBe(1);
  });
});

it('the broker can be killed, lose its store and come back on the same port', async () => {
  const { broker, natsUrl } = stores;
  if (!broker) throw new Error('The broker is not ours.');
  const port = Number(new URL(natsUrl).port);
  await expect(broker.eraseStore()).rejects.toMatchObject({ code: 'embedded.in-use' });
  await broker.kill();
  await broker.eraseStore();
  await broker.start();
  const socket = connect(port, '127.0.0.1');
  const [greeting] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  expect(JSON.parse(greeting.toString().slice('INFO '.length))).toMatchObject({ jetstream: true, port });
  expect(await readFile(join(dataDir, 'nats.conf'), 'utf8')).toContain('sync_interval: always');
});

it('PostgreSQL writes what it acknowledges to the disk and listens on no network', async () => {
  const options = await readFile(join(dataDir, 'postgres/postmaster.opts'), 'utf8');
  expect(options).toContain('"listen_addresses="');
  expect(options).not.toMatch(/fsync|synchronous_commit|full_page_writes/);
});

it('data outlives a stop and a start', async () => {
  await withClient(stores.mongodbUrl, (db) => db.collection<{ _id: string }>('kept').insertOne({ _id: 'kept' }));
  const pids = stores.processes.map(({ pid }) => pid);
  await stores.stop();
  expect(pids.some(isRunning)).toBe(false);
  stores = await startStores({ dataDir, env: OWN_STORES });
  await withClient(stores.mongodbUrl, async (db) => {
    expect(await db.collection<{ _id: string }>('kept').countDocuments()).toBe(1);
    expect(await db.collection<{ _id: string }>('survivors').countDocuments()).toBe(2);
  });
});

it('stores of the environment are taken as they are', async () => {
  const taken = await startStores({
    dataDir: join(folder, 'taken'),
    env: { MONGODB_URL: 'mongodb://db.example', NATS_URL: 'nats://broker.example' },
  });
  expect(taken).toMatchObject({ mongodbUrl: 'mongodb://db.example', natsUrl: 'nats://broker.example', processes: [] });
  expect(taken.broker).toBeUndefined();
  await taken.stop();
});

it('when nothing works one error says what was tried and what helps, and the folder is free again', async () => {
  const options = { dataDir: join(folder, 'hopeless'), cacheDir: '/dev/null/cache', env: OWN_STORES };
  for (let round = 0; round < 2; round += 1) {
    const error: unknown = await startStores(options).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'EmbeddedError', code: 'embedded.unavailable' });
    const { message } = error as Error;
    for (const part of [
      'MONGODB_URL: not set',
      'mongod on the PATH',
      'mongodb-memory-server-core',
      'DocumentDB',
      'NATS_URL',
    ]) {
      expect(message).toContain(part);
    }
  }
});

it('after kill -9 of the process that started them no store is left, and the folder is free', async () => {
  const ownData = join(folder, 'orphans');
  const cli = fileURLToPath(new URL('./stores-cli.ts', import.meta.url));
  const parent = spawn(process.execPath, [cli, '--data', ownData], {
    env: OWN_STORES,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(createInterface({ input: parent.stdout }), 'line');
  const orphans = await pidsMentioning(ownData);
  expect(orphans.length).toBeGreaterThanOrEqual(4);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  await until(async () => (await pidsMentioning(ownData)).length === 0);

  const again = await startStores({ dataDir: ownData, env: OWN_STORES });
  await again.stop();
});

/** Every process that has the folder in its command line, as working folder or open: bwrap, postgres, gateway, nats. */
async function pidsMentioning(path: string): Promise<string[]> {
  const { readdir, readlink } = await import('node:fs/promises');
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const mentions = pids.map(async (pid) => {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const folderOf = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    const mounts = await readFile(`/proc/${pid}/mountinfo`, 'utf8').catch(() => '');
    return command.includes(path) || folderOf.includes(path) || mounts.includes(path) ? [pid] : [];
  });
  return (await Promise.all(mentions)).flat();
}
