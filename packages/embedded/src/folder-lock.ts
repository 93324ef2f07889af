import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts';

/** Held until released; a lock whose process is gone (kill -9, power cut) is taken over by the next one. */
export interface FolderLock {
  release(): Promise<void>;
}

export type LockAttempt = { readonly lock: FolderLock } | { readonly heldBy: ProcessIdentity };

/**
 * Takes the lock of a folder if it is free. The lock is a file that is complete the moment it exists (written aside,
 * then linked under its name), so that nobody ever reads half an owner.
 */
export async function tryLockFolder(folder: string, name = 'owner.lock'): Promise<LockAttempt> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  const draft = join(folder, `.${name}.${randomUUID()}`);
  const mine = identityOf(process.pid) ?? { pid: process.pid, startedAt: 'unknown' };
  await writeFile(draft, JSON.stringify(mine));
  try {
    for (;;) {
      try {
        await link(draft, path);
        return { lock: { release: () => rm(path, { force: true }) } };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = await readHolder(path);
      if (holder && isAlive(holder)) return { heldBy: holder };
      if (holder) await removeStale(path, holder);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** Waits for the lock as long as its holder lives; `onWait` is told once whom it waits for. */
export async function lockFolder(folder: string, name: string, onWait: (pid: number) => void): Promise<FolderLock> {
  let told = false;
  for (;;) {
    const attempt = await tryLockFolder(folder, name);
    if ('lock' in attempt) return attempt.lock;
    if (!told) onWait(attempt.heldBy.pid);
    told = true;
    await sleep(250);
  }
}

async function readHolder(path: string): Promise<ProcessIdentity | undefined> {
  try {
    const { pid, startedAt } = JSON.parse(await readFile(path, 'utf8')) as Partial<ProcessIdentity>;
    return { pid: Number(pid), startedAt: String(startedAt) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function removeStale(path: string, stale: ProcessIdentity): Promise<void> {
  // Two may find the same dead owner; a rename hands the file to one of them, who then checks that it is still that one.
  const aside = `${path}.stale-${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const taken = await readHolder(aside);
  if (taken && (taken.pid !== stale.pid || taken.startedAt !== stale.startedAt)) {
    await link(aside, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  await rm(aside, { force: true });
}
