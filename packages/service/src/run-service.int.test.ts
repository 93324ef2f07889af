import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const program = new URL('../test/started-program.ts', import.meta.url).pathname;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

function environment(port: number, more: Record<string, string>) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const named = { kid: 'feedback', alg: 'EdDSA' };
  return {
    PATH: process.env['PATH'],
    PORT: String(port),
    THROUGHLINE_MODE: 'test',
    LOG_LEVEL: 'fatal',
    MONGODB_URL: 'mongodb://127.0.0.1:1',
    NATS_URL: 'nats://127.0.0.1:1',
    PUBLIC_URL: 'http://localhost:8080',
    IDEMPOTENCY_SECRET: 'a-secret-of-the-tests-and-of-nobody-else',
    INTERNAL_PRIVATE_KEY: JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...named }),
    INTERNAL_PUBLIC_KEYS: JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), ...named }] }),
    ...more,
  };
}

/** The program as a process of its own, with what it has said so far. */
async function start(more: Record<string, string> = {}) {
  const port = await freePort();
  const child = spawn(process.execPath, ['--conditions=throughline-source', program], {
    env: environment(port, more),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const said: string[] = [];
  child.stdout.on('data', (data: Buffer) => said.push(...data.toString().trim().split('\n')));
  const until = async (word: string) => {
    while (!said.includes(word)) {
      if (child.exitCode !== null) throw new Error(`it ended before it was ${word}: ${said.join(', ')}`);
      await sleep(20);
    }
  };
  return { child, said, until, url: `http://127.0.0.1:${port}` };
}

const exitOf = async (child: ChildProcess) => child.exitCode ?? ((await once(child, 'exit')) as [number | null])[0];

describe('a service as a process', () => {
  it('composes, starts, is ready, and on SIGTERM finishes what is in flight, stops and exits 0', async () => {
    const { child, said, until, url } = await start();
    await until('ready');
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const slow = fetch(`${url}/slow`);
    await until('asked');
    child.kill('SIGTERM');
    expect(await (await slow).text()).toBe('done');
    expect(await exitOf(child)).toBe(0);
    expect(said).toEqual(['composed', 'started', 'ready', 'asked', 'stopped']);
  });

  it('exits 1 where it cannot be composed', async () => {
    const { child } = await start({ PROGRAM_FAULT: 'compose' });
    expect(await exitOf(child)).toBe(1);
  });

  it('exits 1 where a part would not close', async () => {
    const { child, until } = await start({ PROGRAM_FAULT: 'stop' });
    await until('ready');
    child.kill('SIGINT');
    expect(await exitOf(child)).toBe(1);
  });

  it('names every bad variable at once, and starts nothing', async () => {
    const { child, said } = await start({ IDEMPOTENCY_SECRET: 'short', MONGODB_URL: 'not an address' });
    expect(await exitOf(child)).not.toBe(0);
    expect(said).toEqual([]);
  });
});
