import { mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from './embedded.errors.ts';
import { runCommand } from './run-command.ts';
import type { Leash } from './supervise.ts';

/**
 * A private root for programs of a newer Debian: their own libraries, a data folder at `/data`, no install on the host.
 * PostgreSQL refuses to run as root, so inside everybody is user 5432, whoever starts it.
 */
export interface Sandbox {
  readonly kind: 'bubblewrap' | 'chroot';
  /** Where the data of a place lies on the host: the folder that programs inside see as `/data`. */
  dataFolderOf(place: string): Promise<string>;
  /** Who must own the data on the host to be user 5432 inside. */
  readonly dataOwner: string;
  /** How to start a long-running program inside. */
  command(program: readonly string[], place: string): SandboxedCommand;
  /** Runs a program inside to its end; without a place it may change the root itself. */
  run(program: readonly string[], place?: string): Promise<string>;
}

interface SandboxedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly leash: Leash;
}

const USER = '5432';
const TRY_OUT = ['/usr/bin/true'];

/** User namespaces where the kernel grants them; else, for root, chroot. */
export async function openSandbox(root: string, bubblewrap: string | undefined): Promise<Sandbox> {
  const candidates: Sandbox[] = [];
  if (bubblewrap !== undefined) candidates.push(bubblewrapSandbox(root, bubblewrap));
  if (process.getuid?.() === 0) candidates.push(chrootSandbox(root));
  const refusals: string[] = [];
  for (const sandbox of candidates) {
    const refusal = await sandbox.run(TRY_OUT).then(() => undefined, reasonOf);
    if (refusal === undefined) return sandbox;
    refusals.push(`${sandbox.kind}: ${refusal}`);
  }
  throw new Error(
    `PostgreSQL needs user namespaces (or root and chroot), which this machine refuses: ${refusals.join('; ')}`,
  );
}

function bubblewrapSandbox(root: string, bubblewrap: string): Sandbox {
  const walls = (place?: string): string[] =>
    [
      ['--unshare-user', '--uid', USER, '--gid', USER, '--unshare-pid', '--unshare-ipc', '--die-with-parent'],
      [place === undefined ? '--bind' : '--ro-bind', root, '/', '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp'],
      place === undefined ? [] : ['--bind', place, '/data'],
      ['--chdir', '/', '--clearenv', '--setenv', 'LC_ALL', 'C.UTF-8', '--setenv', 'PATH', '/usr/bin:/usr/sbin'],
    ].flat();
  return {
    kind: 'bubblewrap',
    dataOwner: String(process.getuid?.() ?? ''),
    dataFolderOf: async (place) => {
      await mkdir(place, { recursive: true, mode: 0o700 });
      return place;
    },
    // PostgreSQL is the first process of its own pid namespace: when it dies, the kernel ends all that it started.
    command: (program, place) => ({
      command: bubblewrap,
      args: [...walls(place), '--as-pid-1', '--info-fd', '3', ...program],
      leash: 'bubblewrap',
    }),
    run: (program, place) => runCommand(bubblewrap, [...walls(place), ...program]),
  };
}

/**
 * For root in a container without user namespaces. Nothing can be mounted there, so each place gets a root of its own,
 * of hard links where the file system allows, with the data inside it.
 */
function chrootSandbox(root: string): Sandbox {
  const rootOf = (place: string): string => `${place}.root`;
  const asUser = ['--reuid', USER, '--regid', USER, '--clear-groups'];
  // Changing the user clears the kernel's promise to kill a process with its parent; setpriv asks for it once more.
  const enter = (program: readonly string[], place?: string): string[] =>
    [
      [place === undefined ? root : rootOf(place)],
      ['/usr/bin/setpriv', ...(place === undefined ? [] : asUser), '--pdeathsig', 'KILL', '--'],
      ['/usr/bin/env', '-i', 'LC_ALL=C.UTF-8', 'PATH=/usr/bin:/usr/sbin'],
      program,
    ].flat();
  return {
    kind: 'chroot',
    dataOwner: USER,
    dataFolderOf: async (place) => {
      if (!(await isThere(rootOf(place)))) await copyRoot(root, rootOf(place));
      return join(rootOf(place), 'data');
    },
    command: (program, place) => ({ command: 'chroot', args: enter(program, place), leash: 'pdeathsig' }),
    run: (program, place) => runCommand('chroot', enter(program, place)),
  };
}

const DEVICES = { null: '3', zero: '5', random: '8', urandom: '9' } as const;

async function copyRoot(root: string, target: string): Promise<void> {
  const draft = `${target}.draft`;
  await runCommand('rm', ['-rf', draft]);
  await runCommand('cp', ['--archive', '--link', root, draft]).catch(() =>
    runCommand('cp', ['--archive', root, draft]),
  );
  await mkdir(join(draft, 'dev/shm'), { recursive: true });
  for (const [name, minor] of Object.entries(DEVICES)) {
    await runCommand('mknod', ['-m', '666', join(draft, 'dev', name), 'c', '1', minor]);
  }
  await runCommand('chmod', ['1777', join(draft, 'tmp'), join(draft, 'dev/shm')]);
  await runCommand('chown', [USER, join(draft, 'data')]);
  await rename(draft, target);
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
