import { isAppError } from '@throughline/kernel';
import { type Action, actions, forum as forumSchema, meeting as meetingSchema } from '../api/representations.ts';
import type { ShowPage, Visit } from '../layout/page.ts';
import { namesFor } from '../organisations/names.ts';
import { meetingView, organisationsAt } from './meeting-view.ts';

/** What came out of the meeting for somebody to do; undefined where this reader may not see it, or nobody can just now. */
async function actionsOf(visit: Visit, meetingId: string): Promise<Action[] | undefined> {
  try {
    return (await visit.get(`/v1/actions?meeting=${meetingId}&limit=100`, actions)).items;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return undefined;
  }
}

/** A meeting: agenda, attendance, decisions, actions. */
export const showMeeting: ShowPage = async (visit) => {
  const id = encodeURIComponent(visit.params['meetingId'] ?? '');
  const meeting = await visit.get(`/v1/meetings/${id}`, meetingSchema);
  const [forum, assigned] = await Promise.all([
    visit.get(`/v1/forums/${meeting.forumId}`, forumSchema),
    actionsOf(visit, meeting.id),
  ]);
  const nameOf = await namesFor(visit, organisationsAt(meeting, assigned ?? []));
  const words = visit.words.inZone(forum.timeZone);
  const view = meetingView(meeting, { actions: assigned, words, nameOf });
  return {
    view: 'meetings/meeting',
    title: words.t('meetings.pageTitle', { title: view.title.text, when: words.date(meeting.startsAt) }),
    model: {
      ...view,
      heading: view.title,
      forum: { name: forum.name, href: `/forums/${forum.id}` },
      timeZone: forum.timeZone,
    },
  };
};
