import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { newId } from '@throughline/kernel';
import { createLogger } from '@throughline/observability';
import { describeBroker, subscriptionTo, until } from '../test/broker-suite.ts';
import { deleteStreams } from '../test/delete-streams.ts';
import { chain, eventAfter } from '../test/events.ts';
import { recordingSink } from '../test/recording-sink.ts';
import { connectBroker } from './nats-broker.ts';

const log = createLogger({ service: 'test', level: process.env['LOG_LEVEL'] ?? 'silent' });
const url = process.env['NATS_URL'] ?? '';
const prefixes: string[] = [];
const freshPrefix = () => {
  const prefix = newId('t').replace('_', '').toUpperCase();
  prefixes.push(prefix);
  return prefix;
};
const open = (retryPausesMs: readonly number[] = [20, 20, 20, 20], streamPrefix = freshPrefix()) =>
  connectBroker({ url, name: 'test', streamPrefix, log, retryPausesMs });

let connection: NatsConnection;
beforeAll(async () => {
  connection = await connect({ servers: url });
});
afterAll(async () => {
  await connection.close();
  await deleteStreams(url, prefixes);
});

describeBroker('the broker on JetStream', { open });

describe('what is particular to JetStream', () => {
  it('provisioning twice changes nothing, and a stream that differs is reported and repaired', async () => {
    const prefix = freshPrefix();
    const broker = open([], prefix);
    await until('it is ready', async () => (await broker.isReady()).ok);
    expect(await broker.provision()).toEqual([]);
    const { streams } = await jetstreamManager(connection);
    await streams.update(`${prefix}_FEEDBACK`, { max_msg_size: 1_024 });
    const drift = {
      stream: `${prefix}_FEEDBACK`,
      field: 'max_msg_size',
      found: 1_024,
      declared: 262_144,
      repaired: true,
    };
    expect(await broker.provision()).toEqual([drift]);
    expect(await broker.provision()).toEqual([]);
    const { config } = await streams.info(`${prefix}_FEEDBACK`);
    expect(config).toMatchObject({
      subjects: [`${prefix.toLowerCase()}.evt.feedback.>`],
      storage: 'file',
      retention: 'limits',
      discard: 'new',
      max_age: 30 * 86_400 * 1e9,
      duplicate_window: 600 * 1e9,
    });
    await broker.close();
  });

  it('a message carries its id, its media type and the trace of its origin', async () => {
    const prefix = freshPrefix();
    const broker = open([], prefix);
    await until('it is ready', async () => (await broker.isReady()).ok);
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const event = eventAfter(undefined, { subject: newId('con'), traceparent });
    await broker.publish(event);
    const { streams } = await jetstreamManager(connection);
    const stored = await streams.getMessage(`${prefix}_FEEDBACK`, { seq: 1 });
    expect(stored?.subject).toBe(`${prefix.toLowerCase()}.evt.feedback.concern.endorsed.v1`);
    expect(stored?.header.get('Nats-Msg-Id')).toBe(event.id);
    expect(stored?.header.get('content-type')).toBe('application/cloudevents+json');
    expect(stored?.header.get('traceparent')).toBe(traceparent);
    expect(stored?.json()).toEqual(event);
    await broker.close();
  });

  it('an event above 256 KB is refused before it is sent', async () => {
    const broker = open();
    await until('it is ready', async () => (await broker.isReady()).ok);
    const large = eventAfter(undefined, { subject: newId('con'), data: { filling: 'x'.repeat(256 * 1024) } });
    await expect(broker.publish(large)).rejects.toMatchObject({ code: 'message-too-large', kind: 'broken' });
    await broker.close();
  });

  it('a broker that is not there is unavailable at once, does not keep a process from stopping, and is named', async () => {
    const broker = connectBroker({ url: 'nats://127.0.0.1:1', name: 'test', log });
    const consumer = broker.consume(subscriptionTo(recordingSink(), []));
    await expect(broker.publish(eventAfter(undefined, { subject: newId('con') }))).rejects.toMatchObject({
      kind: 'unavailable',
    });
    expect(await broker.isReady()).toEqual({ ok: false, reason: 'the broker is not connected' });
    expect(await consumer.lag()).toBeUndefined();
    await broker.close();
  });

  it('a message that is no event is parked under its place, and nothing waits for it', async () => {
    const prefix = freshPrefix();
    const broker = open([], prefix);
    await until('it is ready', async () => (await broker.isReady()).ok);
    const sink = recordingSink();
    const events = chain(1);
    const subscription = subscriptionTo(sink, events);
    const consumer = broker.consume(subscription);
    connection.publish(`${prefix.toLowerCase()}.evt.feedback.concern.endorsed.v1`, 'no JSON');
    await connection.flush();
    for (const event of events) await broker.publish(event);
    await until('the others flow', () => sink.applied.length === 1);
    const id = `unreadable:FEEDBACK:1`;
    expect(await subscription.parking.find(id)).toMatchObject({ version: 0, reason: 'bad-schema' });
    expect(await consumer.retry(id)).toEqual({ applied: 0 });
    expect(await subscription.parking.find(id)).toBeUndefined();
    await broker.close();
  });

  it('streams and durables that vanish are made again; nothing is lost, nothing happens twice', async () => {
    const prefix = freshPrefix();
    const broker = open([20, 20, 20, 20], prefix);
    await until('it is ready', async () => (await broker.isReady()).ok);
    const events = chain(30);
    const sink = recordingSink();
    const consumer = broker.consume(subscriptionTo(sink, events));
    const id = events[0]?.subject ?? '';
    for (const event of events.slice(0, 10)) await broker.publish(event);
    await until('the first arrived', () => sink.versionsOf(id).length === 10);

    const { streams, consumers } = await jetstreamManager(connection);
    await consumers.delete(`${prefix}_FEEDBACK`, consumer.name);
    for (const event of events.slice(10, 20)) await broker.publish(event);
    await until('they arrive through the durable made again', () => sink.versionsOf(id).length === 20);

    await streams.delete(`${prefix}_FEEDBACK`);
    for (const event of events.slice(20))
      await until('publishing resumes', () =>
        broker.publish(event).then(
          () => true,
          () => false,
        ),
      );
    await until('the rest arrives', () => sink.versionsOf(id).length === 30);
    expect(sink.versionsOf(id)).toEqual(events.map(({ sequence }) => Number(sequence)));
    expect(consumer.isReady()).toEqual({ ok: true });
    await broker.close();
  });
});
