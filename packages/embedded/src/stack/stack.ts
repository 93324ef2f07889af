import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Supervised, type SupervisedChange, supervise } from '../supervise.ts';
import { startClock } from './business-clock.ts';
import { stackSecrets } from './internal-keys.ts';
import { freePorts, requireFree } from './ports.ts';
import { environmentOf, type Surroundings } from './service-environment.ts';
import { type ServiceName, serviceNames, stackIssuer } from './service-names.ts';
import { type StackSessions, stackSessions } from './stack-sessions.ts';

/** What a stack is started with. */
export interface StackOptions {
  /** Absolute path of the checkout: services run from its compiled output, and their command lines name it. */
  readonly checkout: string;
  /** Keys, clock and erasure ledger live here. */
  readonly dataDir: string;
  /** Where Node keeps compiled code between starts. Default: in `dataDir`. */
  readonly compileCacheDir?: string;
  readonly stores: { readonly mongodbUrl: string; readonly natsUrl: string };
  readonly mode: 'embedded' | 'test';
  /** The one that people reach; any free one without it. Throws an EmbeddedError when it is taken. */
  readonly port?: number;
  /** Where the business clock starts, at the first start on this data. Default: real time. */
  readonly startsAt?: Date | undefined;
  /** Default `throughline`. */
  readonly databasePrefix?: string;
  readonly streamPrefix?: string;
  /** Further variables for every service, e.g. the limiter's numbers in a benchmark. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Default `info` in the embedded stack, `warn` in tests. */
  readonly logLevel?: string;
  readonly onLine?: (service: ServiceName, line: string) => void;
  readonly onChange?: (change: SupervisedChange) => void;
}

/** One running service. */
export interface StackService extends Supervised {
  readonly name: ServiceName;
  readonly url: string;
}

/** All services, each a process of its own. */
export interface Stack {
  /** Where people reach it. */
  readonly url: string;
  readonly services: Readonly<Record<ServiceName, StackService>>;
  readonly sessions: StackSessions;
  readonly surroundings: Surroundings;
  /** Waits until every service says that it is ready. Throws naming those that do not, and their reasons. */
  whenReady(timeoutMs?: number): Promise<void>;
  /** Stops every service: politely first, all at once. */
  stop(deadlineMs?: number): Promise<void>;
}

async function readinessOf(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
    return response.ok ? undefined : `${response.status} ${await response.text()}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Seven young generations of their default size (16 MB, thrice) are half of the stack's memory; who is busy gets more. */
const youngGenerationMb: Readonly<Record<ServiceName, number>> = {
  gateway: 8,
  feedback: 8,
  insights: 2,
  notifications: 2,
  meetings: 2,
  organisations: 2,
  portal: 2,
};

/** Seven services that are asked too often start more slowly for it. */
const askAgainAfterMs = 100;

/** Polls a service until it is ready; for `supervise`, whose signal ends the waiting. */
const whenReadyAt = (url: string) => async (_child: unknown, signal: AbortSignal) => {
  while (!signal.aborted && (await readinessOf(url))) await sleep(askAgainAfterMs);
};

/** Starts the seven services. It resolves when they run, which is before they are ready: see `whenReady`. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { checkout, dataDir, stores, mode, environment = {} } = options;
  if (options.port !== undefined) await requireFree(options.port);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const clockFile = join(dataDir, 'clock.json');
  startClock(clockFile, options.startsAt);
  const free = await freePorts(serviceNames.length);
  const ports = Object.fromEntries(serviceNames.map((name, index) => [name, free[index]])) as Record<
    ServiceName,
    number
  >;
  if (options.port !== undefined) ports.gateway = options.port;
  const surroundings: Surroundings = {
    mode,
    dataDir,
    compileCacheDir: options.compileCacheDir ?? join(dataDir, 'compile-cache'),
    clockFile,
    publicUrl: `http://localhost:${ports.gateway}`,
    ...stores,
    databasePrefix: options.databasePrefix ?? 'throughline',
    streamPrefix: options.streamPrefix ?? '',
    secrets: stackSecrets(join(dataDir, 'keys.json'), [...serviceNames, stackIssuer]),
    ports,
    logLevel: options.logLevel ?? (mode === 'test' ? 'warn' : 'info'),
  };
  const start = (name: ServiceName): StackService => {
    const url = `http://127.0.0.1:${ports[name]}`;
    const supervised = supervise({
      name,
      command: process.execPath,
      args: [
        `--max-semi-space-size=${youngGenerationMb[name]}`,
        // Seven processes on a small machine: one helping thread each.
        '--v8-pool-size=1',
        `--import=${join(checkout, 'packages/observability/dist/register.js')}`,
        join(checkout, 'services', name, 'dist/main.js'),
      ],
      cwd: join(checkout, 'services', name),
      env: { ...environmentOf(name, surroundings), ...environment },
      ready: whenReadyAt(url),
      onLine: (line) => options.onLine?.(name, line),
      ...(options.onChange && { onChange: options.onChange }),
    });
    return Object.assign(supervised, { name, url }) as StackService;
  };
  const services = Object.fromEntries(serviceNames.map((name) => [name, start(name)])) as Record<
    ServiceName,
    StackService
  >;
  const all = Object.values(services);
  return {
    url: surroundings.publicUrl,
    services,
    sessions: stackSessions(services.gateway.url, surroundings.secrets.privateKeys[stackIssuer] ?? {}),
    surroundings,
    async whenReady(timeoutMs = 60_000) {
      const until = performance.now() + timeoutMs;
      await Promise.race([
        Promise.all(all.map((service) => service.started)),
        sleep(timeoutMs, undefined, { ref: false }),
      ]);
      for (;;) {
        const reasons = await Promise.all(all.map(async ({ name, url }) => [name, await readinessOf(url)] as const));
        const waiting = reasons.filter(([, reason]) => reason !== undefined);
        if (waiting.length === 0) return;
        if (performance.now() > until)
          throw new Error(`Not ready: ${waiting.map(([name, reason]) => `${name} (${reason})`).join('; ')}`);
        await sleep(askAgainAfterMs);
      }
    },
    async stop(deadlineMs = 8_000) {
      await Promise.all(all.map((service) => service.stop(deadlineMs)));
    },
  };
}
