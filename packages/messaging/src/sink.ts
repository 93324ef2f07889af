import type { Envelope } from '@throughline/contracts';

/** Where a gate stands for one aggregate: the version last taken in, and its hash. */
export interface Seen {
  readonly version: number;
  readonly hash: string;
}

/**
 * What events are poured into: a mirror or an effect, with its gate. The consume loop decides what may be applied and
 * in which order; the sink makes each step durable. Satisfied by `mirror` and `effects` of `@throughline/persistence`.
 */
export interface Sink {
  /**
   * Set when `apply` weighs every event itself, so that the loop need not ask `seen` first: one seen before changes
   * nothing, one after a gap throws an error with code `gap-before`, another history one with code `fork-found`.
   */
  readonly gatesItself?: boolean;
  /** Where the gate stands for this aggregate; undefined before its first event. */
  seen(aggregateId: string): Promise<Seen | undefined>;
  /**
   * Takes in the next event: everything else first, each write idempotent by itself, and the gate last (or all in one
   * document). Called with `version = seen + 1` and `previoushash = head` only, never twice at once for one aggregate in
   * this process; a second process may race, so the gate is moved on condition of where it stood.
   * @throws AppError of kind `unavailable` when the database or an owner is away: it is asked again and not counted
   */
  apply(envelope: Envelope): Promise<void>;
  /**
   * Moves the gate to this event without its effect, forward from wherever it stands (it may jump several versions):
   * for events before an effect's start and for discarded ones. A second call changes nothing.
   */
  skip(envelope: Envelope): Promise<void>;
  /** Mirrors only: forgets the aggregate, gate and all, so that it can be read anew from its owner's journal. */
  forget?(aggregateId: string): Promise<void>;
}
