/** A message as the broker hands it out. After one of `ack` and `nak` the others do nothing. */
export interface Delivery {
  readonly body: Uint8Array;
  /** Its place in the stream. */
  readonly sequence: number;
  /** How often it was handed out by now, from 1. */
  readonly deliveries: number;
  readonly traceparent: string | undefined;
  ack(): void;
  nak(delayMs: number): void;
  /** Says that it is still being worked on, so that it is not handed out again. */
  working(): void;
}

/** Where a new durable begins. */
export type Deliver = 'all' | 'new' | Date;

/** A durable from which messages are pulled: what differs between JetStream and its twin in memory. */
export interface Pull {
  /**
   * Makes the durable if it is missing, repairs it if it differs. `deliver`: from the stream's beginning, from now on, or
   * from about an instant on.
   * @returns whether it is behind its owner's journal: made, or reading other aggregates, since it last caught up. That
   * is remembered with the durable, so that a catch-up which its process did not survive is done again.
   * @throws Unavailable when the broker or the stream is not there
   */
  readonly ensure: (deliver: Deliver) => Promise<boolean>;
  /** Notes that the durable is not behind any more. */
  markCaughtUp(): Promise<void>;
  /**
   * Hands at most `limit` messages to `take` as they come, and resolves when they have come or after about a second.
   * Once `stopping` is aborted it may resolve sooner, if nothing that was handed out is lost on the way.
   * Rejects when the durable is gone or the connection is lost.
   */
  fetch(limit: number, take: (delivery: Delivery) => void, stopping: AbortSignal): Promise<void>;
  /** Messages not yet handed out, and those handed out but not acknowledged. Rejects when the broker does not answer. */
  lag(): Promise<number>;
}
