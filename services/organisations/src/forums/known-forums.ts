import { forumEvents as events, type ForumEvent, type Recorded } from '@throughline/contracts';
import { isAppError } from '@throughline/kernel';
import { ForumUnknown } from '../organisations/organisation.errors.ts';

/** What the registry keeps of a forum: that it meets. */
export interface ForumMirror {
  readonly isDisbanded: boolean;
}

/** The mirror of a forum after one more event. */
export const projectForum = (previous: ForumMirror | undefined, event: Recorded<ForumEvent>): ForumMirror => ({
  isDisbanded: event.type === events.disbanded.type || (previous?.isDisbanded ?? false),
});

/** The forums that the registry knows of. */
export interface KnownForums {
  /** Throws ForumUnknown (422) for one that does not exist, or meets no more. */
  require(forumId: string): Promise<void>;
}

interface Sources {
  find(forumId: string): Promise<ForumMirror | undefined>;
  /** Asks the owner, once: the forum may have been established a moment ago. */
  ask(forumId: string): Promise<{ readonly disbandedAt?: string | null | undefined }>;
}

/** Looks in the mirror first, and asks the owner before it says that there is none. */
export const knownForums = ({ find, ask }: Sources): KnownForums => ({
  async require(forumId) {
    const mirrored = await find(forumId);
    if (mirrored?.isDisbanded) throw new ForumUnknown();
    if (mirrored) return;
    const asked = await ask(forumId).catch((error: unknown) => {
      if (isAppError(error) && error.kind === 'not-found') throw new ForumUnknown(undefined, { cause: error });
      throw error;
    });
    if (asked.disbandedAt) throw new ForumUnknown();
  },
});
