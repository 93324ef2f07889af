import type { Id, Principal } from '@throughline/kernel';
import { timed } from '../caused-by.ts';
import type { KnownForums } from '../forums/known-forums.ts';
import { speak } from './action.ts';
import type { ActionStore } from './action-store.ts';

const self: Principal = { kind: 'service', id: 'meetings' };

/** An ordinary command on an action that has come due: it says what its clock has not said yet, or nothing. */
export const letActionSpeakUseCase =
  ({ actions, forums }: { readonly actions: ActionStore; readonly forums: KnownForums }) =>
  async (id: Id, now: Date): Promise<void> => {
    const stored = await actions.find(id, self);
    if (!stored) return;
    await actions.change(id, timed(stored, now), async (action) =>
      speak(action, await forums.calendar(action.forumId), now),
    );
  };
