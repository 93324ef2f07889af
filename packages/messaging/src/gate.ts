import { type Envelope, firstPreviousHash, versionOf } from '@throughline/contracts';
import type { Seen } from './sink.ts';

/**
 * What an event is to a gate: the `next` one; `done` before; beyond a `gap`; or part of a `fork`, where the history that
 * was seen and the history of its owner are two (an owner restored from a backup, a rewritten journal).
 */
export type Weight = 'next' | 'done' | 'gap' | 'fork';

/** Weighs an event against what was seen of its aggregate. Below the last version only its number can be compared. */
export function weigh(seen: Seen | undefined, envelope: Envelope): Weight {
  const { version, hash } = seen ?? { version: 0, hash: firstPreviousHash };
  const its = versionOf(envelope);
  if (its > version + 1) return 'gap';
  if (its === version + 1) return envelope.previoushash === hash ? 'next' : 'fork';
  return its === version && envelope.hash !== hash ? 'fork' : 'done';
}
