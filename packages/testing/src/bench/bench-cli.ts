import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchAccept } from './accept.ts';

// What `npm run bench -- accept` runs once the code is compiled.
const checkout = resolve(import.meta.dirname, '../../../..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '5' },
    clients: { type: 'string', default: '32' },
  },
});
if (positionals[0] !== 'accept') {
  console.error('usage: npm run bench -- accept [--rounds 6] [--seconds 5] [--clients 32]');
  process.exit(2);
}
const rawFile = join(checkout, '.throughline/bench/accept.json');
const holds = await benchAccept({
  checkout,
  rounds: Number(values.rounds),
  secondsEach: Number(values.seconds),
  clients: Number(values.clients),
  say: (line) => console.log(line),
  rawFile,
});
console.log(`raw figures: ${rawFile}`);
console.log(holds ? 'every promise holds' : 'NOT every promise holds');
process.exit(holds ? 0 : 1);
