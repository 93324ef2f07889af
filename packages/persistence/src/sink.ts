import type { Envelope } from '@throughline/contracts';

/** How far a consumer has come with one aggregate: the gate. */
export interface Seen {
  readonly version: number;
  readonly hash: string;
}

/**
 * What a consumer's events go into: a mirror, or effects behind a gate. `messaging` knows it by this shape. Every method
 * throws an AppError of kind `unavailable` when the database is away.
 */
export interface Sink {
  /** `apply` weighs every event itself: nobody need ask `seen` first. */
  readonly gatesItself: true;
  /** How far it has come, or undefined when nothing of the aggregate was seen. */
  seen(aggregateId: string): Promise<Seen | undefined>;
  /**
   * Takes the next event. One that was seen before changes nothing; an event after a gap throws {@link GapBefore}; a
   * second event of a version throws {@link ForkFound}.
   */
  apply(envelope: Envelope): Promise<void>;
  /** Moves the gate to this event without taking it, forward from wherever it stands. */
  skip(envelope: Envelope): Promise<void>;
  /** Mirrors only: forgets the aggregate, gate and all, so that it can be read anew. */
  forget?(aggregateId: string): Promise<void>;
}
