import { NotFound, type Principal, Unavailable } from '@throughline/kernel';
import { type Calendar, localDate } from '@throughline/working-days';
import type { ConcernMirror } from '../concerns/concern-mirror.ts';
import { isParty, isPublic, throughSeatsOf } from '../concerns/who-sees.ts';
import { calendarOf } from '../forums/forum-mirror.ts';
import type { Mirrors } from '../mirrors.ts';
import { isSeated } from '../organisations/seat-mirror.ts';
import { type Trace, traceOf } from './trace.ts';

/** A trace with what its `ETag` is made of. */
export interface FoundTrace {
  readonly trace: Trace;
  /** Grows with every event that any part of the trace has taken in. */
  readonly version: number;
  readonly today: string;
}

const mostParts = 200;

/** Joins a trace by id or reference, for a reader. Throws NotFound for what is unknown or not theirs to see. */
export const findTraceQuery =
  ({ concerns, meetings, actions, forums, organisations }: Mirrors) =>
  async (idOrReference: string, principal: Principal, now: Date): Promise<FoundTrace> => {
    const byId = idOrReference.startsWith('con_');
    const concern = await concerns.collection.findOne(byId ? { _id: idOrReference } : { reference: idOrReference });
    // A document that holds a gate alone is no concern: its submission was discarded.
    if (!concern?.reference) throw new NotFound();
    const forum = await forums.find(concern.forumId);
    const calendar = forum && calendarOf(forum);
    const isKnown =
      isPublic(concern) || isParty(principal, concern) || (calendar && (await isMember(concern, calendar)));
    if (!isKnown) throw new NotFound();
    // The concern came before its forum: two streams, so that may be for a moment.
    if (!calendar) throw new Unavailable('The forum of this concern has not arrived here yet.');

    const [itsMeetings, itsActions] = await Promise.all([
      meetings.collection.find({ concerns: concern._id }).limit(mostParts).toArray(),
      actions.collection.find({ concerns: concern._id }).limit(mostParts).toArray(),
    ]);
    const version = [concern, ...itsMeetings, ...itsActions].reduce((sum, { seen }) => sum + seen, 0);
    const trace = traceOf({ concern, meetings: itsMeetings, actions: itsActions, calendar }, now);
    return { trace, version, today: localDate(now, calendar.timeZone) };

    async function isMember(seen: ConcernMirror, { timeZone }: Calendar): Promise<boolean> {
      const through = throughSeatsOf(principal, seen);
      if (through.length === 0) return false;
      const seated = await organisations.collection.find({ _id: { $in: [...through] } }).toArray();
      return seated.some((mirror) => isSeated(mirror, seen.forumId, localDate(now, timeZone)));
    }
  };
