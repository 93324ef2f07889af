import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { defaultCacheDir, installAtomically, installedIn, lockCache } from './cache-folder.ts';

let cacheDir: string;
beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'throughline-cache-'));
});
afterEach(() => rm(cacheDir, { recursive: true, force: true }));

it('an installation that fails leaves nothing, neither its place nor its draft', async () => {
  const folder = join(cacheDir, 'engine');
  const failing = installAtomically(folder, async (draft) => {
    await writeFile(join(draft, 'half'), '');
    expect(await installedIn(folder)).toBeUndefined();
    throw new Error('the network went away');
  });
  await expect(failing).rejects.toThrow('the network went away');
  expect(await readdir(cacheDir)).toEqual([]);
});

it('a finished one says what it holds', async () => {
  const folder = join(cacheDir, 'engine');
  await installAtomically(folder, async () => ({ engine: '1.0' }));
  expect(await installedIn(folder)).toEqual({ engine: '1.0' });
});

it('a folder without its stamp is not taken for complete, and is replaced', async () => {
  const folder = join(cacheDir, 'engine');
  await mkdir(folder);
  await writeFile(join(folder, 'half'), '');
  expect(await installedIn(folder)).toBeUndefined();
  await installAtomically(folder, async () => ({ engine: '1.0' }));
  expect(await readdir(folder)).toEqual(['complete.json']);
});

it('what a killed installation left is cleared away by the next', async () => {
  await mkdir(join(cacheDir, '.building-abandoned/root'), { recursive: true });
  const lock = await lockCache(cacheDir, () => undefined);
  expect(await readdir(cacheDir)).toEqual([]);
  await lock.release();
});

it('two installations are done one after the other', async () => {
  const steps: string[] = [];
  const install = async (name: string): Promise<void> => {
    const lock = await lockCache(cacheDir, (pid) => steps.push(`${name} waits for ${pid === process.pid}`));
    steps.push(`${name} begins`, `${name} ends`);
    await lock.release();
  };
  const first = await lockCache(cacheDir, () => undefined);
  const second = install('second');
  await new Promise((resolve) => setTimeout(resolve, 100));
  steps.push('first ends');
  await first.release();
  await second;
  expect(steps).toEqual(['second waits for true', 'first ends', 'second begins', 'second ends']);
});

it('the cache is where the user says, else where caches are kept', () => {
  expect(defaultCacheDir({ THROUGHLINE_CACHE: '/srv/cache' })).toBe('/srv/cache');
  expect(defaultCacheDir({ XDG_CACHE_HOME: '/home/amina/.local-cache' })).toBe('/home/amina/.local-cache/throughline');
  expect(defaultCacheDir({})).toMatch(/\/\.cache\/throughline$/);
});
