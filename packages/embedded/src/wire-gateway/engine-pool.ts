import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** One prepared statement: its name is its identity on every connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export type Value = string | Buffer | number | readonly string[] | null;

/**
 * What runs statements: the pool's next free connection, or the one a transaction holds. A command's `maxTimeMS` is
 * kept by the engine itself, which reads it in the body.
 */
export interface Runner {
  run(statement: Statement, values: readonly Value[]): Promise<readonly unknown[]>;
}

export interface PoolOptions {
  /** Folder of PostgreSQL's socket; the engine listens on nothing else. */
  readonly socketFolder: string;
  /** Connections for single statements. Each costs a PostgreSQL process; more than the cores can use only queue there. */
  readonly connections: number;
  /** Connections that transactions may hold besides, so that no number of open ones stops the single statements. */
  readonly transactionConnections: number;
}

const STARTING_UP = new Set(['ENOENT', 'ECONNREFUSED', '57P03']);
const WAIT_FOR_ENGINE_MS = 10_000;

/** An engine that is restarting after a crash is waited for: nothing has been sent yet, so nothing can happen twice. */
async function connected(pool: pg.Pool): Promise<pg.PoolClient> {
  const deadline = Date.now() + WAIT_FOR_ENGINE_MS;
  for (;;) {
    try {
      return await pool.connect();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined || !STARTING_UP.has(code) || Date.now() > deadline) throw error;
      await sleep(25);
    }
  }
}

/** Connections to PostgreSQL, kept for good: a new one must load the engine's catalogue first. */
export class EnginePool implements Runner {
  readonly #statements: pg.Pool;
  readonly #transactions: pg.Pool;

  constructor({ socketFolder, connections, transactionConnections }: PoolOptions) {
    const connection = {
      host: socketFolder,
      port: 5432,
      user: 'postgres',
      database: 'postgres',
      connectionTimeoutMillis: 20_000,
    };
    this.#statements = new pg.Pool({ ...connection, max: connections, idleTimeoutMillis: 0 });
    this.#transactions = new pg.Pool({ ...connection, max: transactionConnections, idleTimeoutMillis: 60_000 });
    // An idle connection that breaks is dropped by the pool; the next statement finds out by itself and answers for it.
    for (const pool of [this.#statements, this.#transactions]) pool.on('error', () => undefined);
  }

  async run(statement: Statement, values: readonly Value[]): Promise<readonly unknown[]> {
    const client = await connected(this.#statements);
    try {
      const row = await this.#runOn(client, statement, values);
      client.release();
      return row;
    } catch (error) {
      // An error with a state came from a living server; without one the connection itself is gone.
      client.release(!(error instanceof pg.DatabaseError));
      throw error;
    }
  }

  /** Opens connections ahead of the first requests, as many as asked for. */
  async warm(count: number): Promise<void> {
    const clients = await Promise.all(Array.from({ length: count }, () => connected(this.#statements)));
    for (const client of clients) client.release();
  }

  /** Begins a transaction that sees one state of the data, as MongoDB's snapshot does. */
  async begin(): Promise<EngineTransaction> {
    const client = await connected(this.#transactions);
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    } catch (error) {
      client.release(true);
      throw error;
    }
    const end = async (command: 'COMMIT' | 'ROLLBACK'): Promise<void> => {
      try {
        await client.query(command);
        client.release();
      } catch (error) {
        client.release(true);
        throw error;
      }
    };
    return {
      run: (statement, values) => this.#runOn(client, statement, values),
      commit: () => end('COMMIT'),
      rollback: () => end('ROLLBACK'),
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.#statements.end(), this.#transactions.end()]);
  }

  async #runOn(client: pg.PoolClient, statement: Statement, values: readonly Value[]): Promise<readonly unknown[]> {
    const { rows } = await client.query<unknown[]>({ ...statement, values: [...values], rowMode: 'array' });
    return rows[0] ?? [];
  }
}

export interface EngineTransaction extends Runner {
  commit(): Promise<void>;
  rollback(): Promise<void>;
}
