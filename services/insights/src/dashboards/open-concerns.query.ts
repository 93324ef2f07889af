import type { Principal } from '@throughline/kernel';
import type { ConcernMirror } from '../concerns/concern-mirror.ts';
import { isOwed } from '../concerns/duties.ts';
import { dashboardFilter, submitterFilter } from '../concerns/who-sees.ts';
import { calendarOf } from '../forums/forum-mirror.ts';
import type { Mirrors } from '../mirrors.ts';
import { type ClockShown, showClock } from '../traces/clock-shown.ts';
import { type ClockGroup, clockGroupOf } from './clock-group.ts';
import { FilterTooWide } from './dashboard.errors.ts';
import { decodePosition, encodePosition } from './position.ts';

/** What a dashboard is narrowed to; everything given must hold. */
export interface DashboardFilter {
  readonly forum?: string | undefined;
  readonly institution?: string | undefined;
  readonly submitter?: string | undefined;
  readonly category?: string | undefined;
  readonly theme?: string | undefined;
  readonly status?: string | undefined;
  readonly clock?: ClockGroup | undefined;
  readonly area?: string | undefined;
  readonly olderThanDays?: number | undefined;
  readonly updatedSince?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** One open concern on a dashboard. */
interface DashboardItem {
  readonly id: string;
  readonly mirror: Omit<ConcernMirror, 'links'>;
  readonly group: ClockGroup;
  /** Every clock that is still owed, in the order in which they fall due; a paused one keeps its place. */
  readonly clocks: readonly ClockShown[];
}

/** Open concerns, counted in groups, and one page of them: what is due first comes first. */
export interface Dashboard {
  readonly total: number;
  readonly groups: Readonly<Record<'status' | 'clock' | 'category' | 'institution', Readonly<Record<string, number>>>>;
  readonly items: readonly DashboardItem[];
  readonly next?: string;
  readonly prev?: string;
}

/** Open work is bounded by the people who do it; past this a filter is asked for rather than a wrong count given. */
const mostOpen = 10_000;
const dayMs = 86_400_000;

const counted = {
  _id: 1,
  forumId: 1,
  status: 1,
  category: 1,
  institutions: 1,
  nextDue: 1,
  'duties.isPaused': 1,
} as const;

function tally(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

function mongoFilter(filter: DashboardFilter, principal: Principal, now: Date) {
  const { forum, institution, submitter, category, theme, status, area, olderThanDays, updatedSince } = filter;
  const before = olderThanDays === undefined ? undefined : new Date(now.getTime() - olderThanDays * dayMs);
  return {
    $and: [
      { isOpen: true },
      dashboardFilter(principal),
      submitter ? submitterFilter(principal, submitter) : {},
      {
        ...(forum && { forumId: forum }),
        ...(institution && { institutions: institution }),
        ...(category && { category }),
        ...(theme && { theme }),
        ...(status && { status }),
        ...(area && { areas: area }),
        ...(before && { submittedAt: { $lt: before.toISOString() } }),
        ...(updatedSince && { updatedAt: { $gte: new Date(updatedSince).toISOString() } }),
      },
    ],
  };
}

/** Reads a dashboard: one index read of what is open and theirs, counted here, then one page of it whole. */
export const openConcernsQuery =
  ({ concerns, forums }: Mirrors) =>
  async (filter: DashboardFilter, principal: Principal, now: Date): Promise<Dashboard> => {
    const rows = await concerns.collection
      .find(mongoFilter(filter, principal, now) as never, { projection: counted })
      .sort({ nextDue: 1, _id: 1 })
      .limit(mostOpen + 1)
      .toArray();
    if (rows.length > mostOpen) throw new FilterTooWide(mostOpen);
    const known = await forums.collection
      .find({ _id: { $in: [...new Set(rows.map(({ forumId }) => forumId))] } })
      .toArray();
    const calendars = new Map(known.map((forum) => [forum._id, calendarOf(forum)]));
    const grouped = rows.flatMap((row) => {
      const calendar = calendars.get(row.forumId);
      if (!calendar) return [];
      const isPaused = row.duties.some((duty) => duty.isPaused);
      return [{ row, calendar, group: clockGroupOf({ nextDue: row.nextDue, isPaused }, calendar, now) }];
    });
    const wanted = filter.clock ? grouped.filter(({ group }) => group === filter.clock) : grouped;
    const start = filter.cursor
      ? decodePosition(
          filter.cursor,
          wanted.map(({ row }) => row),
        )
      : 0;
    const page = wanted.slice(start, start + filter.limit);
    const whole = await concerns.collection
      .find({ _id: { $in: page.map(({ row }) => row._id) } }, { projection: { links: 0 } })
      .toArray();
    const byId = new Map(whole.map((mirror) => [mirror._id, mirror]));
    const following = wanted[start + filter.limit]?.row;
    const preceding = wanted[Math.max(0, start - filter.limit)]?.row;
    return {
      total: wanted.length,
      groups: {
        status: tally(wanted.map(({ row }) => row.status)),
        clock: tally(wanted.map(({ group }) => group)),
        category: tally(wanted.map(({ row }) => row.category)),
        institution: tally(wanted.flatMap(({ row }) => row.institutions)),
      },
      items: page.flatMap(({ row, calendar, group }) => {
        const mirror = byId.get(row._id);
        if (!mirror) return [];
        const owed = mirror.duties.filter(isOwed).toSorted((a, b) => a.due.localeCompare(b.due));
        return [{ id: row._id, mirror, group, clocks: owed.map((duty) => showClock(duty, calendar, now)) }];
      }),
      ...(following && { next: encodePosition(following) }),
      ...(start > 0 && preceding && { prev: encodePosition(preceding) }),
    };
  };
