import { connect } from '@nats-io/transport-node';
import { aggregateOfId, aggregates, type Envelope } from '@throughline/contracts';

/**
 * Puts an event on the broker as often as it is given, under no message id: the broker's own window of duplicates lets
 * every copy through, as it does once the window has passed. What is left is the consumers' gate.
 */
export async function redeliver(natsUrl: string, streamPrefix: string, copies: readonly Envelope[]): Promise<void> {
  const connection = await connect({ servers: natsUrl });
  for (const envelope of copies) {
    const aggregate = aggregateOfId(envelope.subject);
    if (!aggregate) throw new RangeError(`${envelope.subject} is no aggregate's id`);
    const name = envelope.type.replace(`org.throughline.${aggregate}.`, '');
    const subject = `${streamPrefix.toLowerCase()}.evt.${aggregates[aggregate].context}.${aggregate}.${name}`;
    connection.publish(subject, JSON.stringify(envelope));
  }
  await connection.drain();
}
