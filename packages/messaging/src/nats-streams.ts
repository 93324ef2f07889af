import {
  DiscardPolicy,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { type Context, streams } from '@throughline/contracts';
import type { Drift } from './broker.ts';
import type { Names } from './names.ts';
import { isMissing } from './nats-errors.ts';

const dayMs = 24 * 60 * 60 * 1_000;

/** The largest message, in bytes; larger events are refused before they are sent. */
export const largestMessageBytes = 256 * 1024;

/**
 * The stream of a context (design: "Streams and names"). A full stream refuses what is new, so that the outboxes fill and
 * nothing is lost. The number of replicas is the installation's affair and stays as it is found.
 */
function streamOf(context: Context, names: Names) {
  return {
    name: names.stream(streams[context].stream),
    subjects: [names.subjectsOf(context)],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.New,
    max_age: nanos(30 * dayMs),
    duplicate_window: nanos(10 * 60 * 1_000),
    max_msg_size: largestMessageBytes,
  } satisfies Partial<StreamConfig>;
}
type Declared = ReturnType<typeof streamOf>;

const differing = (found: StreamConfig, declared: Declared) =>
  (Object.keys(declared) as (keyof Declared)[]).filter(
    (field) => JSON.stringify(found[field]) !== JSON.stringify(declared[field]),
  );

async function provisionOne(manager: JetStreamManager, declared: Declared): Promise<Drift[]> {
  const { name, storage: _storage, retention: _retention, ...changeable } = declared;
  let found: StreamConfig;
  try {
    found = (await manager.streams.info(name)).config;
  } catch (error) {
    if (!isMissing(error)) throw error;
    await manager.streams.add(declared);
    return [];
  }
  const fields = differing(found, declared);
  if (fields.some((field) => field in changeable)) await manager.streams.update(name, changeable);
  return fields.map((field) => ({
    stream: name,
    field,
    found: found[field],
    declared: declared[field],
    repaired: field in changeable,
  }));
}

/** Creates the missing ones of the declared streams, repairs what differs and can be changed; answers what differed. */
export async function provisionStreams(manager: JetStreamManager, names: Names): Promise<Drift[]> {
  const drifts = await Promise.all(names.contexts.map((context) => provisionOne(manager, streamOf(context, names))));
  return drifts.flat();
}
