import { existsSync, readFileSync } from 'node:fs';

const lookEveryMs = 500;
const generations = 4;

const titleOf = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ');
/** The name in the second field may hold spaces and brackets; the parent is the second field after its end. */
const parentOf = (pid: number) => Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);

/** This process's ancestors up to `npm start`; none when npm is not among them (started by hand, by a test). */
function ancestorsUpToNpm(): number[] {
  const ancestors: number[] = [];
  for (let pid = process.ppid; pid > 1 && ancestors.length < generations; pid = parentOf(pid)) {
    ancestors.push(pid);
    if (titleOf(pid).startsWith('npm ')) return ancestors;
  }
  return [];
}

/**
 * Calls back once when `npm start`, or what stands between it and this process, is gone. Killed by -9 it can tell
 * nobody, and without its launcher the demo would run on where nobody sees it.
 */
export function whenLauncherDies(onDeath: () => void): void {
  if (process.platform !== 'linux') return;
  const launchers = ancestorsUpToNpm();
  if (launchers.length === 0) return;
  const looking = setInterval(() => {
    if (process.ppid === launchers[0] && launchers.every((pid) => existsSync(`/proc/${pid}`))) return;
    clearInterval(looking);
    onDeath();
  }, lookEveryMs);
  looking.unref();
}
