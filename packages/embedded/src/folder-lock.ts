import { stat } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Held until released or until the process ends, however it ends. */
export interface FolderLock {
  release(): Promise<void>;
}

export type LockAttempt = { readonly lock: FolderLock } | { readonly heldBy: { readonly pid: number | undefined } };

const ANSWER_WITHIN_MS = 1000;

/**
 * Takes the lock of an existing folder if it is free. The lock is a socket in the kernel's abstract namespace, named
 * after the folder: there is no file that could outlive its owner, and so nothing to be judged stale, which cannot be
 * done without a race. Whoever connects is told the owner's pid. Linux only, as everything that is started here;
 * elsewhere the lock is always granted.
 *
 * @param purpose several locks of one folder, each by its own word
 */
export async function tryLockFolder(folder: string, purpose: string): Promise<LockAttempt> {
  if (process.platform !== 'linux') return { lock: { release: () => Promise.resolve() } };
  const { dev, ino } = await stat(folder, { bigint: true });
  const name = `\0throughline/${purpose}/${dev}/${ino}`;
  const server = createServer((socket) => socket.on('error', () => undefined).end(String(process.pid)));
  const isOurs = await new Promise<boolean>((resolve, reject) => {
    server.once('listening', () => resolve(true));
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(name);
  });
  if (!isOurs) return { heldBy: { pid: await ownerOf(name) } };
  // Holding a lock is no reason to go on living.
  server.unref();
  return { lock: { release: () => new Promise((resolve) => server.close(() => resolve())) } };
}

/** Waits for the lock as long as its owner lives; `onWait` is told once whom it waits for. */
export async function lockFolder(
  folder: string,
  purpose: string,
  onWait: (pid: number | undefined) => void,
): Promise<FolderLock> {
  for (let told = false; ; told = true) {
    const attempt = await tryLockFolder(folder, purpose);
    if ('lock' in attempt) return attempt.lock;
    if (!told) onWait(attempt.heldBy.pid);
    await sleep(250);
  }
}

function ownerOf(name: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    let pid = '';
    const socket = connect(name);
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy());
    socket.on('data', (part) => {
      pid += part.toString();
    });
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(pid === '' ? undefined : Number(pid)));
  });
}
