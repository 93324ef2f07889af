import { NotFound, type Principal } from '@throughline/kernel';
import type { Calendar } from '@throughline/working-days';
import { ForumDisbanded } from './forum.errors.ts';
import { calendarOf } from './forum.ts';
import type { ForumStore, StoredForum } from './forum-store.ts';

/** What meetings and actions ask about their forum. */
export interface KnownForums {
  /** Throws NotFound. */
  require(forumId: string): Promise<StoredForum>;
  calendar(forumId: string): Promise<Calendar>;
}

/** Throws {@link ForumDisbanded}. */
export function requireStanding({ state }: StoredForum): void {
  if (state.disbandedAt) throw new ForumDisbanded();
}

const self: Principal = { kind: 'service', id: 'meetings' };

/** Calendars are kept by the forum's version: what is reckoned from one lasts as long as the object does. */
export function knownForums(forums: ForumStore): KnownForums {
  const calendars = new Map<string, { readonly version: number; readonly calendar: Calendar }>();

  async function require(forumId: string): Promise<StoredForum> {
    const forum = await forums.find(forumId, self);
    if (!forum) throw new NotFound();
    return forum;
  }

  return {
    require,
    async calendar(forumId) {
      const { version, state } = await require(forumId);
      const kept = calendars.get(forumId);
      if (kept?.version === version) return kept.calendar;
      const calendar = calendarOf(state);
      calendars.set(forumId, { version, calendar });
      return calendar;
    },
  };
}
