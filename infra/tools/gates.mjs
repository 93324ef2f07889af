// The gates every change passes, in the order in which they are cheapest to fail.
import { spawn } from 'node:child_process';
import { COMPILE } from './compile.mjs';

const gates = [
  { name: 'format', command: ['biome', 'ci', '--colors=off', '.'] },
  { name: 'types', command: COMPILE },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'boundaries', command: ['depcruise', 'packages', 'services', '--config', '.dependency-cruiser.mjs'] },
  { name: 'unused code', command: ['knip'] },
];

function run([command, ...parameters]) {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on('exit', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs every gate, prints a line for each and the output of those that failed. Resolves to the failed gates' names. */
export async function passGates() {
  const failed = [];
  for (const { name, command } of gates) {
    const started = performance.now();
    const { code, output } = await run(command);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
    if (code === 0) continue;
    failed.push(name);
    console.log(output.trimEnd());
  }
  return failed;
}
