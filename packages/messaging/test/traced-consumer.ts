// Run by trace.int.test.ts with telemetry's preload, in a process of its own: what a consumer does belongs to the trace of
// the command that the event came from.
import { connectBroker, memoryParking } from '@throughline/messaging';
import { createLogger, currentTraceparent, flush, traced } from '@throughline/observability';
import { eventAfter } from './events.ts';
import { recordingSink } from './recording-sink.ts';

const log = createLogger({ service: 'traced', level: 'info' });
const { NATS_URL: url = '', PREFIX: streamPrefix = '' } = process.env;
const broker = connectBroker({
  url,
  name: 'traced',
  streamPrefix,
  log: createLogger({ service: 'quiet', level: 'silent' }),
});
const sink = recordingSink();
const hasArrived = new Promise<void>((resolve) => {
  sink.before = () => {
    log.info('applied');
    resolve();
  };
});
broker.consume({
  service: 'traced',
  purpose: 'trace',
  stream: 'FEEDBACK',
  aggregates: ['concern'],
  sink,
  parking: memoryParking(),
  startAt: 'all',
  journalOf: async () => [],
});
while (!(await broker.isReady()).ok) await new Promise((resolve) => setTimeout(resolve, 10));
const event = await traced('command', async () => {
  log.info('commanded');
  const traceparent = currentTraceparent();
  return eventAfter(undefined, { subject: 'con_01jc0000000000000000000000', ...(traceparent && { traceparent }) });
});
await broker.publish(event);
await hasArrived;
await broker.close();
await flush();
