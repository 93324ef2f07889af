import { serialize } from 'bson';
import { MAX_MESSAGE_BYTES } from './message.ts';

/** What is spoken here is MongoDB 7.0's protocol: commands that came later are not offered. */
const SERVER_VERSION = [7, 0, 0, 0] as const;
const WIRE_VERSION = 21;
const REPLICA_SET = 'rs0';

/**
 * The gateway presents itself as a replica set of one, because drivers offer retryable writes and transactions to
 * those only.
 */
export function hello(address: string, connectionId: number): Uint8Array {
  return serialize({
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    secondary: false,
    readOnly: false,
    setName: REPLICA_SET,
    setVersion: 1,
    hosts: [address],
    me: address,
    primary: address,
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: 25_000, // the engine's own bound (documentdb.maxWriteBatchSize)
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    ok: 1,
  });
}

export const buildInfo = (): Uint8Array =>
  serialize({
    version: SERVER_VERSION.slice(0, 3).join('.'),
    versionArray: [...SERVER_VERSION],
    gitVersion: 'throughline-wire-gateway',
    modules: ['documentdb'],
    bits: 64,
    maxBsonObjectSize: 16_777_216,
    ok: 1,
  });

export const ok = (more: Record<string, unknown> = {}): Uint8Array => serialize({ ...more, ok: 1 });
