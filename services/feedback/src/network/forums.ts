import { type Calendar, isTimeZone } from '@throughline/working-days';
import { ForumUnknown } from '../concerns/concern.errors.ts';
import type { ForumSetting } from '../concerns/given.ts';
import type { ForumMirrored } from './forum.ts';
import type { KeptMirror } from './kept-mirror.ts';

/** The forums that concerns belong to, as far as this service counts by them. */
export interface Forums {
  /** Throws ForumUnknown (422): for a forum that nobody knows, or that meets no more. */
  requireOpen(forumId: string): Promise<ForumSetting>;
  /** Also of a forum that was disbanded: its concerns go on. Throws ForumUnknown. */
  settingOf(forumId: string): Promise<ForumSetting>;
}

/** What is counted by in a forum. Closure days have no name here: what they are called is the forum's own words. */
export function settingFrom(forumId: string, forum: ForumMirrored): ForumSetting {
  const calendar: Calendar = {
    nation: forum.nation,
    // A zone that this machine's data lacks would break every deadline of the forum; the nation has but one.
    timeZone: isTimeZone(forum.timeZone) ? forum.timeZone : 'Europe/London',
    closureDays: forum.closureDays.map((date) => ({ date, name: '' })),
  };
  return { forumId, code: forum.code, calendar, standards: forum.standards };
}

export function forumsFrom(kept: KeptMirror<ForumMirrored, ForumSetting>): Forums {
  async function settingOf(forumId: string) {
    const setting = await kept.get(forumId);
    if (!setting) throw new ForumUnknown();
    return setting;
  }
  return {
    settingOf,
    async requireOpen(forumId) {
      const setting = await settingOf(forumId);
      if (kept.held(forumId)?.disbanded) throw new ForumUnknown('This forum meets no more.');
      return setting;
    },
  };
}
