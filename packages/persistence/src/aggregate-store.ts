import type { Id, Principal } from '@throughline/kernel';
import type { CommandContext, Decision, Outcome, Stored } from './aggregate-definition.ts';
import type { StatedEvent } from './stated-event.ts';

/**
 * Where aggregates of one kind are kept: state and events in one write.
 *
 * Errors of every command: {@link IdempotencyMismatch} (422), {@link KeyTaken} (409), {@link DocumentTooLarge} (413),
 * `Unavailable` (503: database away, or the relay too far behind), `StoreBroken` (500: an event or a state that breaks
 * its own schema; nothing was written).
 */
export interface AggregateStore<S, E extends StatedEvent, P = object> {
  /**
   * Makes an aggregate with one insert. The same command key with the same fingerprint answers with what it made the
   * first time, for ever: also when `decide` refuses by now (a due date has passed, the tenth of its kind is there), so
   * every rule of a creation belongs into `decide`, and only who may ask for it at all is settled before.
   */
  create(
    context: CommandContext,
    id: Id,
    decide: () => Decision<E, P> | Promise<Decision<E, P>>,
  ): Promise<Outcome<S, P>>;

  /**
   * Loads, decides, and writes once under `{ _id, version }`. After a conflict or an unknown outcome it reloads: done
   * already → replay; `ifMatch` → {@link Stale} (412); else it decides again, five times in all
   * ({@link ConcurrentWrites}, 409). Also throws NotFound (404) and {@link TooManyCommands} (429). `ifMatch` is compared
   * after the decision, which is where access is refused: a refusal other than of a rule (409, 422) wins over 412.
   */
  change(
    id: Id,
    context: CommandContext,
    decide: (state: S, stored: Stored<S, P>) => Decision<E, P> | Promise<Decision<E, P>>,
  ): Promise<Outcome<S, P>>;

  /** One aggregate with its words, or undefined when it is unknown or not this principal's to see. */
  find(id: Id, principal: Principal): Promise<Stored<S, P> | undefined>;
  /** As `find`; throws NotFound (404). */
  require(id: Id, principal: Principal): Promise<Stored<S, P>>;
  /** By one of the definition's unique keys. */
  findByKey(name: string, value: string, principal: Principal): Promise<Stored<S, P> | undefined>;
  /** Those of `ids` that exist and may be seen, in the order asked for. */
  findMany(ids: readonly Id[], principal: Principal): Promise<Stored<S, P>[]>;
  /** Ids of what has something to say by `now`, the longest due first. */
  due(now: Date, limit: number): Promise<Id[]>;
  /** The earliest due time of all, or undefined when no clock runs. */
  nextDue(): Promise<Date | undefined>;
}
