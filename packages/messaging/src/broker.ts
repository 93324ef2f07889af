import type { Aggregate, Envelope, StreamName } from '@throughline/contracts';
import type { ParkedMark, ParkingStore } from './parking-store.ts';
import type { Sink } from './sink.ts';

/** A page of an owner's whole journal, in the order of aggregate id and version. `next` is absent on the last page. */
export interface JournalPage {
  readonly events: readonly Envelope[];
  readonly next?: string | undefined;
}

/** What a consumer is: one durable per service, purpose and stream. */
export interface Subscription {
  readonly service: string;
  /** A word for what it does, `trace`; with service and stream it names the durable, `insights-trace-feedback`. */
  readonly purpose: string;
  readonly stream: StreamName;
  /** Whole aggregate types, because a gate needs every version. Each must belong to the stream. */
  readonly aggregates: readonly Aggregate[];
  readonly sink: Sink;
  /**
   * The owner's events of an aggregate above a version, in order, from its journal and then its outbox; a page of them
   * is enough. Asked when a gap does not close by itself. Throws AppError of kind `unavailable` when the owner is away.
   */
  readonly journalOf: (aggregateId: string, afterVersion: number) => Promise<readonly Envelope[]>;
  readonly parking: ParkingStore;
  /**
   * `all`: a projection, which takes in everything that ever happened. `new`: an effect, which skips what happened
   * before this consumer first started (by the machine's clock, as event ids carry it).
   */
  readonly startAt: 'all' | 'new';
  /**
   * How long messages gather, once they come thick, before they are taken in together: what they cost the database is
   * then paid once for all of them. One that comes after a rest goes at once. Default 0.
   */
  readonly gatherMs?: number;
  /**
   * The owner's whole journal. Given, it is paged through the gate when the durable is new and once a day after, so that
   * what the broker no longer holds, or lost, comes in too.
   */
  readonly journalPage?: (after: string | undefined) => Promise<JournalPage>;
}

/** What came of a retry, a discard or a rebuild of one aggregate. */
export interface Released {
  /** Events taken in. */
  readonly applied: number;
  /** The mark that stands now, when it did not get through. */
  readonly parked?: ParkedMark;
}

/** A running consumer. */
export interface Consumer {
  /** The durable's name, without the stream prefix. */
  readonly name: string;
  /** Messages of the stream that are not yet acknowledged; undefined while the broker does not answer. */
  lag(): Promise<number | undefined>;
  /** Whether it takes messages: not while its database or an owner is away, not before its durable exists. */
  isReady(): { readonly ok: boolean; readonly reason?: string };
  /**
   * Reads the owner's journal from the gate on, and takes the mark away if it gets through; else the mark says why now.
   * @throws AppError of kind `unavailable` when the owner or the database is away: the mark stands as it was
   */
  retry(aggregateId: string): Promise<Released>;
  /**
   * Records that the parked version shall have no effect, moves the gate past it and goes on as `retry`. A version that
   * was discarded before changes nothing more.
   * @throws NotAllowedNow when another version is parked; NotFound when none is
   */
  discard(
    aggregateId: string,
    what: { readonly version: number; readonly reason: string; readonly by: string },
  ): Promise<Released>;
  /** Forgets the aggregate and reads it anew from its owner: the way out of a fork. Throws NotAllowedNow for effects. */
  rebuild(aggregateId: string): Promise<Released>;
  /** Resolves when the journal that is being paged (at the start, once a day) has been taken in; at once if none is. */
  caughtUp(): Promise<void>;
  /** Stops pulling, lets what is held finish, acknowledges it. */
  stop(): Promise<void>;
}

/** A stream whose configuration on the server is not the declared one. `repaired`: it could be changed back. */
export interface Drift {
  readonly stream: string;
  readonly field: string;
  readonly found: unknown;
  readonly declared: unknown;
  readonly repaired: boolean;
}

/** The transport of events. MongoDB is the truth: what is lost here is published again from the journals. */
export interface Broker {
  /**
   * Creates what is missing of the streams in contracts and repairs what differs; safe to repeat and to race. Done by
   * itself at every connection too, so that a broker whose store was deleted is whole again before anything is published.
   * @returns the differences found, which are logged as well
   * @throws Unavailable when the broker does not answer
   */
  provision(): Promise<readonly Drift[]>;
  /**
   * Resolves when the event is on the broker's disk; a second publish of the same event within 10 minutes is stored once.
   * Many may be in flight; order is the caller's: await one event of an aggregate before publishing the next.
   * @param options.messageId stands in for the event id, for a reconciler that republishes within those 10 minutes
   * @throws Unavailable when the broker is away, full, or silent for 5 s; MessageTooLarge above 256 KB
   */
  publish(envelope: Envelope, options?: { readonly messageId?: string }): Promise<void>;
  /**
   * Starts a consumer. It waits for a broker that is away, and goes on by itself after every kind of interruption.
   * @throws RangeError for an aggregate outside the stream, or none
   */
  consume(subscription: Subscription): Consumer;
  /** Whether events can be published: connected, and every stream is there. */
  isReady(): Promise<{ readonly ok: boolean; readonly reason?: string }>;
  /** Stops the consumers that still run, sends what is under way, closes the connection. */
  close(): Promise<void>;
}
