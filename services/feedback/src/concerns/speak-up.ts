import { newUuid, type Principal } from '@throughline/kernel';
import type { Forums } from '../network/forums.ts';
import type { ConcernStore } from './concern-store.ts';
import { letClocksSpeak } from './let-clocks-speak.ts';

/** The service itself, as timers and consumers act. */
export const ownself: Principal = { kind: 'service', id: 'feedback' };

/** The command of the due sweep: one concern says what has come due. */
export const speakUp =
  ({ concerns, forums }: { readonly concerns: ConcernStore; readonly forums: Forums }) =>
  async (concernId: string, now: Date): Promise<void> => {
    const requestId = newUuid();
    const commandKey = `clock:${concernId}:${now.toISOString()}`;
    const context = {
      principal: ownself,
      now,
      commandKey,
      fingerprint: commandKey,
      correlationId: requestId,
      requestId,
    };
    await concerns.change(concernId, context, async (concern) =>
      letClocksSpeak(concern, { now, setting: await forums.settingOf(concern.forumId) }),
    );
  };
