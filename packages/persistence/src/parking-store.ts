/** The mark of an aggregate whose events a consumer has stopped taking. Codes only: never words, never an error's message. */
export interface ParkedMark {
  readonly aggregateId: string;
  /** The version that could not be taken. */
  readonly version: number;
  /** The error's code. */
  readonly reason: string;
  /** The id of the event. */
  readonly eventId: string;
  /** The event's type. */
  readonly type: string;
  /** The machine's time. */
  readonly at: Date;
}

/** One mark per consumer and aggregate; while it stands, later events of the aggregate are acknowledged and left. */
export interface ParkingStore {
  find(aggregateId: string): Promise<ParkedMark | undefined>;
  /** Sets the mark; one that stands already stays as it is (the first failure is the one to look at). */
  park(mark: ParkedMark): Promise<void>;
  /** In the order of aggregate ids, from after `after`. Default limit 100. */
  list(page?: { readonly after?: string; readonly limit?: number }): Promise<ParkedMark[]>;
  remove(aggregateId: string): Promise<void>;
  /** Records that somebody gave up this version for this consumer; rebuilds honour it. */
  discard(aggregateId: string, version: number, by: string): Promise<void>;
  isDiscarded(aggregateId: string, version: number): Promise<boolean>;
  /** How many aggregates are parked. */
  count(): Promise<number>;
}
