import { AckPolicy, type Consumer, type ConsumerConfig, DeliverPolicy, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { isMissing, unavailable } from './nats-errors.ts';
import type { NatsLink } from './nats-link.ts';
import type { Deliver, Delivery, Pull } from './pull.ts';

// What a killed process held comes again after this long, and everything behind it in its aggregate waits as long.
const ackWaitMs = 5_000;
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

  const info = () => link.whileConnected(({ manager }) => manager.consumers.info(stream, durable));
  const update = (metadata: Record<string, string>) =>
    link.whileConnected(({ manager }) => manager.consumers.update(stream, durable, { ...changeable, metadata }));
  const add = (deliver: Deliver) => {
    const config = { durable_name: durable, ack_policy: AckPolicy.Explicit, ...startOf(deliver), ...changeable };
    return link.whileConnected(({ manager }) => manager.consumers.add(stream, { ...config, metadata: behind }));
  };
  const refresh = () => link.whileConnected(({ client }) => client.consumers.get(stream, durable));
  let consumer: Consumer | undefined;

  async function repaired(): Promise<boolean> {
    const { config } = await info();
    const found = config.filter_subjects ?? (config.filter_subject ? [config.filter_subject] : []);
    const readsOthers = [...found].sort().join() !== [...filters].sort().join();
    const differs = config.max_ack_pending !== mostUnacknowledged || config.ack_wait !== changeable.ack_wait;
    if (readsOthers || differs) await update({ ...config.metadata, ...(readsOthers ? behind : {}) });
    return readsOthers || config.metadata?.[behindKey] === 'yes';
  }
  return {
    async ensure(deliver) {
      try {
        return await repaired();
      } catch (error) {
        if (!isMissing(error)) throw unavailable(error);
        await add(deliver).catch((fault: unknown) => Promise.reject(unavailable(fault)));
        return true;
      } finally {
        consumer = undefined;
      }
    },
    async markCaughtUp() {
      const { config } = await info();
      await update({ ...config.metadata, [behindKey]: 'no' });
    },
    // Closed before its time, a pull would lose what is on its way, until the acknowledgement times out: so it is not.
    async fetch(limit, take) {
      consumer ??= await refresh();
      const messages = await consumer.fetch({ max_messages: limit, expires: pullForMs });
      for await (const message of messages) take(deliveryOf(message));
    },
    async lag() {
      const { num_pending, num_ack_pending } = await info();
      return num_pending + num_ack_pending;
    },
  };
}
