import { isAppError, problem } from '@throughline/kernel';
import type { ParkingReason } from './parking-store.ts';

/** An event is larger than a message may be. A defect of its producer: events hold ids, codes, dates and numbers. */
export class MessageTooLarge extends problem({
  code: 'message-too-large',
  kind: 'broken',
  title: 'The event is larger than 256 KB',
  remedy: 'Nothing that a caller can do: the limits of the aggregate are wrong.',
}) {}

/** The owner's journal does not hold the versions before an event that it has published. */
export class JournalGap extends problem({
  code: 'journal-gap',
  kind: 'conflict',
  title: "The owner's journal misses versions",
  remedy: 'Verify the journal of the owner; if it was restored from a backup, rebuild the aggregate.',
}) {}

/** What a handler's error means for its message: away is not counted, never is parked at once, the rest five times. */
export type Meaning = 'away' | 'never' | 'again';

/** Decided by the error's kind and by nothing else: what comes from a library is unknown, and tried again. */
export function meaningOf(error: unknown): Meaning {
  if (!isAppError(error)) return 'again';
  if (error.kind === 'unavailable') return 'away';
  return error.kind === 'broken' || error.kind === 'malformed' ? 'never' : 'again';
}

/** The reason under which an error is parked. */
export const parkingReasonOf = (error: unknown): ParkingReason => (meaningOf(error) === 'never' ? 'broken' : 'failed');

/** Code or name of an error: all of it that may be kept. */
export function errorCodeOf(error: unknown): string {
  const { code, name } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    name?: unknown;
  };
  if (typeof code === 'string' || typeof code === 'number') return String(code);
  return typeof name === 'string' ? name : 'unknown';
}
