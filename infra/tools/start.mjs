// npm start: compiles what has changed, then is the demo stack.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
if (!existsSync(join(root, 'services/gateway/dist/main.js'))) console.log('Compiling (once, about 20 seconds) …');
const { status } = spawnSync('tsc', ['-b'], { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

enableCompileCache(join(resolve(process.env.THROUGHLINE_HOME || join(root, '.throughline')), 'compile-cache'));
process.setSourceMapsEnabled(true);
// In this process, not in one more below it: whoever ends it ends the stack.
await import('../../packages/embedded/dist/demo/start-cli.js');
