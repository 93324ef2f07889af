import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedError } from '../embedded.errors.ts';
import { type FolderLock, tryLockFolder } from '../folder-lock.ts';
import { logFile } from '../log-file.ts';
import { requireFree } from '../stack/ports.ts';
import { serviceNames } from '../stack/service-names.ts';
import { type Stack, startStack } from '../stack/stack.ts';
import { startStores } from '../start-stores.ts';
import { storeAddresses } from '../store-addresses.ts';
import type { SupervisedChange } from '../supervise.ts';
import { demoBeginning, isSeeded, seedDemo, seededCast } from './demo.ts';
import { type DemoFile, demoFileOf, processesOf, writeDemoFile } from './demo-file.ts';
import type { Cast } from './seed-cast.ts';

/** What `npm start` was asked for. */
export interface DemoOptions {
  /** Absolute path of the checkout. */
  readonly checkout: string;
  /** Absolute path of the folder for everything that is kept: data, `demo.json`, compiled code. */
  readonly home: string;
  readonly port: number;
  /** Begin anew: everything that was kept is deleted first. */
  readonly reset: boolean;
  /** Where the newcomer's present is; default: real time. */
  readonly present?: Date | undefined;
  /** Interrupts a start that is under way; what runs already is stopped by {@link RunningDemo.stop}. */
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
  readonly onChange: (change: SupervisedChange) => void;
}

/** The running demo. */
export interface RunningDemo {
  readonly demo: DemoFile;
  readonly demoFile: string;
  readonly databaseLabel: string;
  readonly brokerLabel: string;
  stop(): Promise<void>;
}

/** Taken before anything is cleared away: a second start beside one that is still seeding would delete its data. */
async function takeHome(home: string): Promise<FolderLock> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const attempt = await tryLockFolder(home, 'demo');
  if ('lock' in attempt) return attempt.lock;
  throw new EmbeddedError(
    'embedded.in-use',
    `The demo in ${home} runs already, as process ${attempt.heldBy.pid ?? '(unknown)'}. Stop that one first, or give this one a folder of its own: THROUGHLINE_HOME=… npm start`,
  );
}

/** A start that was stopped half-way left half a forum: it is begun anew, and said so. */
function clearAway(dataDir: string, reset: boolean, onProgress: (text: string) => void): void {
  const isHalf = existsSync(join(dataDir, 'keys.json')) && !isSeeded(dataDir);
  if (isHalf && !reset) onProgress('The last first start did not finish: beginning anew …');
  if (isHalf || reset) rmSync(dataDir, { recursive: true, force: true });
}

/**
 * Ctrl-C ends everything within 10 s, also where something hangs: what is killed at its deadline loses nothing that was
 * acknowledged. The stores' deadline counts twice, as PostgreSQL ends after its gateway.
 */
const servicesStopWithinMs = 5_000;
const storesStopWithinMs = 2_000;

/** Rejects when the signal says so, and never otherwise. */
function interruption(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/**
 * Starts everything: stores, services, and at the first start a fictional forum with five weeks of history. Keeps
 * `demo.json` true while it runs. Throws EmbeddedError with what to do when something cannot be had, and the signal's
 * reason when it is interrupted; nothing runs any more then.
 */
export async function runDemo(options: DemoOptions): Promise<RunningDemo> {
  const { checkout, home, port, reset, onProgress, onChange } = options;
  await requireFree(port);
  const dataDir = join(home, 'data');
  const demoFile = join(home, 'demo.json');
  const lock = await takeHome(home);
  clearAway(dataDir, reset, onProgress);
  // Whoever waits for the file must not be handed that of an earlier run.
  rmSync(demoFile, { force: true });
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const isFirst = !isSeeded(dataDir);
  const present = options.present ?? new Date();
  const logs = new Map(serviceNames.map((name) => [name, logFile(join(dataDir, 'logs', `${name}.log`))]));
  const addresses = await storeAddresses();
  const opening = startStores({ dataDir, addresses, onProgress, onChange });
  let starting: Promise<Stack> | undefined;
  let demo: DemoFile | undefined;
  async function stop(): Promise<void> {
    demo = undefined;
    rmSync(demoFile, { force: true });
    const stack = await starting?.catch(() => undefined);
    await stack?.stop(servicesStopWithinMs);
    const stores = await opening.catch(() => undefined);
    await stores?.stop(storesStopWithinMs);
    await lock.release();
  }
  async function bringUp(): Promise<RunningDemo> {
    // The first start may fetch an engine, for which the services would wait too long; later ones start beside it.
    if (isFirst) await opening;
    options.signal.throwIfAborted();
    let stack: Stack | undefined;
    starting = startStack({
      checkout,
      dataDir,
      compileCacheDir: join(home, 'compile-cache'),
      stores: addresses,
      mode: 'embedded',
      port,
      startsAt: isFirst ? demoBeginning(present) : undefined,
      onLine: (service, line) => logs.get(service)?.(line),
      onChange(change) {
        onChange(change);
        if (change.change !== 'started' || !demo || !stack) return;
        demo = { ...demo, processes: processesOf(stack) };
        writeDemoFile(demoFile, demo);
      },
    });
    stack = await starting;
    const { databaseLabel, brokerLabel } = await opening;
    onProgress(`Database: ${databaseLabel}. Broker: ${brokerLabel}.`);
    await stack.whenReady();
    const cast: Cast = isFirst ? await seedDemo(stack, present, onProgress) : seededCast(dataDir);
    demo = await demoFileOf(stack, cast);
    writeDemoFile(demoFile, demo);
    return { demo, demoFile, databaseLabel, brokerLabel, stop };
  }
  try {
    return await Promise.race([bringUp(), interruption(options.signal)]);
  } catch (error) {
    await stop();
    throw error;
  }
}
