import { forumEvents as events, type ForumEvent, type Recorded } from '@throughline/contracts';
import type { Calendar, Nation } from '@throughline/working-days';

/** What the read side keeps of a forum: how its days are counted. */
export interface ForumMirror {
  readonly code: string;
  readonly nation: Nation;
  readonly timeZone: string;
  readonly closureDays: readonly string[];
  readonly isDisbanded: boolean;
}

/** The mirror of a forum after one more event. */
export function projectForum(previous: ForumMirror | undefined, event: Recorded<ForumEvent>): ForumMirror {
  if (event.type === events.established.type || event.type === events.changed.type) {
    const { code, nation, timeZone, closureDays } = event.data;
    return { code, nation, timeZone, closureDays, isDisbanded: previous?.isDisbanded ?? false };
  }
  if (!previous) throw new RangeError(`a forum begins when it is established, not with ${event.type}`);
  return event.type === events.disbanded.type ? { ...previous, isDisbanded: true } : previous;
}

/** The days that a forum works. What a closure day is called is words, which the read side does not have. */
export const calendarOf = ({ nation, timeZone, closureDays }: ForumMirror): Calendar => ({
  nation,
  timeZone,
  closureDays: closureDays.map((date) => ({ date, name: '' })),
});
