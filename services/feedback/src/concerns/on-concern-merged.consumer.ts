import { type ConcernEvent, concernEvents, type Recorded } from '@throughline/contracts';
import type { ConcernStore } from './concern-store.ts';
import { absorbConcern, releaseConcern, unmergeConcern } from './merge-concern.ts';
import { ownself } from './speak-up.ts';

/**
 * The other side of a merge and of its undoing. What touches two concerns is a command on one of them; this does the
 * second one's part from the event. Where the second cannot take the first in, the merge is undone.
 */
export const onConcernMerged =
  ({ concerns, now }: { readonly concerns: ConcernStore; readonly now: () => Date }) =>
  async (event: Recorded<ConcernEvent>): Promise<void> => {
    const context = {
      principal: ownself,
      now: now(),
      commandKey: event.id,
      fingerprint: event.id,
      correlationId: event.correlationId,
      causationId: event.id,
      requestId: event.id,
    };
    const other = { concernId: event.subject, concernVersion: event.version };
    if (event.type === concernEvents.merged.type) {
      const { into, clockStart } = event.data;
      let isRefused = false;
      await concerns.change(into, context, (concern) => {
        const decision = absorbConcern(concern, { ...other, clockStart });
        isRefused = decision === 'undo';
        return decision === 'undo' ? [] : decision;
      });
      if (!isRefused) return;
      await concerns.change(event.subject, context, (concern) =>
        concern.mergedInto === into ? unmergeConcern(concern, { reason: 'not-possible' }) : [],
      );
    }
    if (event.type === concernEvents.unmerged.type)
      await concerns.change(event.data.from, context, (concern) => releaseConcern(concern, other));
  };
