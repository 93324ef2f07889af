import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type FakeGateway, startFakeGateway } from './fake-gateway.ts';

const main = join(import.meta.dirname, '../src/main.ts');
const line = z.object({ msg: z.string(), port: z.number().optional() });

let gateway: FakeGateway;
beforeAll(async () => {
  gateway = await startFakeGateway();
});
afterAll(() => gateway?.stop());

function environment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const named = { kid: 'portal' };
  return {
    PATH: process.env['PATH'],
    PORT: '0',
    PUBLIC_URL: 'http://localhost:8080',
    GATEWAY_URL: gateway.url,
    THROUGHLINE_MODE: 'test',
    INTERNAL_PRIVATE_KEY: JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...named }),
    INTERNAL_PUBLIC_KEYS: JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), ...named }] }),
    ...more,
  };
}

const start = (more: NodeJS.ProcessEnv = {}): ChildProcess =>
  spawn(process.execPath, ['--conditions=throughline-source', main], {
    env: environment(more),
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** The port that a portal says it listens on. */
async function portOf(portal: ChildProcess): Promise<number> {
  if (!portal.stdout) throw new Error('no output to read');
  for await (const text of createInterface(portal.stdout)) {
    const { msg, port } = line.parse(JSON.parse(text));
    if (msg === 'listening' && port !== undefined) return port;
  }
  throw new Error('the portal ended before it listened');
}

it('the process serves pages and ends cleanly when told to', async () => {
  const portal = start();
  const port = await portOf(portal);
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('Northgate Migration Forum');
  portal.kill('SIGTERM');
  expect(await once(portal, 'exit')).toEqual([0, null]);
});

it('an environment that lacks something ends the start with its name', async () => {
  const portal = start({ GATEWAY_URL: undefined });
  let said = '';
  portal.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  portal.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(portal, 'close')) as [number];
  expect(code).not.toBe(0);
  expect(said).toContain('GATEWAY_URL is missing');
});
