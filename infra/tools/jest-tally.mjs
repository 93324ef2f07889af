import { writeFileSync } from 'node:fs';

/** Leaves the counts behind for `test.mjs`: Jest prints its own summary after every reporter, and the last line is ours. */
export default class Tally {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numTotalTests } = results;
    const counts = { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites, total: numTotalTests };
    if (process.env.TALLY_FILE) writeFileSync(process.env.TALLY_FILE, JSON.stringify(counts));
  }
}
