import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

/** Deletes the streams that tests made under these prefixes. */
export async function deleteStreams(url: string, prefixes: readonly string[]): Promise<void> {
  const connection = await connect({ servers: url });
  const { streams } = await jetstreamManager(connection);
  const names: string[] = [];
  for await (const { config } of streams.list()) names.push(config.name);
  for (const name of names) if (prefixes.some((prefix) => name.startsWith(`${prefix}_`))) await streams.delete(name);
  await connection.close();
}
