import { parseArgs } from 'node:util';
import { EmbeddedError } from './embedded.errors.ts';
import { startStores } from './start-stores.ts';

const { values } = parseArgs({ options: { data: { type: 'string' }, cache: { type: 'string' } } });
if (!values.data) {
  console.error(
    'usage: node --conditions=throughline-source packages/embedded/src/stores-cli.ts --data FOLDER [--cache FOLDER]',
  );
  process.exit(2);
}

try {
  const stores = await startStores({
    dataDir: values.data,
    ...(values.cache ? { cacheDir: values.cache } : {}),
    onProgress: (text) => console.error(text),
    onChange: ({ name, change, detail }) => change === 'crashed' && console.error(`${name}: ${detail}`),
  });
  const { mongodbUrl, natsUrl, databaseLabel, brokerLabel } = stores;
  console.log(JSON.stringify({ mongodbUrl, natsUrl, pid: process.pid, databaseLabel, brokerLabel }));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void stores.stop().then(() => process.exit(0)));
  }
} catch (error) {
  if (!(error instanceof EmbeddedError)) throw error;
  console.error(error.message);
  process.exit(1);
}
