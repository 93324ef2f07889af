import { mkdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { startBroker } from './broker.ts';
import { defaultCacheDir } from './cache-folder.ts';
import { startDatabase } from './database.ts';
import { EmbeddedError } from './embedded.errors.ts';
import { tryLockFolder } from './folder-lock.ts';
import type { Store, StoreOptions } from './store.ts';
import { type StoreAddresses, storeAddresses } from './store-addresses.ts';
import type { Supervised, SupervisedChange } from './supervise.ts';

export interface StartStoresOptions {
  /** Everything that must survive a restart; made if absent. One start at a time may use it. */
  readonly dataDir: string;
  /** Downloaded engines, shared between checkouts. Default `$THROUGHLINE_CACHE`, else `~/.cache/throughline`. */
  readonly cacheDir?: string;
  /** Where the stores are to be. Default: what `storeAddresses` finds. */
  readonly addresses?: StoreAddresses;
  /** Where MONGODB_URL and NATS_URL are read. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** One line for people about each step that takes long. */
  readonly onProgress?: (text: string) => void;
  /** Starts, crashes and restarts of the processes. */
  readonly onChange?: (change: SupervisedChange) => void;
}

export interface RunningStores {
  readonly mongodbUrl: string;
  readonly natsUrl: string;
  /** Which database it is, for the log. */
  readonly databaseLabel: string;
  readonly brokerLabel: string;
  /** What runs at this moment; read it again after a restart. */
  readonly processes: readonly { readonly name: string; readonly pid: number | undefined }[];
  /** What tests do to the broker; undefined when NATS_URL names one that is not ours. */
  readonly broker: BrokerControls | undefined;
  /** Ends everything that was started, within `deadlineMs` (default 10,000), and frees the data folder. */
  stop(deadlineMs?: number): Promise<void>;
}

/** For tests: what happens to a broker in bad times. The port stays the same. */
export interface BrokerControls {
  /** SIGKILL; it stays down until `start`. */
  kill(): Promise<void>;
  /** Loses every stream and consumer. Only while it is down. */
  eraseStore(): Promise<void>;
  start(): Promise<void>;
}

/**
 * Starts a database and a broker, or takes those of MONGODB_URL and NATS_URL, and keeps them running until `stop`.
 * Nothing survives this process, even after kill -9.
 *
 * @throws {EmbeddedError} `embedded.in-use` when another start uses the data folder, `embedded.unavailable` when no
 * store could be had (the message says what was tried and what to install)
 */
export async function startStores(options: StartStoresOptions): Promise<RunningStores> {
  const dataDir = resolve(options.dataDir);
  const release = await takeDataFolder(dataDir);
  const env = options.env ?? process.env;
  const storeOptions: StoreOptions = {
    dataDir,
    cacheDir: resolve(options.cacheDir ?? defaultCacheDir()),
    addresses: options.addresses ?? (await storeAddresses(env)),
    env,
    onProgress: options.onProgress ?? (() => undefined),
    onChange: options.onChange ?? (() => undefined),
  };
  const starting = await Promise.allSettled([startDatabase(storeOptions), startBroker(storeOptions)]);
  const running = starting.filter((start) => start.status === 'fulfilled').map(({ value }) => value);
  const [database, broker] = starting;
  if (database.status === 'rejected' || broker.status === 'rejected') {
    await stopAll(running);
    await release();
    throw database.status === 'rejected' ? database.reason : (broker as PromiseRejectedResult).reason;
  }
  return {
    mongodbUrl: database.value.url,
    natsUrl: broker.value.url,
    databaseLabel: database.value.label,
    brokerLabel: broker.value.label,
    get processes() {
      return running.flatMap(({ processes }) => processes.map(({ name, pid }) => ({ name, pid })));
    },
    broker: controlsOf(broker.value.processes[0], broker.value.storeDir),
    async stop(deadlineMs) {
      await stopAll(running, deadlineMs);
      await release();
    },
  };
}

async function takeDataFolder(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const attempt = await tryLockFolder(dataDir, 'data');
  if ('lock' in attempt) return () => attempt.lock.release();
  throw new EmbeddedError(
    'embedded.in-use',
    `The data in ${dataDir} is in use by process ${attempt.heldBy.pid ?? '(unknown)'}. Stop that one first, or choose another data folder.`,
  );
}

/** The broker and the gateway before PostgreSQL: what depends on another ends first. */
async function stopAll(stores: readonly Store[], deadlineMs?: number): Promise<void> {
  await Promise.all(
    stores.map(async ({ processes }) => {
      for (const process of processes.toReversed()) await process.stop(deadlineMs);
    }),
  );
}

function controlsOf(nats: Supervised | undefined, storeDir: string | undefined): BrokerControls | undefined {
  if (!nats || !storeDir) return undefined;
  return {
    kill: () => nats.kill(),
    eraseStore: async () => {
      if (nats.pid !== undefined) throw new EmbeddedError('embedded.in-use', 'The broker is running; kill it first.');
      await rm(storeDir, { recursive: true, force: true });
    },
    start: () => nats.resume(),
  };
}
