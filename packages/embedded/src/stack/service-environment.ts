import { join } from 'node:path';
import type { StackSecrets } from './internal-keys.ts';
import { type ServiceName, serviceNames } from './service-names.ts';

/** What the services of one stack share. */
export interface Surroundings {
  readonly mode: 'embedded' | 'test';
  readonly dataDir: string;
  readonly compileCacheDir: string;
  readonly clockFile: string;
  readonly publicUrl: string;
  readonly mongodbUrl: string;
  readonly natsUrl: string;
  /** Prefix of the databases' names; the service's name follows. */
  readonly databasePrefix: string;
  readonly streamPrefix: string;
  readonly secrets: StackSecrets;
  readonly ports: Readonly<Record<ServiceName, number>>;
  readonly logLevel: string;
}

const variablesKept = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'NODE_EXTRA_CA_CERTS'];

/** The whole environment of one service: nothing of the caller's own leaks in but what a program needs to run. */
export function environmentOf(service: ServiceName, given: Surroundings): NodeJS.ProcessEnv {
  const urls = serviceNames.map((name) => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${given.ports[name]}`]);
  const telemetry = Object.entries(process.env).filter(([name]) => name.startsWith('OTEL_'));
  const kept = variablesKept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return {
    ...Object.fromEntries([...kept, ...telemetry, ...urls]),
    PORT: String(given.ports[service]),
    HOST: '127.0.0.1',
    PUBLIC_URL: given.publicUrl,
    THROUGHLINE_MODE: given.mode,
    THROUGHLINE_CLOCK_FILE: given.clockFile,
    LOG_LEVEL: given.logLevel,
    MONGODB_URL: given.mongodbUrl,
    NATS_URL: given.natsUrl,
    DATABASE: `${given.databasePrefix}_${service}`,
    NATS_STREAM_PREFIX: given.streamPrefix,
    INTERNAL_PUBLIC_KEYS: JSON.stringify(given.secrets.publicKeys),
    INTERNAL_PRIVATE_KEY: JSON.stringify(given.secrets.privateKeys[service]),
    IDEMPOTENCY_SECRET: given.secrets.idempotencySecret,
    LEDGER_DIR: join(given.dataDir, 'erasure-ledger'),
    // glibc would keep an arena of freed memory for each thread.
    MALLOC_ARENA_MAX: '2',
    // Compiled code is kept between starts: that is most of a warm start's time.
    NODE_COMPILE_CACHE: given.compileCacheDir,
  };
}
