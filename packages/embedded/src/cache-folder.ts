import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type FolderLock, lockFolder } from './folder-lock.ts';

/** Shared by all checkouts of one user, because an installed engine takes 350 MB. */
export function defaultCacheDir(env: NodeJS.ProcessEnv = process.env): string {
  return env['THROUGHLINE_CACHE'] || join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'throughline');
}

/** What is installed in a folder: package names and versions. */
export type Installed = Readonly<Record<string, string>>;

const STAMP = 'complete.json';
const BUILDING = '.building-';

/** What a folder holds, if it was finished. */
export async function installedIn(folder: string): Promise<Installed | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, STAMP), 'utf8')) as Installed;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Builds a folder beside its place and moves it there whole, stamp included: a folder under its final name is complete,
 * whenever the power failed. Call it under `lockCache`.
 */
export async function installAtomically(folder: string, build: (draft: string) => Promise<Installed>): Promise<void> {
  const draft = join(folder, '..', `${BUILDING}${randomUUID()}`);
  await mkdir(draft, { recursive: true });
  try {
    const installed = await build(draft);
    await writeFile(join(draft, STAMP), JSON.stringify(installed), { flush: true });
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** One installation at a time; what a killed one left behind is cleared away. */
export async function lockCache(cacheDir: string, onWait: (pid: number | undefined) => void): Promise<FolderLock> {
  await mkdir(cacheDir, { recursive: true });
  const lock = await lockFolder(cacheDir, 'install', onWait);
  const leftovers = (await readdir(cacheDir)).filter((name) => name.startsWith(BUILDING));
  await Promise.all(leftovers.map((name) => rm(join(cacheDir, name), { recursive: true, force: true })));
  return lock;
}
