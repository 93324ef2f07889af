import type { Cursors } from './cursors.ts';
import type { EnginePool, Runner } from './engine-pool.ts';
import type { Request } from './request.ts';
import type { RetriedWrites } from './retried-writes.ts';
import type { Transactions } from './transactions.ts';

/** What the commands share; one per process. */
export interface Gateway {
  readonly address: string;
  readonly pool: EnginePool;
  readonly transactions: Transactions;
  readonly cursors: Cursors;
  readonly retriedWrites: RetriedWrites;
}

/** Answers one command with the bytes of MongoDB's reply document. */
export type Command = (request: Request, gateway: Gateway, connectionId: number) => Promise<Uint8Array> | Uint8Array;

/** Where the statements of a request run: on its transaction's connection, or on any. */
export async function runnerFor({ session }: Request, { pool, transactions }: Gateway): Promise<Runner> {
  return session?.kind === 'transaction' ? transactions.runnerFor(session) : pool;
}
