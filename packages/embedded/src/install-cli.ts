import { defaultCacheDir } from './cache-folder.ts';
import { installDocumentDb, installNats } from './documentdb-install.ts';
import { exitWithParent } from './exit-with-parent.ts';
import { findOnPath } from './find-on-path.ts';

/**
 * Fetches the engines that the first start will want, while dependencies are still being installed and compiled. It
 * runs from source and without `node_modules`. A failure here is left to `startStores`, which tries again and tells it
 * together with everything else that was tried.
 */
exitWithParent();
const cacheDir = defaultCacheDir();
const onProgress = (text: string) => console.log(text);
const isDebianOnX64 = process.platform === 'linux' && process.arch === 'x64';

if (isDebianOnX64 && !process.env['MONGODB_URL'] && !(await findOnPath('mongod')))
  await installDocumentDb(cacheDir, onProgress).catch(() => undefined);
if (isDebianOnX64 && !process.env['NATS_URL'] && !(await findOnPath('nats-server')))
  await installNats(cacheDir, onProgress).catch(() => undefined);
