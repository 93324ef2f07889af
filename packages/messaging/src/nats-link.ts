import { setTimeout as delay } from 'node:timers/promises';
import { type JetStreamClient, type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Unavailable } from '@throughline/kernel';
import type { Logger } from '@throughline/observability';

/** A connection that is there, with JetStream's two faces. */
export interface Connected {
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
}

/** A connection that is kept up for as long as the process runs. */
export interface NatsLink {
  /** Throws Unavailable while there is no connection, at once: waiting is its caller's decision. */
  connected(): Connected;
  readonly isConnected: boolean;
  /**
   * Runs a request, and fails it with Unavailable when the connection is lost meanwhile: its answer went with it, and the
   * client itself would wait for it until the request times out.
   */
  whileConnected<T>(request: (connected: Connected) => Promise<T>): Promise<T>;
  /** Sends what is under way and closes; also ends the attempts to connect. */
  close(): Promise<void>;
}

/** A half-open connection is noticed after two pings without an answer; a lost one is tried again several times a second. */
const pingEveryMs = 5_000;
const reconnectEveryMs = 200;
const requestTimeoutMs = 5_000;

/** Connects in the background, again and again, and tells at every (re)connection. */
export function linkTo(
  { url, name, log }: { readonly url: string; readonly name: string; readonly log: Logger },
  onConnected: (connected: Connected) => void,
): NatsLink {
  const closing = new AbortController();
  let current: Connected | undefined;
  let isUp = false;
  const underWay = new Set<(error: Error) => void>();

  function down(): void {
    isUp = false;
    for (const fail of underWay) fail(new Unavailable('The connection to the broker was lost.'));
    underWay.clear();
  }
  async function open(): Promise<Connected> {
    const connection = await connect({
      servers: url,
      name,
      timeout: 2_000,
      reconnect: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: reconnectEveryMs,
      reconnectJitter: 100,
      pingInterval: pingEveryMs,
      maxPingOut: 2,
      ignoreAuthErrorAbort: true,
      noAsyncTraces: true,
    });
    const options = { timeout: requestTimeoutMs, checkAPI: false };
    return { connection, client: jetstream(connection, options), manager: await jetstreamManager(connection, options) };
  }
  function up(connected: Connected): void {
    isUp = true;
    log.info('connected to the broker');
    onConnected(connected);
  }
  async function watch(connected: Connected): Promise<void> {
    for await (const { type } of connected.connection.status()) {
      if (type === 'disconnect') down();
      if (type === 'disconnect' && !closing.signal.aborted) log.warn('lost the connection to the broker');
      if (type === 'reconnect') up(connected);
    }
  }
  async function keepConnected(): Promise<void> {
    let isReported = false;
    while (!closing.signal.aborted) {
      try {
        current = await open();
        isReported = false;
        if (closing.signal.aborted) return await current.connection.close();
        up(current);
        await watch(current);
        await current.connection.closed();
      } catch (error) {
        if (!isReported) log.warn({ err: error }, 'the broker is not there yet');
        isReported = true;
      }
      down();
      await delay(reconnectEveryMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  }
  const kept = keepConnected();

  function connected(): Connected {
    if (!current || !isUp) throw new Unavailable('The broker is not connected.', { retryAfterSeconds: 1 });
    return current;
  }

  return {
    get isConnected() {
      return isUp;
    },
    connected,
    async whileConnected<T>(request: (connected: Connected) => Promise<T>) {
      const there = connected();
      let fail: ((error: Error) => void) | undefined;
      const answered = new Promise<T>((resolve, reject) => {
        fail = reject;
        underWay.add(reject);
        request(there).then(resolve, reject);
      });
      return await answered.finally(() => fail && underWay.delete(fail));
    },
    async close() {
      closing.abort();
      // Drain waits for a connection; without one there is nothing to be sent.
      if (isUp) await current?.connection.drain().catch(() => undefined);
      await current?.connection.close();
      await kept;
    },
  };
}
