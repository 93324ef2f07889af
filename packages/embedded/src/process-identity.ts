import { readFileSync } from 'node:fs';

/**
 * Names one process for good: a bare pid is given again to others, pid and start time within one boot are not.
 * Where /proc is absent only the pid is known.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

export function identityOf(pid: number): ProcessIdentity | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  return { pid, startedAt: startOf(pid) };
}

export function isAlive(identity: ProcessIdentity): boolean {
  const current = identityOf(identity.pid);
  return current !== undefined && current.startedAt === identity.startedAt;
}

function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name is in parentheses and may itself hold spaces and parentheses: fields count from the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${boot}/${fields[19] ?? ''}`;
  } catch {
    return 'unknown';
  }
}
