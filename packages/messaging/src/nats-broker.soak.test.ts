import { afterAll } from '@jest/globals';
import { newId } from '@throughline/kernel';
import { createLogger } from '@throughline/observability';
import { describeBroker } from '../test/broker-suite.ts';
import { deleteStreams } from '../test/delete-streams.ts';
import { connectBroker } from './nats-broker.ts';

const log = createLogger({ service: 'test', level: 'silent' });
const url = process.env['NATS_URL'] ?? '';
const streamPrefix = newId('soak').replace('_', '').toUpperCase();

describeBroker('the broker on JetStream, at length', {
  volume: { aggregates: 250, eventsEach: 20, subscribers: 10 },
  open: (retryPausesMs) => connectBroker({ url, name: 'soak', streamPrefix, log, retryPausesMs }),
});
afterAll(() => deleteStreams(url, [streamPrefix]));
