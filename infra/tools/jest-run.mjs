import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
// A test that failed half-way may leave a socket open; that must end in a red line, not in a run that never ends.
const endInAnyCase = ['--forceExit'];

/** Runs Jest once with these arguments and resolves to what it counted; a run that left no count is a failure. */
export async function runJest(parameters) {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-tally-'));
  const tallyFile = join(folder, 'tally.json');
  const child = spawn(process.execPath, [...flags, 'node_modules/jest/bin/jest.js', ...endInAnyCase, ...parameters], {
    stdio: 'inherit',
    env: { ...process.env, TALLY_FILE: tallyFile },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => child.on('exit', (exitCode) => resolve(exitCode ?? 1)));
  const counted = existsSync(tallyFile) ? JSON.parse(readFileSync(tallyFile, 'utf8')) : { passed: 0, failed: 1 };
  rmSync(folder, { recursive: true, force: true });
  return { passed: counted.passed, failed: counted.failed || (code === 0 ? 0 : 1) };
}
