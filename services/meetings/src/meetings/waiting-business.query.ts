import type { ActionCollection } from '../actions/list-actions.query.ts';
import type { ConcernMirror, WaitingConcern } from '../concerns/known-concerns.ts';
import type { WaitingBusiness } from './agenda.ts';
import type { MeetingCollection } from './show-meeting.query.ts';

interface Dependencies {
  readonly meetings: MeetingCollection;
  readonly actions: ActionCollection;
  readonly concerns: ConcernMirror;
}

const mostActions = 100;

/** The last meeting held before, if its minutes still want approval. */
async function unapprovedMinutes({ meetings }: Dependencies, forumId: string, before: Date) {
  const held = ['concluded', 'minutes-circulated', 'minutes-approved'] as const;
  const last = await meetings.findOne(
    { forumId, 'state.startsAt': { $lt: before.toISOString() }, 'state.state': { $in: [...held] } },
    { sort: { 'state.startsAt': -1 }, projection: { 'state.state': 1 } },
  );
  return last && last.state.state !== 'minutes-approved' ? last._id : undefined;
}

/** Those that have been on no agenda of the forum since they were marked. */
async function stillWaiting(
  { meetings }: Dependencies,
  forumId: string,
  marked: readonly WaitingConcern[],
): Promise<readonly WaitingConcern[]> {
  if (marked.length === 0) return [];
  const ids = marked.map(({ id }) => id);
  const found = await meetings
    .find(
      { forumId, 'state.agenda.concerns': { $in: ids }, 'state.state': { $ne: 'cancelled' } },
      { projection: { 'state.agenda': 1 } },
    )
    .toArray();
  const items = found.flatMap(({ state }) => state.agenda);
  return marked.filter(({ id, mark }) => !items.some((item) => item.concerns.includes(id) && item.addedAt >= mark.at));
}

/** What a meeting that begins at `startsAt` finds waiting for it. */
export const waitingBusinessQuery =
  (given: Dependencies) =>
  async (forumId: string, startsAt: Date): Promise<WaitingBusiness> => {
    const [minutesOf, open, marked] = await Promise.all([
      unapprovedMinutes(given, forumId, startsAt),
      given.actions
        .find({ forumId, 'state.state': { $in: ['open', 'in-progress'] } }, { projection: { 'state.due': 1 } })
        .sort({ 'state.due': 1, _id: 1 })
        .limit(mostActions)
        .toArray(),
      given.concerns.markedFor(forumId),
    ]);
    const concerns = await stillWaiting(given, forumId, marked);
    return { minutesOf, actions: open.map(({ _id, state }) => ({ id: _id, due: state.due })), concerns };
  };

/** The forum's next meeting whose agenda has not gone out, if there is one. */
export const nextMeetingInPreparationQuery =
  (meetings: MeetingCollection) =>
  async (forumId: string, now: Date): Promise<string | undefined> => {
    const next = await meetings.findOne(
      { forumId, 'state.startsAt': { $gt: now.toISOString() }, 'state.state': { $in: ['draft', 'postponed'] } },
      { sort: { 'state.startsAt': 1 }, projection: { _id: 1 } },
    );
    return next?._id;
  };
