// npm run soak: the long forms of what npm test runs briefly. The last line says how many passed and failed.
import { passGates } from './gates.mjs';
import { runJest } from './jest-run.mjs';

process.env.KILL_SEEDS ??= '20';
const failedGates = await passGates();
const total = { passed: 0, failed: failedGates.length };
if (failedGates.length === 0) {
  for (const parameters of [
    ['--selectProjects', 'soak', '--runInBand'],
    ['infra/tests', '--selectProjects', 'e2e', '--runInBand'],
  ]) {
    const counted = await runJest(parameters);
    total.passed += counted.passed;
    total.failed += counted.failed;
  }
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
