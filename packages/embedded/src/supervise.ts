import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedError, reasonOf } from './embedded.errors.ts';

/**
 * How a child learns that its supervisor is gone, kill -9 included:
 * - `ipc`: over a channel; the child calls `exitWithParent()`. For Node programs of ours.
 * - `pdeathsig`: the kernel kills it (`setpriv --pdeathsig`). For any other program on Linux.
 * - `bubblewrap`: `command` is bwrap, called with `--die-with-parent` and `--info-fd 3`; signals go to the process inside.
 */
export type Leash = 'ipc' | 'pdeathsig' | 'bubblewrap';

export interface SuperviseOptions {
  readonly name: string;
  readonly command: string;
  readonly args?: readonly string[];
  /** The whole environment of the child; the supervisor's own by default. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Default `ipc`. */
  readonly leash?: Leash;
  /** Resolves when the child can be used; rejecting counts as a crash. Without it a child is ready when it runs. */
  readonly ready?: (child: ChildProcess, signal: AbortSignal) => Promise<void>;
  /** How long a start may take before it counts as failed. Default 60,000. */
  readonly readyWithinMs?: number;
  /** Each line the child writes, on either stream. */
  readonly onLine?: (line: string) => void;
  /** What happens to the child; crashes and restarts are to be shown. */
  readonly onChange?: (change: SupervisedChange) => void;
  /** The polite signal of `stop`. Default SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
}

export interface SupervisedChange {
  readonly name: string;
  readonly change: 'started' | 'ready' | 'crashed' | 'stopped';
  readonly pid: number | undefined;
  /** For people: exit code or signal, and when it is started again. */
  readonly detail: string;
}

export interface Supervised {
  readonly name: string;
  /** Of the process that does the work; changes with each restart, undefined between two. */
  readonly pid: number | undefined;
  /** Settles with the first start: ready, or an EmbeddedError with the child's last lines after three failures. */
  readonly started: Promise<void>;
  /** Ends the child: politely, and by SIGKILL at the deadline (default 10,000 ms). It is not started again. */
  stop(deadlineMs?: number): Promise<void>;
  /** SIGKILL without a restart, until `resume`. For tests. */
  kill(): Promise<void>;
  /** Starts a killed or stopped child again and waits until it is ready; does nothing while it is kept running. */
  resume(): Promise<void>;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** A child that has run this long is healthy: its next crash begins with the short pause again. */
const HEALTHY_AFTER_MS = 30_000;
const STARTS_BEFORE_GIVING_UP = 3;
const LINES_KEPT = 20;

/** Runs a program and keeps it running: a crash is followed by a restart, after a pause that grows to 10 s. */
export function supervise(options: SuperviseOptions): Supervised {
  const child = new SupervisedProcess(options);
  child.begin();
  return child;
}

class SupervisedProcess implements Supervised {
  readonly name: string;
  readonly started: Promise<void>;
  readonly #options: SuperviseOptions;
  readonly #firstStart = Promise.withResolvers<void>();
  readonly #lastLines: string[] = [];
  #run: Run | undefined;
  #wanted = true;
  #everReady = false;
  #failures = 0;
  #loop: Promise<void> = Promise.resolve();
  #pause = new AbortController();

  constructor(options: SuperviseOptions) {
    this.name = options.name;
    this.#options = options;
    this.started = this.#firstStart.promise;
    // Whoever does not ask is told by onChange; an unhandled rejection would end the supervisor itself.
    this.started.catch(() => undefined);
  }

  get pid(): number | undefined {
    return this.#run?.pid;
  }

  begin(): void {
    this.#wanted = true;
    this.#pause = new AbortController();
    this.#loop = this.#keepRunning();
  }

