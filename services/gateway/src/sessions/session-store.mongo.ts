import type { Database } from '@throughline/persistence';
import type { SessionStore } from './session-store.ts';

interface SessionDocument {
  /** The token's hash. */
  readonly _id: string;
  readonly personId: string;
  readonly expiresAt: Date;
}

/** Sessions in a collection of their own. */
export function mongoSessionStore(database: Pick<Database, 'records'>): SessionStore {
  const sessions = database.records<SessionDocument>('sessions', [{ fields: { expiresAt: 1 } }]);
  return {
    async open({ tokenHash, personId, expiresAt }) {
      await sessions.insertOne({ _id: tokenHash, personId, expiresAt });
    },
    async find(tokenHash) {
      const found = await sessions.findOne({ _id: tokenHash });
      return found ? { tokenHash, personId: found.personId, expiresAt: found.expiresAt } : undefined;
    },
    async sweep(now) {
      await sessions.deleteMany({ expiresAt: { $lte: now } });
    },
  };
}
