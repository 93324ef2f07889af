// One database and one broker for the whole run; every test file takes fresh names in them.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default async function storesUp() {
  if (process.env.MONGODB_URL && process.env.NATS_URL) return;
  const { startStores } = await import('../../packages/embedded/dist/index.js');
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-test-'));
  const stores = await startStores({
    dataDir,
    onProgress: (text) => console.log(text),
  });
  globalThis.throughlineStores = { stores, dataDir };
  process.env.MONGODB_URL = stores.mongodbUrl;
  process.env.NATS_URL = stores.natsUrl;
}
