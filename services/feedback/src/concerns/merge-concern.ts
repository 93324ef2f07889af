import { concernEvents, type HandlingStatus } from '@throughline/contracts';
import { MergeImpossible, NotPartOfConcern, TooManyParts } from './concern.errors.ts';
import type { Concern } from './concern.ts';
import type { ConcernDecision } from './given.ts';
import { handling, isOpen } from './handling.ts';

const mostAbsorbed = 50;

/** Merging is a command on the concern that is absorbed: it keeps everything that it has, and brings its clock start along. */
export function mergeConcern(
  concern: Concern,
  {
    id,
    into,
    target,
    now,
  }: { readonly id: string; readonly into: string; readonly target: Concern; readonly now: Date },
): ConcernDecision {
  handling.require(concern.status, 'merge');
  if (into === id || target.forumId !== concern.forumId || !isOpen(target.status)) throw new MergeImpossible();
  if (concern.absorbed.length > 0)
    throw new MergeImpossible('It has taken in other concerns itself: undo those merges first.');
  if (target.absorbed.length >= mostAbsorbed)
    throw new TooManyParts(`A concern takes in at most ${mostAbsorbed} others.`);
  // Due at once: the sweep does the other side if nobody does before (see join-merged.ts).
  return { events: [concernEvents.merged.of({ into, clockStart: concern.clockStart })], nextDueAt: now };
}

/** Undoes a merge: the concern stands again where it stood. */
export function unmergeConcern(
  concern: Concern,
  { reason, now }: { readonly reason: string; readonly now: Date },
): ConcernDecision {
  handling.require(concern.status, 'unmerge');
  const { mergedInto, statusBeforeMerge } = concern;
  if (!mergedInto || !statusBeforeMerge) throw new NotPartOfConcern();
  const unmerged = concernEvents.unmerged.of({
    from: mergedInto,
    reason,
    status: statusBeforeMerge satisfies HandlingStatus,
  });
  return { events: [unmerged], nextDueAt: now };
}

/**
 * The other side of a merge. `undo` when this concern cannot take the other one in: it is closed, merged itself or full.
 * A message about a version that was seen before, or is older, changes nothing.
 */
export function absorbConcern(
  concern: Concern,
  entry: { readonly concernId: string; readonly concernVersion: number; readonly clockStart: string },
): ConcernDecision | 'undo' {
  const before = concern.absorbed.find(({ concernId }) => concernId === entry.concernId);
  if (before && before.concernVersion >= entry.concernVersion) return [];
  if (!isOpen(concern.status) || concern.absorbed.length >= mostAbsorbed) return 'undo';
  return [concernEvents.absorbed.of(entry)];
}

/** Lets go what had been taken in, once its merge is undone. */
export function releaseConcern(
  concern: Concern,
  { concernId, concernVersion }: { readonly concernId: string; readonly concernVersion: number },
): ConcernDecision {
  const before = concern.absorbed.find((entry) => entry.concernId === concernId);
  if (!before || before.concernVersion >= concernVersion) return [];
  return [concernEvents.released.of({ concernId, concernVersion })];
}
