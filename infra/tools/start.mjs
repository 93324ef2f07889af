// npm start: compiles what has changed, then is the demo stack.
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { compile, WHAT_RUNS } from './compile.mjs';

const root = resolve(import.meta.dirname, '../..');
if (!existsSync(join(root, 'services/gateway/dist/main.js'))) console.log('Compiling (once, about 10 seconds) …');
compile(WHAT_RUNS);

enableCompileCache(join(resolve(process.env.THROUGHLINE_HOME || join(root, '.throughline')), 'compile-cache'));
process.setSourceMapsEnabled(true);
// In this process, not in one more below it: whoever ends it ends the stack.
await import('../../packages/embedded/dist/demo/start-cli.js');
