import { isAppError } from '@throughline/kernel';
import {
  forum as forumSchema,
  type Meeting,
  meetings as meetingsSchema,
  organisations as organisationsSchema,
} from '../api/representations.ts';
import { nameIn } from '../layout/fragment.ts';
import type { ShowPage, Visit } from '../layout/page.ts';
import type { Wording } from '../layout/wording.ts';
import { meetingLine } from '../meetings/meeting-view.ts';

const upcoming = new Set(['draft', 'called', 'in-session']);
const held = new Set(['concluded', 'minutes-circulated', 'minutes-approved']);

/** The meetings of a forum as its page shows them: the one to come first, then those that were held, newest first. */
export function meetingsByTime(meetings: readonly Meeting[]) {
  const inOrder = [...meetings].sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
  return {
    next: inOrder.find(({ state }) => upcoming.has(state)),
    held: inOrder.filter(({ state }) => held.has(state)).reverse(),
  };
}

/** Who sits on the forum; undefined when the registry cannot say. */
async function seatsOf(visit: Visit, forumId: string, words: Wording) {
  try {
    const { items } = await visit.get(`/v1/organisations?forum=${forumId}&limit=100`, organisationsSchema);
    return items.flatMap(({ id, names, kind, seats }) => {
      const name = nameIn(names, words.language);
      return seats
        .filter((seat) => seat.forumId === forumId && !seat.to)
        .map(({ role }) => ({
          name: name ?? { text: words.t('names.unknownOrganisation'), language: words.language },
          href: `/organisations/${id}`,
          kind: kind ? words.code('kind', kind) : undefined,
          role: words.code('seatRole', role),
        }));
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    return undefined;
  }
}

/** A forum: when it meets next, who sits on it, what it has decided lately. */
export const showForum: ShowPage = async (visit) => {
  const id = encodeURIComponent(visit.params['forumId'] ?? '');
  const [forum, { items }] = await Promise.all([
    visit.get(`/v1/forums/${id}`, forumSchema),
    visit.get(`/v1/forums/${id}/meetings?limit=100`, meetingsSchema),
  ]);
  const words = visit.words.inZone(forum.timeZone);
  const seats = await seatsOf(visit, forum.id, words);
  const { next, held: past } = meetingsByTime(items);
  return {
    view: 'forums/forum',
    title: forum.name,
    model: {
      name: forum.name,
      next: next && meetingLine(next, words),
      past: past.map((meeting) => meetingLine(meeting, words)),
      seats,
      standards: Object.entries(forum.standards ?? {}).map(([name, days]) => ({
        duty: words.code('standard', name),
        days: words.t('clocks.days', { count: days }),
      })),
      closures: forum.closureDays.map(({ date, name }) => ({ date: words.date(date), name })),
      timeZone: forum.timeZone,
    },
  };
};
