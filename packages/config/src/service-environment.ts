import { z } from 'zod';
import { privateKey, publicKeys } from './json-web-key.ts';

const url = (protocols: RegExp, what: string) => z.url({ protocol: protocols }).describe(what);
const httpUrl = url(/^https?$/, 'an http(s) URL');

/** How the process runs. Everything but `production` may move the clock and hold demo credentials. */
export type Mode = 'production' | 'embedded' | 'test';

/** What every process reads: where it listens, how it speaks, how it runs. `PORT` 0 takes any free port. */
export const processEnvironment = {
  PORT: z.coerce.number().int().min(0).max(65_535).describe('a port number, 0 to 65535'),
  HOST: z.string().default('127.0.0.1').describe('an address to listen on'),
  PUBLIC_URL: httpUrl,
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('fatal, error, warn, info, debug, trace or silent'),
  THROUGHLINE_MODE: z
    .enum(['production', 'embedded', 'test'])
    .default('production')
    .describe('production, embedded or test'),
  THROUGHLINE_CLOCK_FILE: z.string().optional().describe('the path of a file with { "offsetMs": n }'),
};

/** What a process with a database of its own reads. `LEDGER_DIR` holds the erasure ledger, apart from every database. */
export const databaseEnvironment = (service: string) => ({
  MONGODB_URL: url(/^mongodb(\+srv)?$/, 'a mongodb:// or mongodb+srv:// URL'),
  DATABASE: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,63}$/)
    .default(`throughline_${service}`)
    .describe("a database's name: letters, digits, - and _, at most 63"),
  IDEMPOTENCY_SECRET: z.string().min(32).describe('a secret of at least 32 characters'),
  LEDGER_DIR: z.string().optional().describe('a folder'),
});

/** What a process that publishes or consumes reads. A prefix `T1` gives streams `T1_FEEDBACK` and subjects `t1.evt.…`. */
export const brokerEnvironment = {
  NATS_URL: url(/^(nats|tls)$/, 'a nats:// or tls:// URL'),
  NATS_STREAM_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9-]{0,32}$/)
    .default('')
    .describe('at most 32 letters, digits or -'),
};

/** Keys of the internal token: everybody's public keys (`kid` = service name) and the service's own private key. */
export const tokenEnvironment = {
  INTERNAL_PUBLIC_KEYS: publicKeys.describe('a JSON Web Key Set of Ed25519 public keys, each with kid'),
  INTERNAL_PRIVATE_KEY: privateKey.describe('an Ed25519 private JSON Web Key with kid'),
};

/** The environment of a service that has a database and talks over the broker. Add {@link urlsOf} for whom it calls. */
export const serviceEnvironment = (service: string) => ({
  ...processEnvironment,
  ...databaseEnvironment(service),
  ...brokerEnvironment,
  ...tokenEnvironment,
});

type ServiceName = 'GATEWAY' | 'ORGANISATIONS' | 'MEETINGS' | 'FEEDBACK' | 'NOTIFICATIONS' | 'INSIGHTS' | 'PORTAL';

/** The base URLs of the services that this one calls. @example urlsOf('FEEDBACK') // { FEEDBACK_URL: … } */
export function urlsOf<Name extends ServiceName>(...names: readonly Name[]) {
  return Object.fromEntries(names.map((name) => [`${name}_URL`, httpUrl])) as Record<`${Name}_URL`, typeof httpUrl>;
}
