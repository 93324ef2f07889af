import type { ActionEvent, ActionState } from '@throughline/contracts';
import type { Principal } from '@throughline/kernel';
import { keysetPage, type MongoAggregateStore } from '@throughline/persistence';
import { localDate } from '@throughline/working-days';
import { type ForumCollection, zonesOf } from '../forums/list-forums.query.ts';
import type { KnownOrganisations } from '../organisations/known-organisations.ts';
import type { Action } from './action.ts';
import { representAction } from './action-representation.ts';
import { type ActionReader, actionReader } from './action-visibility.ts';

export type ActionCollection = MongoAggregateStore<Action, ActionEvent>['collection'];

interface Dependencies {
  readonly actions: ActionCollection;
  readonly forums: ForumCollection;
  readonly organisations: KnownOrganisations;
}

/** What lists of actions can be narrowed to. Filters are cumulative. */
export interface ActionFilters {
  readonly forum?: string | undefined;
  readonly owner?: string | undefined;
  readonly meeting?: string | undefined;
  readonly concern?: string | undefined;
  readonly state?: ActionState | undefined;
  readonly overdue?: boolean | undefined;
  readonly updatedSince?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const openStates: readonly ActionState[] = ['open', 'in-progress'];
type Condition = Record<string, unknown>;

const visibleTo = ({ everything, forumIds, organisationIds }: ActionReader): Condition =>
  everything ? {} : { $or: [{ forumId: { $in: [...forumIds] } }, { 'state.ownerId': { $in: [...organisationIds] } }] };

/** Overdue depends on what day it is at the forum, so each forum has a condition of its own. */
function overdueCondition(overdue: boolean, todayOf: ReadonlyMap<string, string>): Condition {
  const late = [...todayOf].map(([forumId, today]) => ({ forumId, 'state.due': { $lt: today } }));
  const isLate = { 'state.state': { $in: openStates }, ...(late.length > 0 ? { $or: late } : { forumId: '' }) };
  return overdue ? isLate : { $nor: [isLate] };
}

/** Actions that the reader may know of, the first due first; with `updatedSince`, in the order of change. */
export const listActionsQuery =
  ({ actions, forums, organisations }: Dependencies) =>
  async (filters: ActionFilters, { principal, now }: { readonly principal: Principal; readonly now: Date }) => {
    const { forum, owner, meeting, concern, state, overdue, updatedSince, limit, cursor } = filters;
    const reader = await actionReader(principal, organisations, now.toISOString().slice(0, 10));
    const zones = await zonesOf(forums);
    const todayOf = new Map([...zones].map(([forumId, timeZone]) => [forumId, localDate(now, timeZone)]));
    const { items, ...neighbours } = await keysetPage(actions, {
      filter: {
        ...(forum ? { forumId: forum } : {}),
        ...(owner ? { 'state.ownerId': owner } : {}),
        ...(meeting ? { 'state.meetingId': meeting } : {}),
        ...(concern ? { 'state.concerns': concern } : {}),
        ...(state ? { 'state.state': state } : {}),
        ...(updatedSince ? { updatedAt: { $gte: new Date(updatedSince) } } : {}),
        $and: [visibleTo(reader), overdue === undefined ? {} : overdueCondition(overdue, todayOf)],
      },
      sort: [updatedSince ? ['updatedAt', 1] : ['state.due', 1], ['_id', 1]],
      limit,
      ...(cursor ? { cursor } : {}),
      projection: { outbox: 0, commands: 0 },
    });
    const shownItems = items.map(({ _id, ...stored }) =>
      representAction({ ...stored, id: _id }, todayOf.get(stored.state.forumId) ?? now.toISOString().slice(0, 10)),
    );
    return { items: shownItems, ...neighbours };
  };

/** Ids of a forum's actions that are still to be done. */
export const openActionsQuery =
  (actions: ActionCollection) =>
  async (forumId: string): Promise<readonly string[]> => {
    const found = actions.find({ forumId, 'state.state': { $in: [...openStates] } }, { projection: { _id: 1 } });
    return (await found.toArray()).map(({ _id }) => _id);
  };
