import { setTimeout as delay } from 'node:timers/promises';
import { headers } from '@nats-io/transport-node';
import type { Envelope } from '@throughline/contracts';
import { Unavailable } from '@throughline/kernel';
import { currentTraceparent, type Logger } from '@throughline/observability';
import type { Broker, Consumer, Drift } from './broker.ts';
import { runConsumer } from './consumer.ts';
import { MessageTooLarge } from './messaging.errors.ts';
import { addressOf, durableOf, namesUnder } from './names.ts';
import { unavailable } from './nats-errors.ts';
import { linkTo } from './nats-link.ts';
import { natsPull } from './nats-pull.ts';
import { largestMessageBytes, provisionStreams } from './nats-streams.ts';

const publishTimeoutMs = 5_000;
const provisionAgainMs = 1_000;

/** What {@link connectBroker} is given. */
export interface BrokerSettings {
  /** `nats://…` or `tls://…` */
  readonly url: string;
  /** Shown in the broker's list of connections: the service's name. */
  readonly name: string;
  /** Letters, digits and `-`; '' for none. Stacks with different prefixes share a broker without meeting. */
  readonly streamPrefix?: string;
  readonly log: Logger;
  /** Between the tries of an event that a handler fails on. Default: 0.2, 1, 3, 8 s; after the fifth failure it is parked. */
  readonly retryPausesMs?: readonly number[];
}

function messageHeaders({ traceparent }: Envelope) {
  const sent = headers();
  sent.set('content-type', 'application/cloudevents+json');
  // The flow's own origin first: a relay publishes for many requests from within whichever woke it.
  const origin = traceparent ?? currentTraceparent();
  if (origin) sent.set('traceparent', origin);
  return sent;
}

/** Opens the broker: answers at once, connects in the background and stays connected until it is closed. */
export function connectBroker({ url, name, streamPrefix = '', log, retryPausesMs }: BrokerSettings): Broker {
  const names = namesUnder(streamPrefix);
  const closing = new AbortController();
  const consumers = new Set<Consumer>();
  let provisioning: Promise<readonly Drift[]> | undefined;
  let isProvisioned = false;

  const link = linkTo({ url, name, log }, () => {
    // The store may have been deleted while we were away: nothing that was true before is taken for true.
    isProvisioned = false;
    void provisionUntilDone();
  });

  async function provisionNow(): Promise<readonly Drift[]> {
    try {
      const drifts = await link.whileConnected(({ manager }) => provisionStreams(manager, names));
      for (const drift of drifts) log.warn({ ...drift }, 'a stream was not as it is declared');
      isProvisioned = true;
      return drifts;
    } catch (error) {
      throw unavailable(error);
    } finally {
      provisioning = undefined;
    }
  }
  const provision = () => (provisioning ??= provisionNow());

  async function provisionUntilDone(): Promise<void> {
    while (!isProvisioned && link.isConnected && !closing.signal.aborted) {
      try {
        await provision();
      } catch (error) {
        log.warn({ err: error }, 'the streams could not be provisioned');
        await delay(provisionAgainMs, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  }

  async function publish(envelope: Envelope, { messageId = envelope.id } = {}): Promise<void> {
    const body = JSON.stringify(envelope);
    if (Buffer.byteLength(body) > largestMessageBytes) throw new MessageTooLarge(`${envelope.type} ${envelope.id}`);
    const options = {
      msgID: messageId,
      timeout: publishTimeoutMs,
      expect: { streamName: names.stream(addressOf(envelope).stream) },
      headers: messageHeaders(envelope),
    };
    try {
      await link.whileConnected(({ client }) => client.publish(names.subject(envelope), body, options));
    } catch (error) {
      // A stream that somebody deleted is made again; what stays wrong is tried again by the relay.
      if (link.isConnected) void provision().catch(() => undefined);
      throw unavailable(error);
    }
  }

  return {
    provision,
    publish,
    consume(subscription) {
      const pull = natsPull({
        link,
        stream: names.stream(subscription.stream),
        durable: durableOf(subscription),
        filters: names.filters(subscription),
      });
      const ensured = { ...pull, ensure: waitForStreams(pull.ensure) };
      const onStopped = () => consumers.delete(consumer);
      const consumer: Consumer = runConsumer(subscription, { pull: ensured, log, pausesMs: retryPausesMs, onStopped });
      consumers.add(consumer);
      return consumer;
    },
    async isReady() {
      if (!link.isConnected) return { ok: false, reason: 'the broker is not connected' };
      return isProvisioned ? { ok: true } : { ok: false, reason: 'the streams are not provisioned' };
    },
    async close() {
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      closing.abort();
      await link.close();
    },
  };

  /** A durable cannot be made before its stream; a stream that is gone is made again first. */
  function waitForStreams<Rest extends unknown[], T>(ensure: (...rest: Rest) => Promise<T>) {
    return async (...rest: Rest): Promise<T> => {
      if (!link.isConnected) throw new Unavailable('The broker is not connected.');
      await provision();
      return await ensure(...rest);
    };
  }
}
