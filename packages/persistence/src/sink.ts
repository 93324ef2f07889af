import type { Envelope } from '@throughline/contracts';

/** How far a consumer has come with one aggregate: the gate. */
export interface Seen {
  readonly version: number;
  readonly hash: string;
}

/**
 * What a consumer's events go into: a mirror, or effects behind a gate. `messaging` knows it by this shape.
 */
export interface Sink {
  /** How far it has come, or undefined when nothing of the aggregate was seen. */
  seen(aggregateId: string): Promise<Seen | undefined>;
  /**
   * Takes the next event. One that was seen before changes nothing; an event after a gap throws {@link GapBefore}; a
   * second event of a version throws {@link ForkFound}.
   */
  apply(envelope: Envelope): Promise<void>;
  /** Moves the gate over an event that was discarded, without taking it. The same errors as `apply`. */
  skip(envelope: Envelope): Promise<void>;
}
