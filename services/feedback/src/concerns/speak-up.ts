import { newUuid, type Principal } from '@throughline/kernel';
import type { Forums } from '../network/forums.ts';
import type { ConcernStore } from './concern-store.ts';
import { joinMerged } from './join-merged.ts';
import { letClocksSpeak } from './let-clocks-speak.ts';

/** The service itself, as timers and consumers act. */
export const ownself: Principal = { kind: 'service', id: 'feedback' };

/**
 * The command of the due sweep: one concern does what has come due. The other side of a merge first; then its clocks speak,
 * and that write (or the store's correction, where there is nothing to say) moves it on to its next due time.
 */
export const speakUp = ({ concerns, forums }: { readonly concerns: ConcernStore; readonly forums: Forums }) => {
  const join = joinMerged(concerns);
  return async (concernId: string, now: Date): Promise<void> => {
    const requestId = newUuid();
    const commandKey = `clock:${concernId}:${requestId}`;
    const context = {
      principal: ownself,
      now,
      commandKey,
      fingerprint: commandKey,
      correlationId: requestId,
      requestId,
    };
    const before = await concerns.require(concernId, ownself);
    if (before.state.mergedInto || before.state.formerly.length > 0) await join(before, context);
    await concerns.change(concernId, context, async (concern, { version }) => {
      // Changed meanwhile: it stays due, and the next round works from what it says then.
      if (version !== before.version) return { events: [], nextDueAt: now };
      return letClocksSpeak(concern, { now, setting: await forums.settingOf(concern.forumId) });
    });
  };
};
