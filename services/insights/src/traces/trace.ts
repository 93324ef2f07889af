import { closedAsStatuses, type HandlingStatus, type Resolution, type Visibility } from '@throughline/contracts';
import type { Calendar } from '@throughline/working-days';
import { localDate, workingDaysBetween } from '@throughline/working-days';
import type { ConcernMirror, Doer, LinkMirror } from '../concerns/concern-mirror.ts';
import type { ActionMirror } from '../meetings/action-mirror.ts';
import type { MeetingMirror } from '../meetings/meeting-mirror.ts';
import { type ClockShown, showClock } from './clock-shown.ts';
import { nextStep } from './next-step.ts';

/** A mirror with the id of what it mirrors. */
type Identified<Mirror> = Mirror & { readonly _id: string };

/** Everything a trace is joined from, by id. */
export interface TraceParts {
  readonly concern: Identified<ConcernMirror>;
  /** Meetings on whose agenda it stood, or that decided something about it. */
  readonly meetings: readonly Identified<MeetingMirror>[];
  readonly actions: readonly Identified<ActionMirror>[];
  readonly calendar: Calendar;
}

/** Where a link's words are: with the owner of the aggregate. */
interface TraceLink extends Omit<LinkMirror, 'textId'> {
  readonly words?: { readonly aggregateId: string; readonly textId: string };
}

/** A step that has not been taken, and whose turn it is. `due` is null where no clock runs. */
interface MissingLink {
  readonly link: string;
  readonly ask?: number;
  readonly owedBy: Doer;
  readonly due: string | null;
  readonly overdueByDays: number;
}

interface TraceAsk {
  readonly number: number;
  /** As the secretariat has written it; as it was submitted until the triage. */
  readonly words: { readonly aggregateId: string; readonly textId: string };
  readonly resolution: Resolution;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly answer: string | null;
  readonly commitment: string | null;
  readonly verdict: string | null;
}

/** The whole chain of a concern, before words are asked for. */
export interface Trace {
  readonly reference: string;
  readonly id: string;
  readonly status: HandlingStatus;
  readonly closedAs: ClosedAs | null;
  readonly visibility: Visibility | null;
  readonly links: readonly TraceLink[];
  readonly asks: readonly TraceAsk[];
  readonly clocks: readonly ClockShown[];
  readonly complete: boolean;
  readonly missing: readonly MissingLink[];
}

type ClosedAs = (typeof closedAsStatuses)[number];

const isClosedAs = (status: HandlingStatus): status is ClosedAs => closedAsStatuses.some((closed) => closed === status);
const isUndone = ({ state }: ActionMirror) => state === 'open' || state === 'in-progress';

function linksOf({ concern, meetings, actions }: TraceParts): TraceLink[] {
  const own = concern.links.map(({ textId, ...link }) => ({
    ...link,
    ...(textId && { words: { aggregateId: concern._id, textId } }),
  }));
  const known = meetings.filter(({ isCalled }) => isCalled);
  const items = known.flatMap((meeting) =>
    meeting.items
      .filter(({ concerns }) => concerns.includes(concern._id))
      .map(({ id, at, origin, space, titleTextId }) => ({
        kind: 'agenda-item',
        id,
        at,
        by: 'secretariat',
        data: { meetingId: meeting._id, startsAt: meeting.startsAt, state: meeting.state, origin, space },
        ...(titleTextId && { words: { aggregateId: meeting._id, textId: titleTextId } }),
      })),
  );
  const decisions = known.flatMap((meeting) =>
    meeting.decisions
      .filter(({ concerns }) => concerns.includes(concern._id))
      .map(({ id, at, number, kind, institutionId, textId }) => ({
        kind: 'decision',
        id,
        at,
        by: 'secretariat',
        data: { meetingId: meeting._id, number, kind, ...(institutionId && { institutionId }) },
        words: { aggregateId: meeting._id, textId },
      })),
  );
  const assigned = actions.map(({ _id, assignedAt, meetingId, ownerId, due, state, endedAt, textId }) => ({
    kind: 'action',
    id: _id,
    at: assignedAt,
    by: 'secretariat',
    data: { meetingId, ownerId, due, state, ...(endedAt && { endedAt }) },
    words: { aggregateId: _id, textId },
  }));
  return [...own, ...items, ...decisions, ...assigned].toSorted((a, b) => a.at.localeCompare(b.at));
}

/**
 * The chain of a concern with its gaps named (domain: "trace"; api: "complete", "missing"). Pure: the same parts at the
 * same moment give the same trace.
 */
export function traceOf(parts: TraceParts, now: Date): Trace {
  const { concern, actions, calendar } = parts;
  const today = localDate(now, calendar.timeZone);
  const lateness = (due: string | null) => (due && due < today ? workingDaysBetween(due, today, calendar) : 0);
  const closedAs = isClosedAs(concern.status) ? concern.status : null;
  const steps = concern.asks.flatMap((ask) => {
    const step = nextStep(concern, ask);
    return step ? [{ ...step, ask: ask.number }] : [];
  });
  const undone = actions.filter(isUndone).map(({ ownerId, due }) => ({ link: 'action', owedBy: ownerId, due }));
  const missing = closedAs ? [] : [...steps, ...undone].map((step) => ({ ...step, overdueByDays: lateness(step.due) }));
  return {
    reference: concern.reference,
    id: concern._id,
    status: concern.status,
    closedAs,
    visibility: concern.visibility ?? null,
    links: linksOf(parts),
    asks: concern.asks.map((ask) => ({
      number: ask.number,
      words: { aggregateId: concern._id, textId: ask.textId },
      resolution: ask.outcome ?? 'open',
      outcome: ask.outcome ?? null,
      reason: ask.reason ?? null,
      answer: ask.answerId ?? null,
      commitment: ask.commitmentId ?? null,
      verdict: ask.verdict ?? null,
    })),
    clocks: concern.duties.map((duty) => showClock(duty, calendar, now)),
    complete: concern.status === 'concluded' && missing.length === 0,
    missing,
  };
}
