import { freePort } from './free-port.ts';

/** Where the stores will be, known before they run: what uses them can start at the same time. */
export interface StoreAddresses {
  readonly mongodbUrl: string;
  readonly natsUrl: string;
}

/** MONGODB_URL and NATS_URL where they are set; else loopback ports that are free now, for stores of our own. */
export async function storeAddresses(env: NodeJS.ProcessEnv = process.env): Promise<StoreAddresses> {
  return {
    mongodbUrl: env['MONGODB_URL'] || `mongodb://127.0.0.1:${await freePort()}/?replicaSet=rs0`,
    natsUrl: env['NATS_URL'] || `nats://127.0.0.1:${await freePort()}`,
  };
}

/** The port of one of these addresses. */
export const portOf = (url: string): number => Number(new URL(url).port);
