import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findOnPath } from './find-on-path.ts';
import { logFile } from './log-file.ts';
import { initiateReplicaSet } from './mongod-replica-set.ts';
import { whenPortAnswers } from './readiness.ts';
import type { Store, StoreOptions } from './store.ts';
import { portOf } from './store-addresses.ts';
import { supervise } from './supervise.ts';
import { isAtLeast, versionOf } from './version-of.ts';

/** A replica set of one, because drivers offer retryable writes and transactions to replica sets only. */
export async function startMongod({ dataDir, addresses, onChange, onProgress }: StoreOptions): Promise<Store | string> {
  const program = await findOnPath('mongod');
  if (program === undefined) return 'not found';
  if (!(await findOnPath('setpriv'))) return 'found, but setpriv (util-linux), which ends it with its parent, was not';
  const version = await versionOf(program);
  if (!isAtLeast(version, [7, 0])) return `found version ${version.join('.')}, 7.0 or later is needed`;
  onProgress(`starting mongod ${version.join('.')}`);
  const folder = join(dataDir, 'mongod');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const port = portOf(addresses.mongodbUrl);
  const mongod = supervise({
    name: 'mongod',
    command: program,
    args: ['--dbpath', folder, '--bind_ip', '127.0.0.1', '--port', String(port), '--replSet', 'rs0', '--nounixsocket'],
    leash: 'pdeathsig',
    ready: async (child, signal) => {
      await whenPortAnswers(port)(child, signal);
      await initiateReplicaSet(port, signal);
    },
    onLine: logFile(join(dataDir, 'logs/mongod.log')),
    onChange,
  });
  await mongod.started;
  return {
    url: addresses.mongodbUrl,
    label: `mongod ${version.join('.')} (${program})`,
    processes: [mongod],
  };
}
