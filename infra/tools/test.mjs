// npm test: the gates, then every kind of test. The last line says how many passed and failed.
import { ensureChromium } from './chromium.mjs';
import { passGates } from './gates.mjs';
import { runJest } from './jest-run.mjs';

const finish = ({ passed, failed }) => {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
};
const parameters = process.argv.slice(2);

const failedGates = await passGates();
if (failedGates.length > 0) finish({ passed: 0, failed: failedGates.length });
if (parameters.length > 0) finish(await runJest(parameters));

const total = { passed: 0, failed: 0 };
// Kind by kind, so that a kind which finds no file fails (Jest alone would let it pass beside the others).
for (const kind of ['unit', 'int', 'e2e']) {
  if (kind === 'e2e') ensureChromium();
  const workers = kind === 'e2e' ? ['--runInBand'] : ['--maxWorkers=2'];
  const counted = await runJest(['--selectProjects', kind, ...workers]);
  total.passed += counted.passed;
  total.failed += counted.failed + (counted.passed + counted.failed === 0 ? 1 : 0);
}
finish(total);
