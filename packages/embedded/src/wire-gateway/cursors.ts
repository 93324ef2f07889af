import { CODES, CommandError } from './error-codes.ts';

/** MongoDB's own limit for a cursor that nobody reads (cursorTimeoutMillis). */
const IDLE_LIMIT_MS = 600_000;

export interface OpenCursor {
  readonly database: string;
  /** The engine's note of where the next page begins; it means nothing here. */
  readonly continuation: Buffer;
}

interface Entry extends OpenCursor {
  readonly timer: NodeJS.Timeout;
}

/**
 * Cursors with further pages. None holds a connection: the engine keeps long results in files of its own, so a slow
 * reader costs memory for one note and stops nobody.
 */
export class Cursors {
  readonly #open = new Map<bigint, Entry>();
  readonly #onExpired: (id: bigint) => void;

  constructor(onExpired: (id: bigint) => void) {
    this.#onExpired = onExpired;
  }

  keep(id: bigint, cursor: OpenCursor): void {
    const timer = setTimeout(() => {
      this.#open.delete(id);
      this.#onExpired(id);
    }, IDLE_LIMIT_MS).unref();
    this.#open.set(id, { ...cursor, timer });
  }

  /** Takes a cursor out while its next page is read; two readers of one cursor would both get half of it. */
  take(id: bigint): OpenCursor {
    const entry = this.#open.get(id);
    if (!entry) throw new CommandError(...CODES.cursorNotFound, `cursor id ${id} not found`);
    clearTimeout(entry.timer);
    this.#open.delete(id);
    return entry;
  }

  kill(ids: readonly bigint[]): { killed: bigint[]; unknown: bigint[] } {
    const killed = ids.filter((id) => this.#open.has(id));
    for (const id of killed) this.take(id);
    return { killed, unknown: ids.filter((id) => !killed.includes(id)) };
  }
}
