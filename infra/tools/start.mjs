// npm start: compiles what has changed, then starts the demo stack.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
if (!existsSync(join(root, 'services/gateway/dist/main.js'))) console.log('Compiling (once, about 20 seconds) …');
const { status } = spawnSync('tsc', ['-b'], { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

const script = join(root, 'packages/embedded/dist/demo/start-cli.js');
const child = spawn(process.execPath, ['--enable-source-maps', script, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, NODE_COMPILE_CACHE: join(root, '.throughline/compile-cache') },
});
// The terminal sends Ctrl-C to all three of us; only the stack itself decides when it is over.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
