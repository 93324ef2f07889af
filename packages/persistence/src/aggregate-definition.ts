import type { Context, EventDefinitions, Recorded } from '@throughline/contracts';
import type { Id, Principal } from '@throughline/kernel';
import type { z } from 'zod';
import type { StatedEvent } from './stated-event.ts';
import type { KeptWords, TextId, Words } from './words.ts';

/** A text handed to the store; it is given a salt when it brings none (see `newWords` for texts that an event points at). */
export type NewText = Pick<KeptWords, 'text' | 'language'> & Partial<Pick<KeptWords, 'salt'>>;

/**
 * What a decision comes to: its events alone, or its events with what stays with the owner. No events means that there
 * was nothing to say, and nothing is written.
 */
export type Decision<E extends StatedEvent, P = object> =
  | readonly E[]
  | {
      readonly events: readonly E[];
      /** Texts to keep. They appear in no event. */
      readonly words?: Readonly<Record<TextId, NewText>>;
      /** Texts to destroy, each with the code of its reason. They go to the erasure ledger first. */
      readonly erase?: readonly { readonly textId: TextId; readonly reason: string }[];
      /** What stays with the owner and is neither words nor fact: external reference, e-mail, hashes of secrets. */
      readonly particulars?: Partial<P>;
      /** The id of what the command made inside the aggregate; a replay answers with it again. */
      readonly created?: Id;
      /** Of a creation: the forum that the aggregate belongs to. Envelopes carry it, so no event says it again in its data. */
      readonly forumId?: Id;
      /** When the aggregate next has something to say; `null`: never. Wins over the store's own `nextDueAt`. */
      readonly nextDueAt?: Date | null;
    };

/** Who commands, when, and under which key; made by `packages/http`, by consumers (the event's id) and by timers. */
export interface CommandContext {
  readonly principal: Principal;
  /** The business clock's now. */
  readonly now: Date;
  /** One per command: a second one with the same key is a replay. Kept as an HMAC under its owner. */
  readonly commandKey: string;
  /** HMAC of what was asked: the same key with another fingerprint is refused (422). */
  readonly fingerprint: string;
  /** The version that the client has seen; another one is refused (412). */
  readonly ifMatch?: number;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly traceparent?: string;
  readonly requestId: string;
}

/** An aggregate as it is stored. */
export interface Stored<S, P = object> {
  readonly id: Id;
  readonly forumId?: string;
  /** Counts events: a command that emits three goes from 7 to 10. */
  readonly version: number;
  /** Hash of the last event. */
  readonly head: string;
  readonly state: S;
  readonly words: Words;
  readonly particulars: P;
  readonly nextDueAt?: Date;
  /** The business time of the last event. */
  readonly updatedAt: Date;
}

/** What came of a command. */
export interface Outcome<S, P = object> {
  readonly stored: Stored<S, P>;
  readonly created?: Id;
  /** The command had been done before: this is the present state, and nothing was written. */
  readonly replayed: boolean;
  /** false: the decision had nothing to say. */
  readonly changed: boolean;
}

/** An index to be made by the explicit index step. Field order matters; `partial` is MongoDB's partialFilterExpression. */
export interface IndexDeclaration {
  readonly fields: Readonly<Record<string, 1 | -1 | 'text'>>;
  readonly unique?: boolean;
  readonly partial?: Readonly<Record<string, unknown>>;
}

/** Named limits of a document; the defaults are the architecture's. */
export interface DocumentLimits {
  /** Events that wait to be relayed. Default 1,000. */
  readonly outbox: number;
  /** All texts together, in bytes of UTF-8. Default 2 MB. */
  readonly wordsBytes: number;
  /** One write, in bytes of BSON. Default 4 MB. */
  readonly writeBytes: number;
}

/** Everything the store needs to know of an aggregate. State is the fold of its events and nothing else. */
export interface AggregateDefinition<S, E extends StatedEvent, P = object> {
  /** As it stands in event types: `concern`. */
  readonly name: string;
  /** Of its ids: `con`. */
  readonly prefix: string;
  /** Where its documents are: `concerns`. */
  readonly collection: string;
  /** The context that owns it: `feedback`. */
  readonly context: Context;
  /** Its events, for the strict check before each write. Default: the catalogue's events of this aggregate. */
  readonly events?: EventDefinitions;
  /** The one definition of the state: checked before every write and on every read. */
  readonly state: z.ZodType<S>;
  readonly particulars?: z.ZodType<P>;
  evolve(state: S | undefined, event: Recorded<E>): S;
  forumIdOf(state: S): string | undefined;
  /** Names of all keys that `keys` may give, so that their indexes can be made before there is a state. */
  readonly keyNames?: readonly string[];
  /** Further unique keys, each with a partial unique index of its own under `keys.<name>`. */
  keys?(state: S, particulars: P): Readonly<Record<string, string | undefined>>;
  readonly indexes?: readonly IndexDeclaration[];
  /** Whether this principal may know of it at all: false is NotFound. The owning service itself is not asked. */
  visibleTo?(principal: Principal, stored: Stored<S, P>): boolean;
  readonly limits?: Partial<DocumentLimits>;
}

/** What is computed beside the fold. */
export interface AggregateOptions<S> {
  /** The next moment at which the aggregate has something to say; `null` or undefined: none. Default: never any. */
  readonly nextDueAt?: (state: S) => Promise<Date | null | undefined> | Date | null | undefined;
}