  async stop(deadlineMs = 10_000): Promise<void> {
    this.#letGo();
    const run = this.#run;
    if (run) {
      await run.settled;
      run.signal(this.#options.stopSignal ?? 'SIGTERM');
      const late = setTimeout(() => run.signal('SIGKILL'), deadlineMs);
      await run.exited;
      clearTimeout(late);
    }
    await this.#loop;
  }

  async kill(): Promise<void> {
    this.#letGo();
    await this.#run?.settled;
    this.#run?.signal('SIGKILL');
    await this.#loop;
  }

  async resume(): Promise<void> {
    if (this.#wanted) return;
    await this.#loop;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#whenReady = { resolve, reject };
    this.begin();
    await promise;
  }

  #whenReady: { resolve(): void; reject(error: unknown): void } | undefined;

  #letGo(): void {
    this.#wanted = false;
    this.#pause.abort();
  }

  async #keepRunning(): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; this.#wanted; ) {
      const startedAt = Date.now();
      const ending = await this.#runOnce();
      if (!this.#wanted) return this.#tell('stopped', ending);
      if (Date.now() - startedAt > HEALTHY_AFTER_MS) pauseMs = FIRST_PAUSE_MS;
      if (this.#givesUp(ending)) return;
      this.#tell('crashed', `${ending}; starts again in ${pauseMs} ms`);
      await sleep(pauseMs, undefined, { signal: this.#pause.signal }).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  /** One life of the child, from start to exit. */
  async #runOnce(): Promise<string> {
    const run = new Run(this.#options, (line) => this.#hear(line));
    this.#run = run;
    const readiness = this.#awaitReady(run);
    const ending = await run.exited;
    this.#run = undefined;
    await readiness;
    return ending;
  }

  async #awaitReady(run: Run): Promise<void> {
    try {
      await run.spawned;
      this.#tell('started', '');
      await run.ready(this.#options);
      this.#everReady = true;
      this.#tell('ready', '');
      this.#firstStart.resolve();
      this.#whenReady?.resolve();
    } catch (error) {
      // The exit says why; a child that is alive but not ready in time is ended, and so counts as crashed.
      if (!run.isOver) this.#hear(`not ready: ${reasonOf(error)}`);
      run.signal('SIGKILL');
    }
  }

  #givesUp(ending: string): boolean {
    this.#failures = this.#everReady ? 0 : this.#failures + 1;
    if (this.#everReady || this.#failures < STARTS_BEFORE_GIVING_UP) return false;
    this.#tell('crashed', `${ending}; given up after ${this.#failures} starts`);
    const error = new EmbeddedError(
      'embedded.start-failed',
      `${this.name} did not start (${ending}). Its last lines:\n${this.#lastLines.map((line) => `  ${line}`).join('\n')}`,
    );
    this.#firstStart.reject(error);
    this.#whenReady?.reject(error);
    return true;
  }

  #hear(line: string): void {
    this.#lastLines.push(line);
    if (this.#lastLines.length > LINES_KEPT) this.#lastLines.shift();
    this.#options.onLine?.(line);
  }

  #tell(change: SupervisedChange['change'], detail: string): void {
    this.#options.onChange?.({ name: this.name, change, pid: this.pid, detail });
  }
}

/** One child process, from spawn to exit. */
class Run {
  /** The pid of the process that works is known. */
  readonly spawned: Promise<void>;
  /**
   * Spawned or failed. Signals wait for it: bwrap killed in the middle of its set-up leaves the process inside behind.
   */
  readonly settled: Promise<void>;
  /** How it ended, for people. */
  readonly exited: Promise<string>;
  pid: number | undefined;
  isOver = false;
  readonly #child: ChildProcess;
  readonly #over = new AbortController();

  constructor(options: SuperviseOptions, onLine: (line: string) => void) {
    const leash = options.leash ?? 'ipc';
    const [command, args] = leashed(options, leash);
    this.#child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      // A process group of its own: Ctrl-C in a terminal reaches the supervisor alone, which then stops things in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', leash === 'ipc' ? 'ipc' : leash === 'bubblewrap' ? 'pipe' : 'ignore'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', onLine);
    }
    this.exited = new Promise((resolve) => {
      const end = (ending: string): void => {
        this.isOver = true;
        this.#over.abort(new Error(ending));
        resolve(ending);
      };
      this.#child.once('error', (error) => end(error.message));
      this.#child.once('exit', (code, signal) => end(signal ?? `code ${code}`));
    });
    this.spawned = leash === 'bubblewrap' ? this.#readPidInside() : this.#takePid();
    this.settled = this.spawned.catch(() => undefined);
  }

  signal(signal: NodeJS.Signals): void {
    if (this.isOver) return;
    try {
      if (this.pid !== undefined && this.pid !== this.#child.pid) process.kill(this.pid, signal);
      else this.#child.kill(signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  async ready({ ready, readyWithinMs = 60_000 }: SuperviseOptions): Promise<void> {
    const signal = AbortSignal.any([this.#over.signal, AbortSignal.timeout(readyWithinMs)]);
    await Promise.race([ready?.(this.#child, signal), rejectionOn(signal, ready !== undefined)]);
    signal.throwIfAborted();
  }

  async #takePid(): Promise<void> {
    this.pid = this.#child.pid;
    if (this.pid === undefined) throw new Error(await this.exited);
  }

  async #readPidInside(): Promise<void> {
    let info = '';
    // To the very end: bwrap writes in several pieces, and one that nobody reads would end it in the middle of its set-up.
    for await (const part of this.#child.stdio[3] as Readable) info += String(part);
    const pid = /"child-pid":\s*(\d+)/.exec(info)?.[1];
    if (pid === undefined) throw new Error('bubblewrap started no process');
    this.pid = Number(pid);
  }
}

function leashed({ command, args = [] }: SuperviseOptions, leash: Leash): [string, string[]] {
  return leash === 'pdeathsig' ? ['setpriv', ['--pdeathsig', 'KILL', '--', command, ...args]] : [command, [...args]];
}

function rejectionOn(signal: AbortSignal, waits: boolean): Promise<void> {
  if (!waits) return Promise.resolve();
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}
