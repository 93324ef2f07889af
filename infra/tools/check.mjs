import { passGates } from './gates.mjs';

const failed = await passGates();
if (failed.length > 0) console.error(`\nNot passed: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
