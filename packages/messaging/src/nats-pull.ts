import { AckPolicy, type ConsumerConfig, DeliverPolicy, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { isMissing, unavailable } from './nats-errors.ts';
import type { NatsLink } from './nats-link.ts';
import type { Deliver, Delivery, Pull } from './pull.ts';

const ackWaitMs = 30_000;
const mostUnacknowledged = 1_000;
/** The shortest that the client takes: how long a stop may wait for a pull that brings nothing. */
const pullForMs = 1_000;
/** A broker's clock and ours differ: a durable begins a little before the instant asked for. */
const clockSkewMs = 60_000;

/** A label on the durable; gone with it when the broker's store is lost, as it should be. */
const behindKey = 'throughline-behind';
const behind = { [behindKey]: 'yes' };

/** What a durable is given. */
export interface DurableParts {
  readonly link: NatsLink;
  readonly stream: string;
  readonly durable: string;
  readonly filters: readonly string[];
}

function deliveryOf(message: JsMsg): Delivery {
  return {
    body: message.data,
    sequence: message.seq,
    deliveries: message.info.deliveryCount,
    traceparent: message.headers?.get('traceparent') || undefined,
    ack: () => message.ack(),
    nak: (delayMs) => message.nak(delayMs),
    working: () => message.working(),
  };
}

function startOf(deliver: Deliver): Partial<ConsumerConfig> {
  if (deliver === 'all') return { deliver_policy: DeliverPolicy.All };
  if (deliver === 'new') return { deliver_policy: DeliverPolicy.New };
  const opt_start_time = new Date(deliver.getTime() - clockSkewMs).toISOString();
  return { deliver_policy: DeliverPolicy.StartTime, opt_start_time };
}

/** A durable pull consumer in JetStream. */
export function natsPull({ link, stream, durable, filters }: DurableParts): Pull {
  const changeable = {
    filter_subjects: [...filters],
    ack_wait: nanos(ackWaitMs),
    max_deliver: -1,
    max_ack_pending: mostUnacknowledged,
  };

  async function ensure(deliver: Deliver): Promise<boolean> {
    const { consumers } = link.connected().manager;
    try {
      const { config } = await consumers.info(stream, durable);
      const found = config.filter_subjects ?? (config.filter_subject ? [config.filter_subject] : []);
      const readsOthers = [...found].sort().join() !== [...filters].sort().join();
      const differs = config.max_ack_pending !== mostUnacknowledged || config.ack_wait !== changeable.ack_wait;
      const metadata = { ...config.metadata, ...(readsOthers ? behind : {}) };
      if (readsOthers || differs) await consumers.update(stream, durable, { ...changeable, metadata });
      return readsOthers || config.metadata?.[behindKey] === 'yes';
    } catch (error) {
      if (!isMissing(error)) throw unavailable(error);
    }
    const config = {
      durable_name: durable,
      ack_policy: AckPolicy.Explicit,
      ...startOf(deliver),
      ...changeable,
      metadata: behind,
    };
    await consumers.add(stream, config).catch((error: unknown) => Promise.reject(unavailable(error)));
    return true;
  }
  return {
    ensure,
    async markCaughtUp() {
      const { consumers } = link.connected().manager;
      const { config } = await consumers.info(stream, durable);
      await consumers.update(stream, durable, { ...changeable, metadata: { ...config.metadata, [behindKey]: 'no' } });
    },
    // Closed before its time, a pull would lose what is on its way, until the acknowledgement times out: so it is not.
    async fetch(limit, take) {
      const consumer = await link.connected().client.consumers.get(stream, durable);
      const messages = await consumer.fetch({ max_messages: limit, expires: pullForMs });
      for await (const message of messages) take(deliveryOf(message));
    },
    async lag() {
      const info = await link.connected().manager.consumers.info(stream, durable);
      return info.num_pending + info.num_ack_pending;
    },
  };
}
