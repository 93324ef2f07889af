import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Engine, installDocumentDb } from './documentdb-install.ts';
import { copyTemplate } from './documentdb-template.ts';
import { logFile } from './log-file.ts';
import { postgresCommand } from './postgres-settings.ts';
import { whenMessage } from './readiness.ts';
import type { Store, StoreOptions } from './store.ts';
import { portOf } from './store-addresses.ts';
import { type Supervised, supervise } from './supervise.ts';

/** Our own program beside this file: TypeScript when run from the source, JavaScript when compiled. */
const GATEWAY = fileURLToPath(
  import.meta.resolve(`./wire-gateway/main.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`),
);

/** PostgreSQL with DocumentDB in a sandbox, and before it our gateway that speaks MongoDB's protocol. */
export async function startDocumentDb(options: StoreOptions): Promise<Store | string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return `only for Linux on x64, this is ${process.platform} on ${process.arch}`;
  }
  const engine = await installDocumentDb(options.cacheDir, options.onProgress);
  const place = join(options.dataDir, 'postgres');
  const data = await prepareData(engine, place);
  const { mongodbUrl } = options.addresses;
  const postgres = startPostgres(engine, place, options);
  const gateway = startGateway(portOf(mongodbUrl), data, options);
  try {
    await Promise.race([Promise.all([postgres.started, gateway.started]), failureOf(postgres)]);
  } catch (error) {
    await gateway.stop();
    await postgres.stop();
    throw error;
  }
  return {
    url: mongodbUrl,
    label: `DocumentDB ${engine.installed['postgresql-18-documentdb']} on PostgreSQL 18 (${engine.sandbox.kind})`,
    processes: [postgres, gateway],
  };
}

async function prepareData({ sandbox, template }: Engine, place: string): Promise<string> {
  const data = await sandbox.dataFolderOf(place);
  const isThere = await access(join(data, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (!isThere) await copyTemplate(template, data, sandbox.dataOwner);
  return data;
}

function startPostgres({ sandbox }: Engine, place: string, { dataDir, onChange }: StoreOptions): Supervised {
  return supervise({
    name: 'postgres',
    ...sandbox.command(postgresCommand(), place),
    // SIGTERM would wait until every client has gone; SIGINT ends their connections and writes everything down.
    stopSignal: 'SIGINT',
    onLine: logFile(join(dataDir, 'logs/postgres.log')),
    onChange,
  });
}

function startGateway(port: number, data: string, { dataDir, env, onChange }: StoreOptions): Supervised {
  return supervise({
    name: 'wire-gateway',
    command: process.execPath,
    args: ['--enable-source-maps', '--disable-warning=ExperimentalWarning', GATEWAY, '--port', String(port)],
    // The socket is reached as a file of the working folder: its full path may be longer than a socket's name can be.
    cwd: data,
    env: { ...env, NODE_OPTIONS: '' },
    ready: whenMessage('ready'),
    onLine: logFile(join(dataDir, 'logs/wire-gateway.log')),
    onChange,
  });
}

/** The gateway would wait long for a PostgreSQL that has already given up. */
function failureOf(child: Supervised): Promise<never> {
  return new Promise((_, reject) => child.started.catch(reject));
}
