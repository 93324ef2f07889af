import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { lockFolder, tryLockFolder } from './folder-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('one of many takes the lock, the others learn who has it', async () => {
  const attempts = await Promise.all(Array.from({ length: 20 }, () => tryLockFolder(folder, 'test')));
  const [won] = attempts.flatMap((attempt) => ('lock' in attempt ? [attempt.lock] : []));
  const losers = attempts.flatMap((attempt) => ('heldBy' in attempt ? [attempt.heldBy.pid] : []));
  expect(losers).toEqual(Array(19).fill(process.pid));
  expect(await readdir(folder)).toEqual([]);
  await won?.release();
  const again = await tryLockFolder(folder, 'test');
  expect(again).toHaveProperty('lock');
  if ('lock' in again) await again.lock.release();
});

it('after kill -9 of the owner one of those who wait has it', async () => {
  const lockFile = JSON.stringify(fileURLToPath(new URL('./folder-lock.ts', import.meta.url)));
  const owner = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `const { tryLockFolder } = await import(${lockFile});
     await tryLockFolder(${JSON.stringify(folder)}, 'test'); console.log('held'); setInterval(() => {}, 1000);`,
  ]);
  await once(owner.stdout, 'data');
  const waitedFor: (number | undefined)[] = [];
  const waiting = lockFolder(folder, 'test', (pid) => waitedFor.push(pid));
  expect(await tryLockFolder(folder, 'test')).toEqual({ heldBy: { pid: owner.pid } });
  owner.kill('SIGKILL');
  const lock = await waiting;
  expect(waitedFor).toEqual([owner.pid]);
  await lock.release();
});
