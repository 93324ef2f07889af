import type { Envelope, StreamName } from '@throughline/contracts';
import { type Clock, systemClock } from '@throughline/kernel';
import type { Logger } from '@throughline/observability';
import type { Broker, Consumer } from './broker.ts';
import { runConsumer } from './consumer.ts';
import { type MemoryStream, memoryStream } from './memory-stream.ts';
import { addressOf, durableOf, namesUnder } from './names.ts';

/** What {@link memoryBroker} is given. */
export interface MemoryBrokerSettings {
  readonly log: Logger;
  readonly clock?: Clock;
  /** As {@link connectBroker} takes it. */
  readonly retryPausesMs?: readonly number[];
}

/**
 * The broker in memory, for tests of what publishes and consumes: the same consume loop, gate and parking, the same
 * redelivery; no disk, no network, no interruption. Held to the same suite as the real one.
 */
export function memoryBroker({ log, clock = systemClock, retryPausesMs }: MemoryBrokerSettings): Broker {
  const names = namesUnder('');
  const streams = new Map<StreamName, MemoryStream>();
  const consumers = new Set<Consumer>();
  const streamOf = (name: StreamName): MemoryStream => {
    const stream = streams.get(name) ?? memoryStream(clock);
    streams.set(name, stream);
    return stream;
  };
  return {
    provision: async () => [],
    async publish(envelope: Envelope, { messageId = envelope.id } = {}) {
      const { stream, subject } = addressOf(envelope);
      const body = new TextEncoder().encode(JSON.stringify(envelope));
      streamOf(stream).append({ subject, messageId, body, traceparent: envelope.traceparent });
    },
    consume(subscription) {
      const filters = names.filters(subscription);
      const pull = streamOf(subscription.stream).pull(durableOf(subscription), filters);
      const onStopped = () => consumers.delete(consumer);
      const consumer: Consumer = runConsumer(subscription, { pull, log, clock, pausesMs: retryPausesMs, onStopped });
      consumers.add(consumer);
      return consumer;
    },
    isReady: async () => ({ ok: true }),
    async close() {
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
    },
  };
}
