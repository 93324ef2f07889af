import type { CommandContext } from '@throughline/persistence';
import type { StoredConcern } from './concern-representation.ts';
import type { ConcernStore } from './concern-store.ts';
import { absorbConcern, releaseConcern, unmergeConcern } from './merge-concern.ts';

/**
 * The other side of a merge, and of its undoing. What touches two concerns is a command on one of them; that one stays due
 * until this has brought the other into line with it, so a crash in between is made good by the next sweep. It works from
 * what the concern says now, never from a message, and every step of it may run again.
 */
export const joinMerged =
  (concerns: ConcernStore) =>
  async ({ id, version, state }: StoredConcern, context: CommandContext): Promise<void> => {
    const { mergedInto, formerly, clockStart } = state;
    const inName = (part: string) => ({ ...context, commandKey: `${context.commandKey}:${part}` });
    for (const former of formerly.filter((other) => other !== mergedInto))
      await concerns.change(former, inName(`release:${former}`), (concern) =>
        releaseConcern(concern, { concernId: id, concernVersion: version }),
      );
    if (!mergedInto) return;
    let isRefused = false;
    await concerns.change(mergedInto, inName('absorb'), (concern) => {
      const decision = absorbConcern(concern, { concernId: id, concernVersion: version, clockStart });
      isRefused = decision === 'undo';
      return decision === 'undo' ? [] : decision;
    });
    if (isRefused)
      await concerns.change(id, inName('undo'), (concern) =>
        concern.mergedInto === mergedInto ? unmergeConcern(concern, { reason: 'not-possible', now: context.now }) : [],
      );
  };
