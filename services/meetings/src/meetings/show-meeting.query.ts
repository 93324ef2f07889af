import type { MeetingEvent, MeetingState } from '@throughline/contracts';
import type { Principal } from '@throughline/kernel';
import { keysetPage, type MongoAggregateStore } from '@throughline/persistence';
import type { ActionCollection } from '../actions/list-actions.query.ts';
import type { KnownForums } from '../forums/known-forums.ts';
import type { Meeting } from './meeting.ts';
import { representMeeting } from './meeting-representation.ts';
import { type StoredMeeting, seesPreparation } from './meeting-store.ts';

export type MeetingCollection = MongoAggregateStore<Meeting, MeetingEvent>['collection'];

interface Dependencies {
  readonly meetings: MeetingCollection;
  readonly actions: ActionCollection;
  readonly forums: KnownForums;
}

/** The actions that came from meetings, oldest first, joined by index: a meeting does not keep them. */
async function actionsOf(actions: ActionCollection, meetingIds: readonly string[]) {
  const found = await actions
    .find({ 'state.meetingId': { $in: [...meetingIds] } }, { projection: { 'state.meetingId': 1 } })
    .sort({ _id: 1 })
    .toArray();
  return (meetingId: string) => found.filter(({ state }) => state.meetingId === meetingId).map(({ _id }) => _id);
}

/** A meeting as this principal is shown it. Whether it may be seen at all, the store has decided. */
export const showMeetingQuery =
  ({ actions, forums }: Dependencies) =>
  async (stored: StoredMeeting, principal: Principal) => {
    const [actionIds, forum] = await Promise.all([
      actionsOf(actions, [stored.id]),
      forums.require(stored.state.forumId),
    ]);
    return representMeeting(stored, {
      needed: forum.state.quorum,
      actionIds: actionIds(stored.id),
      isSignedIn: principal.kind !== 'anonymous',
    });
  };

export interface MeetingList {
  readonly forumId: string;
  readonly state?: MeetingState | undefined;
  readonly updatedSince?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A forum's meetings, the latest first; with `updatedSince`, in the order of change. The public sees those once called. */
export const listMeetingsQuery =
  ({ meetings, actions, forums }: Dependencies) =>
  async ({ forumId, state, updatedSince, limit, cursor }: MeetingList, principal: Principal) => {
    const forum = await forums.require(forumId);
    const { items, ...neighbours } = await keysetPage(meetings, {
      filter: {
        forumId,
        ...(state ? { 'state.state': state } : {}),
        ...(seesPreparation(principal, forumId) ? {} : { 'state.number': { $exists: true } }),
        ...(updatedSince ? { updatedAt: { $gte: new Date(updatedSince) } } : {}),
      },
      sort: updatedSince
        ? [
            ['updatedAt', 1],
            ['_id', 1],
          ]
        : [
            ['state.startsAt', -1],
            ['_id', -1],
          ],
      limit,
      ...(cursor ? { cursor } : {}),
      projection: { outbox: 0, commands: 0 },
    });
    const actionIds = await actionsOf(
      actions,
      items.map(({ _id }) => _id),
    );
    const shownItems = items.map(({ _id, ...stored }) =>
      representMeeting(
        { ...stored, id: _id },
        { needed: forum.state.quorum, actionIds: actionIds(_id), isSignedIn: principal.kind !== 'anonymous' },
      ),
    );
    return { items: shownItems, ...neighbours };
  };
