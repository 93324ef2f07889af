import type { Envelope } from '@throughline/contracts';

/** Hands one event to the broker and resolves when the broker has it on disk. May be called again with the same event. */
export type Publish = (envelope: Envelope) => Promise<void>;

/** What has not been relayed, as far as this process knows. */
export interface RelayLag {
  readonly events: number;
  readonly lanes: number;
  /** How long the longest waiting event has waited in this process, in milliseconds. */
  readonly oldestMs: number;
  /** Aggregates whose lane has stopped for good, because the journal holds another event of the same version. */
  readonly forked: readonly string[];
}

/** Takes events from outboxes to the journal and the broker. */
export interface Relay {
  /** Tries lanes that wait after an error at once, and sweeps. */
  wake(): void;
  /** Resolves when no lane has work left (forked ones aside); rejects with Unavailable after `timeoutMs` (default 10,000). */
  drain(timeoutMs?: number): Promise<void>;
  lag(): RelayLag;
  /** Takes nothing more, lets what is in flight finish. */
  stop(): Promise<void>;
}

/** How a relay runs. */
export interface RelayOptions {
  readonly publish: Publish;
  /** Aggregates relayed at the same time. Default 64. */
  readonly lanes?: number;
  /** Unrelayed events in this process past which commands wait. Default 1,000. */
  readonly backpressureAt?: number;
  /** Between two rounds of the sweep. Default 2,000. */
  readonly sweepEveryMs?: number;
}
