import { isAppError } from '@throughline/kernel';
import {
  type Action,
  action as actionSchema,
  forum as forumSchema,
  meeting as meetingSchema,
} from '../api/representations.ts';
import type { ShowPage, Visit } from '../layout/page.ts';
import { namesFor } from '../organisations/names.ts';
import { meetingView, organisationsAt } from './meeting-view.ts';

/** Actions that this reader may see; one that they may not, or that cannot be had now, is left out. */
async function actionsOf(visit: Visit, ids: readonly string[]): Promise<Action[]> {
  const found = await Promise.all(
    ids.map((id) =>
      visit.get(`/v1/actions/${id}`, actionSchema).catch((error: unknown) => {
        if (!isAppError(error)) throw error;
        return undefined;
      }),
    ),
  );
  return found.filter((action) => action !== undefined);
}

/** A meeting: agenda, attendance, decisions, actions. */
export const showMeeting: ShowPage = async (visit) => {
  const id = encodeURIComponent(visit.params['meetingId'] ?? '');
  const meeting = await visit.get(`/v1/meetings/${id}`, meetingSchema);
  const [forum, actions] = await Promise.all([
    visit.get(`/v1/forums/${meeting.forumId}`, forumSchema),
    actionsOf(visit, meeting.actions),
  ]);
  const nameOf = await namesFor(visit, organisationsAt(meeting, actions));
  const words = visit.words.inZone(forum.timeZone);
  const view = meetingView(meeting, { actions, words, nameOf });
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
