import { randomBytes } from 'node:crypto';

/** Names that nobody else uses: a database and a stream prefix for one test file on servers shared by all. */
export interface FreshNames {
  readonly database: string;
  /** For NATS_STREAM_PREFIX. */
  readonly streamPrefix: string;
}

/** Fresh names that say whose they are, for what a failed run leaves behind. */
export function freshNames(whose: string): FreshNames {
  const tail = randomBytes(4).toString('hex');
  return { database: `test_${whose.replaceAll('-', '_')}_${tail}`, streamPrefix: `T${tail}`.toUpperCase() };
}

/** An address that a test needs; the run's set-up provides it. Throws with what to do when it is run alone. */
export function addressOf(variable: 'MONGODB_URL' | 'NATS_URL'): string {
  const address = process.env[variable];
  if (address) return address;
  throw new Error(`${variable} is not set: run the tests through \`npm test\`, which starts database and broker.`);
}
