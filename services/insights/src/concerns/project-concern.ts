import {
  type ConcernEvent,
  closedAsStatuses,
  concernEvents as events,
  type HandlingStatus,
  openStatuses,
  type Recorded,
} from '@throughline/contracts';
import type { ConcernMirror } from './concern-mirror.ts';
import { cancelDuties, nextDueOf, recalculate, restoreDuties } from './duties.ts';
import { type Change, type Changes, link } from './link.ts';
import { answerChanges } from './project-answers.ts';
import { intakeChanges, submitted } from './project-intake.ts';
import { referralChanges } from './project-referrals.ts';

const open: readonly HandlingStatus[] = openStatuses;
const closed: readonly HandlingStatus[] = closedAsStatuses;

const upkeepChanges: Changes = {
  [events.endorsed.type]: (_, event) => {
    const { organisationId, peopleAffectedBand, textId } = event.data;
    const data = { peopleAffected: peopleAffectedBand };
    return { links: [link(event, 'endorsement', organisationId, { ...(textId && { textId }), data })] };
  },
  [events.merged.type]: (_, event) => ({
    status: 'merged',
    links: [link(event, 'merge', 'secretariat', { data: { into: event.data.into } })],
  }),
  [events.unmerged.type]: (concern, event) => ({
    status: event.data.status,
    duties: restoreDuties(concern.duties, concern.links.findLast(({ kind }) => kind === 'merge')?.at),
    links: [link(event, 'unmerge', 'secretariat', { data: { from: event.data.from, reason: event.data.reason } })],
  }),
  [events.clocksRecalculated.type]: (concern, { data }) => ({ duties: recalculate(concern.duties, data.clocks) }),
};

const changes: Changes = { ...intakeChanges, ...referralChanges, ...answerChanges, ...upkeepChanges };

/**
 * The mirror of a concern after one more event. It uses the event alone, so equal events give equal mirrors; what an
 * event means that changes nothing here (a draft, a delivery) still moves the gate.
 */
export function projectConcern(previous: ConcernMirror | undefined, event: Recorded<ConcernEvent>): ConcernMirror {
  if (event.type === events.submitted.type) return submitted(event);
  if (!previous) throw new RangeError(`a concern begins with its submission, not with ${event.type}`);
  // The table is keyed by the event's own type, which TypeScript cannot carry through the look-up.
  const change = changes[event.type] as Change<ConcernEvent['type']> | undefined;
  const { links = [], ...changed } = change?.(previous, event) ?? {};
  const next = { ...previous, ...changed, updatedAt: event.at, links: [...previous.links, ...links] };
  const isOpen = open.includes(next.status);
  const duties = closed.includes(next.status) ? cancelDuties(next.duties, event.at) : next.duties;
  return { ...next, isOpen, duties, nextDue: nextDueOf(duties) };
}
