/** Why an aggregate stands still in one consumer. */
export type ParkingReason =
  /** Its message cannot be read: no JSON, no envelope, or a known event with data that its schema refuses. */
  | 'bad-schema'
  /** An event, or a major version of one, that this code does not know. */
  | 'unknown-event'
  /** Another event stands where this version was, or the one before has another hash: its owner's history parted. */
  | 'fork'
  /** The handler said that a rule which must hold does not. */
  | 'broken'
  /** The handler failed five times, or the process fell over five times while it ran. */
  | 'failed';

/** One mark per consumer and aggregate: from this version on, nothing of the aggregate is applied here. */
export interface ParkedMark {
  /** The aggregate; for a message that names none, `unreadable:<stream>:<sequence>`. */
  readonly aggregateId: string;
  /** The version that could not be taken in; 0 for a message that names none. */
  readonly version: number;
  readonly reason: ParkingReason;
  /** Code or name of the error. Never its message, which may quote words. */
  readonly errorCode: string;
  /** The event's type and id, where it could be read. */
  readonly type?: string;
  readonly eventId?: string;
  /** By the machine's clock. */
  readonly parkedAt: Date;
}

/** Somebody's decision that a version shall have no effect in this consumer; kept for good, honoured by rebuilds. */
export interface Discard {
  readonly aggregateId: string;
  readonly version: number;
  /** A code that says why. */
  readonly reason: string;
  /** Id of the person or key that decided. */
  readonly by: string;
  readonly discardedAt: Date;
}

/** Which marks of a consumer are asked for; without `after` and `before` the first. */
export interface MarksAsked {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  /** Only what was parked then or later. */
  readonly since?: Date | undefined;
  readonly limit: number;
}

/** What one consumer remembers beside its gates. Kept in the consumer's own database, shared by its processes. */
export interface ParkingStore {
  /** When this consumer first started, by the machine's clock: records `now` if nothing is recorded, and answers what is. */
  firstStart(now: Date): Promise<Date>;
  /**
   * Counts a start of the handler on this version before it runs, so that a handler which takes its process down is
   * counted too. Stores and answers `max(stored, atLeast) + 1`; another version of the aggregate starts anew.
   */
  attempt(aggregateId: string, version: number, atLeast: number): Promise<number>;
  /** Forgets the counted attempts of the aggregate. */
  settle(aggregateId: string): Promise<void>;
  /** Sets the aggregate's mark; a mark that stands is replaced. */
  park(mark: ParkedMark): Promise<void>;
  find(aggregateId: string): Promise<ParkedMark | undefined>;
  /** In the order of aggregate ids, at most `limit`: the first after `after`, or the last before `before`. */
  list(page: MarksAsked): Promise<readonly ParkedMark[]>;
  /** Removes the aggregate's mark; a second call changes nothing. */
  release(aggregateId: string): Promise<void>;
  /** Records a discard; the same version twice is one record. */
  discard(discard: Discard): Promise<void>;
  discards(): Promise<readonly Discard[]>;
}
