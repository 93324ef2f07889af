// npm run bench -- accept: compiles, then measures the write path against the plain ways of doing it.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { compile } from './compile.mjs';

const root = resolve(import.meta.dirname, '../..');
const run = (command, parameters) => spawnSync(command, parameters, { cwd: root, stdio: 'inherit' }).status ?? 1;
compile();
const script = join(root, 'packages/testing/dist/bench/bench-cli.js');
process.exit(run(process.execPath, ['--enable-source-maps', script, ...process.argv.slice(2)]));
