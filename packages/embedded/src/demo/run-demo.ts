import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { logFile } from '../log-file.ts';
import { requireFree } from '../stack/ports.ts';
import { serviceNames } from '../stack/service-names.ts';
import { type Stack, startStack } from '../stack/stack.ts';
import { type RunningStores, startStores } from '../start-stores.ts';
import type { SupervisedChange } from '../supervise.ts';
import { demoBeginning, isSeeded, seedDemo, seededCast } from './demo.ts';
import { type DemoFile, demoFileOf, processesOf, writeDemoFile } from './demo-file.ts';
import type { Cast } from './seed-cast.ts';

/** What `npm start` was asked for. */
export interface DemoOptions {
  /** Absolute path of the checkout. */
  readonly checkout: string;
  readonly port: number;
  /** Begin anew: everything that was kept is deleted first. */
  readonly reset: boolean;
  /** Where the newcomer's present is; default: real time. */
  readonly present?: Date | undefined;
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

/** A start that was stopped half-way left half a forum: it is begun anew, and said so. */
function clearAway(dataDir: string, reset: boolean, onProgress: (text: string) => void): void {
  const isHalf = existsSync(join(dataDir, 'keys.json')) && !isSeeded(dataDir);
  if (isHalf && !reset) onProgress('The last first start did not finish: beginning anew …');
  if (isHalf || reset) rmSync(dataDir, { recursive: true, force: true });
}

/**
 * Starts everything: stores, services, and at the first start a fictional forum with five weeks of history. Keeps
 * `.throughline/demo.json` true while it runs. Throws EmbeddedError with what to do when something cannot be had.
 */
export async function runDemo(options: DemoOptions): Promise<RunningDemo> {
  const { checkout, port, reset, onProgress, onChange } = options;
  await requireFree(port);
  const home = join(checkout, '.throughline');
  const dataDir = join(home, 'data');
  const demoFile = join(home, 'demo.json');
  clearAway(dataDir, reset, onProgress);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const isFirst = !isSeeded(dataDir);
  const present = options.present ?? new Date();
  const logs = new Map(serviceNames.map((name) => [name, logFile(join(dataDir, 'logs', `${name}.log`))]));
  let stores: RunningStores | undefined;
  let stack: Stack | undefined;
  let demo: DemoFile | undefined;
  const stop = async () => {
    await stack?.stop();
    await stores?.stop();
  };
  try {
    stores = await startStores({ dataDir, onProgress, onChange });
    onProgress(`Database: ${stores.databaseLabel}. Broker: ${stores.brokerLabel}.`);
    stack = await startStack({
      checkout,
      dataDir,
      stores,
      mode: 'embedded',
      port,
      startsAt: isFirst ? demoBeginning(present) : undefined,
      onLine: (service, line) => logs.get(service)?.(line),
      onChange(change) {
        onChange(change);
        if (change.change !== 'ready' || !demo || !stack) return;
        demo = { ...demo, processes: processesOf(stack) };
        writeDemoFile(demoFile, demo);
      },
    });
    await stack.whenReady();
    const cast: Cast = isFirst ? await seedDemo(stack, present, onProgress) : seededCast(dataDir);
    demo = await demoFileOf(stack, cast);
    writeDemoFile(demoFile, demo);
    return { demo, demoFile, databaseLabel: stores.databaseLabel, brokerLabel: stores.brokerLabel, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
