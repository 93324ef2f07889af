import type { Envelope } from '@throughline/contracts';
import type { Id } from '@throughline/kernel';
import type { Words } from './words.ts';

/** One command that was done, so that its repetition is known. */
export interface DoneCommand {
  /** HMAC of owner and command key. */
  readonly key: string;
  /** The version it led to. */
  readonly version: number;
  readonly fingerprint: string;
  /** The machine's time. */
  readonly at: Date;
  readonly created?: Id;
}

/** An aggregate as the database holds it. */
export interface AggregateDocument {
  readonly _id: Id;
  readonly forumId?: string;
  readonly version: number;
  readonly head: string;
  readonly state: unknown;
  readonly words: Words;
  /** Bytes of all texts together, kept so that a change need not measure them. */
  readonly wordsBytes: number;
  readonly particulars: Readonly<Record<string, unknown>>;
  readonly keys: Readonly<Record<string, string>>;
  readonly nextDueAt?: Date;
  readonly updatedAt: Date;
  /** HMAC of owner and command key of the creation; unique. */
  readonly creationKey: string;
  readonly creation: Omit<DoneCommand, 'key'>;
  readonly commands: readonly DoneCommand[];
  readonly outbox: readonly Envelope[];
}
