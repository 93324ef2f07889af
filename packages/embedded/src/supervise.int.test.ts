import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { EmbeddedError } from './embedded.errors.ts';
import { freePort } from './free-port.ts';
import { whenMessage, whenPortAnswers } from './readiness.ts';
import { type Supervised, type SupervisedChange, type SuperviseOptions, supervise } from './supervise.ts';

let folder: string;
const running: Supervised[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-supervise-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((child) => child.stop(500)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function start(program: string, options: Partial<SuperviseOptions> = {}) {
  const file = join(folder, `${running.length}-${Date.now()}.mjs`);
  await writeFile(file, program);
  const changes: SupervisedChange[] = [];
  const lines: string[] = [];
  const child = supervise({
    name: 'child',
    command: process.execPath,
    args: [file],
    onChange: (change) => changes.push(change),
    onLine: (line) => lines.push(line),
    ...options,
  });
  running.push(child);
  return { child, changes, lines };
}

const until = async (isSo: () => boolean): Promise<void> => {
  for (const deadline = Date.now() + 10_000; !isSo() && Date.now() < deadline; ) await sleep(20);
  expect(isSo()).toBe(true);
};

/** The dead that nobody reaped (state Z) are not running. */
const isRunning = (pid: number | undefined): boolean => {
  if (pid === undefined || !existsSync(`/proc/${pid}/stat`)) return false;
  return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
};
const STAYS = 'setInterval(() => {}, 1000);';
const EXIT_WITH_PARENT = JSON.stringify(fileURLToPath(new URL('./exit-with-parent.ts', import.meta.url)));

it('a child is ready when it says so, and its lines are handed on', async () => {
  const { child, changes, lines } = await start(
    `console.log('one'); console.error('two'); process.send('ready'); ${STAYS}`,
    {
      ready: whenMessage('ready'),
    },
  );
  await child.started;
  await until(() => lines.length === 2);
  expect(lines.toSorted()).toEqual(['one', 'two']);
  expect(changes.map(({ change }) => change)).toEqual(['started', 'ready']);
});

it('a child is ready when its port answers', async () => {
  const port = await freePort();
  const { child } = await start(
    `import { createServer } from 'node:net'; createServer().listen(${port}, '127.0.0.1');`,
    {
      ready: whenPortAnswers(port),
    },
  );
  await expect(child.started).resolves.toBeUndefined();
});

it('a crashed child is started again, under a new pid, and the crash is told', async () => {
  const { child, changes } = await start(STAYS);
  await child.started;
  const first = child.pid;
  if (first === undefined) throw new Error('It is not running.');
  process.kill(first, 'SIGKILL');
  await until(() => child.pid !== undefined && child.pid !== first);
  expect(changes.find(({ change }) => change === 'crashed')?.detail).toBe('SIGKILL; starts again in 250 ms');
});

it('the pause before a restart grows while it keeps crashing', async () => {
  const { child, changes } = await start(`process.send('ready', () => process.exit(7));`, {
    ready: whenMessage('ready'),
  });
  await child.started;
  const crashes = () => changes.filter(({ change }) => change === 'crashed').map(({ detail }) => detail);
  await until(() => crashes().length >= 3);
  expect(crashes().slice(0, 3)).toEqual([250, 500, 1000].map((pause) => `code 7; starts again in ${pause} ms`));
});

it('a child that never becomes ready is given up, with its last lines in the error', async () => {
  const { child } = await start(`console.error('no such table'); process.exit(3);`, { ready: whenMessage('ready') });
  const error: unknown = await child.started.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(EmbeddedError);
  expect(String(error)).toContain('did not start (code 3)');
  expect(String(error)).toContain('no such table');
});

it('a child that is alive but not ready in time counts as crashed', async () => {
  const { child, changes } = await start(STAYS, { ready: whenMessage('ready'), readyWithinMs: 50 });
  child.started.catch(() => undefined);
  await until(() => changes.some(({ change }) => change === 'crashed'));
});

it('a program that is not there is told as such', async () => {
  const { child } = await start('', { command: join(folder, 'nothing'), args: [] });
  await expect(child.started).rejects.toThrow(/ENOENT/);
});

it('a stopped child may finish its work', async () => {
  const { child, lines } = await start(
    `process.once('SIGTERM', () => { console.log('finished'); process.exit(0); }); process.send('ready'); ${STAYS}`,
    {
      ready: whenMessage('ready'),
    },
  );
  await child.started;
  await child.stop();
  await until(() => lines.includes('finished'));
  expect(child.pid).toBeUndefined();
});

it('a child that does not heed the stop is killed at the deadline', async () => {
  const { child } = await start(`process.on('SIGTERM', () => {}); process.send('ready'); ${STAYS}`, {
    ready: whenMessage('ready'),
  });
  await child.started;
  const { pid } = child;
  const before = Date.now();
  await child.stop(200);
  expect(Date.now() - before).toBeLessThan(2000);
  expect(isRunning(pid)).toBe(false);
});

it('a killed child stays down until it is resumed', async () => {
  const { child } = await start(`process.send('ready'); ${STAYS}`, { ready: whenMessage('ready') });
  await child.started;
  await child.kill();
  await sleep(400);
  expect(child.pid).toBeUndefined();
  await child.resume();
  expect(isRunning(child.pid)).toBe(true);
});

it.each([
  [
    'a Node child on its channel',
    `{ command: process.execPath, args: ['--input-type=module', '-e', ${JSON.stringify(`const { exitWithParent } = await import(${EXIT_WITH_PARENT}); exitWithParent(); setInterval(() => {}, 1000);`)}] }`,
  ],
  ['any other program by the kernel', `{ command: 'sleep', args: ['600'], leash: 'pdeathsig' }`],
])('after kill -9 of the supervisor %s is gone', async (_what, options) => {
  const supervisor = JSON.stringify(fileURLToPath(new URL('./supervise.ts', import.meta.url)));
  const { child, lines } = await start(
    `import { supervise } from ${supervisor};
     const child = supervise({ name: 'grandchild', ...${options} });
     await child.started; setTimeout(() => console.log(child.pid), 300); ${STAYS}`,
  );
  await until(() => lines.length === 1);
  const grandchild = Number(lines[0]);
  expect(isRunning(grandchild)).toBe(true);
  await child.kill();
  await until(() => !isRunning(grandchild));
});

it('a program without a supervisor is not ended', async () => {
  const { spawn } = await import('node:child_process');
  const alone = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `const { exitWithParent } = await import(${EXIT_WITH_PARENT}); exitWithParent(); console.log('still here');`,
  ]);
  const [code] = (await once(alone, 'exit')) as [number];
  expect(code).toBe(0);
});
