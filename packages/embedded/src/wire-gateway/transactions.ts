import type { EnginePool, EngineTransaction, Runner } from './engine-pool.ts';
import { CODES, CommandError } from './error-codes.ts';
import type { SessionOfRequest } from './request.ts';

/** As long as MongoDB keeps one (transactionLifetimeLimitSeconds). */
const IDLE_LIMIT_MS = 60_000;
/** How long the outcome of an ended one is remembered, for a commit that is asked twice. */
const OUTCOME_KEPT_MS = 120_000;

type State =
  | { readonly is: 'open'; readonly number: bigint; readonly engine: EngineTransaction; timer: NodeJS.Timeout }
  | { readonly is: 'committed' | 'aborted'; readonly number: bigint; readonly timer: NodeJS.Timeout };

/** One transaction per session, as the protocol has it; each holds a connection of the engine until it ends. */
export class Transactions {
  readonly #bySession = new Map<string, State>();
  readonly #pool: EnginePool;

  constructor(pool: EnginePool) {
    this.#pool = pool;
  }

  /** The connection on which a statement of this transaction runs. */
  async runnerFor(session: SessionOfRequest): Promise<Runner> {
    const number = session.transactionNumber ?? 0n;
    const state = this.#bySession.get(session.id);
    if (session.starts) return this.#start(session.id, number, state);
    if (state?.is !== 'open' || state.number !== number) throw noSuchTransaction(number);
    clearTimeout(state.timer);
    state.timer = this.#expiry(session.id, number);
    return state.engine;
  }

  async commit(session: SessionOfRequest): Promise<void> {
    const number = session.transactionNumber ?? 0n;
    const state = this.#bySession.get(session.id);
    if (state?.number === number && state.is === 'committed') return;
    if (state?.is !== 'open' || state.number !== number) throw noSuchTransaction(number);
    this.#end(session.id, state, 'committed');
    try {
      await state.engine.commit();
    } catch (error) {
      this.#remember(session.id, number, 'aborted');
      throw error;
    }
  }

  /** Ends it without effect; also after any error inside it, as MongoDB does. Asking twice is no error. */
  async abort(session: SessionOfRequest): Promise<void> {
    const number = session.transactionNumber ?? 0n;
    const state = this.#bySession.get(session.id);
    if (state?.is === 'committed' && state.number === number) {
      throw new CommandError(...CODES.transactionCommitted, `Transaction ${number} has been committed.`);
    }
    if (state?.is !== 'open' || state.number !== number) return;
    this.#end(session.id, state, 'aborted');
    await state.engine.rollback().catch(() => undefined); // the connection is gone, and the transaction with it
  }

  async abortAll(): Promise<void> {
    const open = [...this.#bySession].filter(([, state]) => state.is === 'open');
    await Promise.all(
      open.map(([id, { number }]) => this.abort({ id, transactionNumber: number, kind: 'transaction', starts: false })),
    );
    for (const { timer } of this.#bySession.values()) clearTimeout(timer);
    this.#bySession.clear();
  }

  async #start(id: string, number: bigint, previous: State | undefined): Promise<Runner> {
    if (previous && previous.number >= number) {
      throw new CommandError(
        ...CODES.transactionTooOld,
        `Transaction ${number} is older than one of this session already seen.`,
      );
    }
    if (previous?.is === 'open') {
      await this.abort({ id, transactionNumber: previous.number, kind: 'transaction', starts: false });
    }
    const engine = await this.#pool.begin();
    clearTimeout(this.#bySession.get(id)?.timer);
    this.#bySession.set(id, { is: 'open', number, engine, timer: this.#expiry(id, number) });
    return engine;
  }

  #end(id: string, state: State & { is: 'open' }, outcome: 'committed' | 'aborted'): void {
    clearTimeout(state.timer);
    this.#remember(id, state.number, outcome);
  }

  #remember(id: string, number: bigint, outcome: 'committed' | 'aborted'): void {
    clearTimeout(this.#bySession.get(id)?.timer);
    const timer = setTimeout(() => this.#bySession.delete(id), OUTCOME_KEPT_MS).unref();
    this.#bySession.set(id, { is: outcome, number, timer });
  }

  #expiry(id: string, number: bigint): NodeJS.Timeout {
    const session: SessionOfRequest = { id, transactionNumber: number, kind: 'transaction', starts: false };
    return setTimeout(() => void this.abort(session), IDLE_LIMIT_MS).unref();
  }
}

function noSuchTransaction(number: bigint): CommandError {
  return new CommandError(
    ...CODES.noSuchTransaction,
    `Transaction ${number} is not open: it ended, timed out or failed.`,
  );
}
