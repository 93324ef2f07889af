import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { waitUntil } from '@throughline/testing';

export const checkout = resolve(import.meta.dirname, '../..');
const startCli = join(checkout, 'packages/embedded/dist/demo/start-cli.js');
const patienceMs = 120_000;

/** What `.throughline/demo.json` says; its exact shape is what the test is about. */
export interface DemoJson {
  readonly url: string;
  readonly people: readonly { role: string; organisationId?: string; name: string; token: string }[];
  readonly organisations: readonly { id: string; name: string; kind: string; apiKey: string }[];
  readonly processes: readonly { service: string; pid: number }[];
}

export const newHome = () => mkdtempSync(join(tmpdir(), 'throughline-start-'));
export const readDemo = (home: string) => JSON.parse(readFileSync(join(home, 'demo.json'), 'utf8')) as DemoJson;

/** One run of what `npm start` runs once the code is compiled. */
export interface NpmStart {
  readonly pid: number;
  /** Settles with the exit code, null after a signal. */
  readonly ended: Promise<number | null>;
  output(): string;
  /** Waits for these words in the output; throws with all of it when it ends without them. */
  says(words: string): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

interface StartOptions {
  readonly home: string;
  readonly port: number;
  readonly parameters?: readonly string[];
  /** As a child of a process that is called `npm start`; its pid is that of this `npm`. */
  readonly throughNpm?: boolean;
}

const asNpm = `require('node:child_process').spawn(process.execPath, process.argv.slice(1), { stdio: 'inherit' })`;

/** Starts the demo in a folder of its own, with stores of its own, as leader of a process group as in a terminal. */
export function npmStart({ home, port, parameters = [], throughNpm = false }: StartOptions): NpmStart {
  const program = ['--enable-source-maps', startCli, ...parameters];
  const child = spawn(process.execPath, throughNpm ? ['-e', asNpm, '--', ...program] : program, {
    ...(throughNpm && { argv0: 'npm start' }),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      THROUGHLINE_HOME: home,
      PORT: String(port),
      NODE_COMPILE_CACHE: join(home, 'compile-cache'),
      MONGODB_URL: undefined,
      NATS_URL: undefined,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const { pid } = child;
  if (pid === undefined) throw new Error('it did not start');
  return {
    pid,
    ended,
    output: () => output,
    async says(words) {
      const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
      const isTold = () => output.includes(words) || hasEnded();
      await waitUntil(`it says “${words}”`, isTold, { timeoutMs: patienceMs });
      if (!output.includes(words)) throw new Error(`it ended without saying “${words}”:\n${output}`);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

export interface RunningProcess {
  readonly pid: number;
  readonly group: number;
  readonly command: string;
}

function processMentioning(name: string, pid: number): RunningProcess[] {
  try {
    const of = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8');
    const command = of('cmdline').replaceAll('\0', ' ').trim();
    // What runs in the sandbox has neither; its mounts name the data.
    if (![command, of('environ'), of('mountinfo')].some((text) => text.includes(name))) return [];
    const [state, , group] = of('stat').split(') ').at(-1)?.split(' ') ?? [];
    return state === 'Z' ? [] : [{ pid, group: Number(group), command }];
  } catch (error) {
    // Over before it was read, or another user's.
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM', 'EINVAL'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return [];
    throw error;
  }
}

/** Every process that has this folder in its command line, its environment or its mounts. */
export const processesMentioning = (home: string): RunningProcess[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => processMentioning(basename(home), Number(pid)));

/** What a process takes: its share of what it shares with others, and all that it has in memory. */
export function memoryOf(pid: number): { readonly pssMb: number; readonly rssMb: number } {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const megabytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1]) / 1_024;
  return { pssMb: megabytes('Pss'), rssMb: megabytes('Rss') };
}

/** Starts the gateway as in production with these variables, and gives its exit code and what it said. */
export async function productionStart(
  environment: NodeJS.ProcessEnv,
): Promise<{ code: number | null; output: string }> {
  const main = join(checkout, 'services/gateway/dist/main.js');
  const child = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'pipe'], env: environment });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}
