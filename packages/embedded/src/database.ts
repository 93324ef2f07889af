import { startDocumentDb } from './documentdb.ts';
import { type Attempt, nothingWorked, reasonOf } from './embedded.errors.ts';
import { startMongod } from './mongod.ts';
import type { Store, StoreOptions } from './store.ts';

interface Candidate {
  readonly what: string;
  /** A store, or why not. */
  readonly start: (options: StoreOptions) => Promise<Store | string>;
}

/** First that works (design: "Running it"). */
const CANDIDATES: readonly Candidate[] = [
  {
    what: 'MONGODB_URL',
    start: async ({ env }) => {
      const url = env['MONGODB_URL'];
      return url ? { url, label: 'the MongoDB server of MONGODB_URL', processes: [] } : 'not set';
    },
  },
  { what: 'mongod on the PATH', start: startMongod },
  {
    what: 'mongod through mongodb-memory-server-core',
    start: async () => 'not tried: it downloads from outside the package registries, which this build does not do',
  },
  { what: "DocumentDB on PostgreSQL 18, from Debian's packages", start: startDocumentDb },
];

export async function startDatabase(options: StoreOptions): Promise<Store> {
  const attempts: Attempt[] = [];
  let cause: unknown;
  for (const { what, start } of CANDIDATES) {
    try {
      const outcome = await start(options);
      if (typeof outcome !== 'string') return outcome;
      attempts.push({ what, outcome });
    } catch (error) {
      cause = error;
      attempts.push({ what, outcome: reasonOf(error) });
    }
  }
  throw nothingWorked('database', attempts, cause);
}
