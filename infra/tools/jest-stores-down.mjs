import { rmSync } from 'node:fs';

export default async function storesDown() {
  if (!globalThis.throughlineStores) return;
  const { stores, dataDir } = globalThis.throughlineStores;
  await stores.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
