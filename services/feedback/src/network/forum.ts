import { type ForumEvent, forumEvents, type Recorded, type Standards } from '@throughline/contracts';
import type { Nation } from '@throughline/working-days';

/** What feedback keeps of a forum: what it counts by. */
export interface ForumMirrored {
  readonly code: string;
  readonly nation: Nation;
  readonly timeZone: string;
  readonly standards: Standards;
  readonly closureDays: readonly string[];
  readonly disbanded: boolean;
}

/** A forum after one of its events. */
export function projectForum(previous: ForumMirrored | undefined, event: Recorded<ForumEvent>): ForumMirrored {
  if (event.type === forumEvents.established.type || event.type === forumEvents.changed.type) {
    const { code, nation, timeZone, standards, closureDays } = event.data;
    return { code, nation, timeZone, standards, closureDays, disbanded: previous?.disbanded ?? false };
  }
  if (!previous) throw new TypeError(`a forum cannot begin with ${event.type}`);
  return event.type === forumEvents.disbanded.type ? { ...previous, disbanded: true } : previous;
}
