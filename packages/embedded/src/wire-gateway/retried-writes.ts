import type { SessionOfRequest } from './request.ts';

/** As long as MongoDB keeps a session that nobody uses. */
const KEPT_MS = 30 * 60_000;

/**
 * The last numbered write of each session and its reply. The engine itself recognises a repeated write of one document,
 * in its tables; a repeated *batch* it would carry out again, so a driver that lost our reply is given the same one here.
 */
export class RetriedWrites {
  readonly #last = new Map<
    string,
    { readonly number: bigint; readonly reply: Promise<Uint8Array>; readonly at: number }
  >();

  once(session: SessionOfRequest | undefined, write: () => Promise<Uint8Array>): Promise<Uint8Array> {
    if (session?.kind !== 'write' || session.transactionNumber === undefined) return write();
    const last = this.#last.get(session.id);
    if (last?.number === session.transactionNumber) return last.reply;
    const number = session.transactionNumber;
    const reply = write();
    this.#last.set(session.id, { number, reply, at: Date.now() });
    // A failed write has had no effect; asked again it is tried again.
    reply.catch(() => {
      if (this.#last.get(session.id)?.number === number) this.#last.delete(session.id);
    });
    return reply;
  }

  forget(sessionIds: readonly string[]): void {
    for (const id of sessionIds) this.#last.delete(id);
  }

  forgetOld(now = Date.now()): void {
    for (const [id, { at }] of this.#last) if (now - at > KEPT_MS) this.#last.delete(id);
  }
}
