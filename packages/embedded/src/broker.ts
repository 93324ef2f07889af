import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installNats } from './documentdb-install.ts';
import { type Attempt, nothingWorked, reasonOf } from './embedded.errors.ts';
import { findOnPath } from './find-on-path.ts';
import { logFile } from './log-file.ts';
import { whenPortAnswers } from './readiness.ts';
import type { Store, StoreOptions } from './store.ts';
import { portOf } from './store-addresses.ts';
import { supervise } from './supervise.ts';
import { isAtLeast, versionOf } from './version-of.ts';

const OLDEST_NATS = [2, 14] as const;

/** A broker, and the folder of its streams when it is ours. */
export interface Broker extends Store {
  readonly storeDir: string | undefined;
}

/** First that works: NATS_URL, nats-server on the PATH, Debian's package. */
export async function startBroker(options: StoreOptions): Promise<Broker> {
  const url = options.env['NATS_URL'];
  if (url) return { url, label: 'the NATS server of NATS_URL', processes: [], storeDir: undefined };
  const attempts: Attempt[] = [{ what: 'NATS_URL', outcome: 'not set' }];
  const onPath = await natsOnPath();
  if ('program' in onPath) return startNats(onPath.program, options);
  attempts.push({ what: `nats-server ${OLDEST_NATS.join('.')} or later on the PATH`, outcome: onPath.outcome });
  try {
    if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('only for Linux on x64');
    return await startNats(await installNats(options.cacheDir, options.onProgress), options);
  } catch (error) {
    attempts.push({ what: "nats-server from Debian's packages", outcome: reasonOf(error) });
    throw nothingWorked('broker', attempts, error);
  }
}

async function natsOnPath(): Promise<{ program: string } | { outcome: string }> {
  const program = await findOnPath('nats-server');
  if (program === undefined) return { outcome: 'not found' };
  try {
    const version = await versionOf(program);
    return isAtLeast(version, OLDEST_NATS) ? { program } : { outcome: `found version ${version.join('.')}` };
  } catch (error) {
    return { outcome: reasonOf(error) };
  }
}

async function startNats(program: string, { dataDir, addresses, onChange }: StoreOptions): Promise<Broker> {
  const storeDir = join(dataDir, 'jetstream');
  const configuration = join(dataDir, 'nats.conf');
  const port = portOf(addresses.natsUrl);
  await mkdir(storeDir, { recursive: true, mode: 0o700 });
  await writeFile(configuration, natsConfiguration(port, storeDir));
  const nats = supervise({
    name: 'nats-server',
    command: program,
    args: ['-c', configuration],
    leash: 'pdeathsig',
    ready: whenPortAnswers(port),
    onLine: logFile(join(dataDir, 'logs/nats-server.log')),
    onChange,
  });
  await nats.started;
  const version = (await versionOf(program)).join('.');
  return { url: addresses.natsUrl, label: `nats-server ${version}`, processes: [nats], storeDir };
}

/** What is acknowledged is on the disk: by default NATS leaves that to the next two minutes. */
function natsConfiguration(port: number, storeDir: string): string {
  return [
    `listen: "127.0.0.1:${port}"`,
    'server_name: "throughline"',
    'max_payload: 1MB',
    `jetstream: { store_dir: ${JSON.stringify(storeDir)}, sync_interval: always }`,
    '',
  ].join('\n');
}
