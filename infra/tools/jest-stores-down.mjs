export default async function storesDown() {
  await globalThis.throughlineStores?.stop();
}
