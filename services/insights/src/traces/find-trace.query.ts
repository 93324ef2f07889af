import { NotFound, organisationsOf, type Principal } from '@throughline/kernel';
import { localDate } from '@throughline/working-days';
import { isForMembers, isParty, isPublic } from '../concerns/who-sees.ts';
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

const mostMeetings = 200;

/** Joins a trace by id or reference, for a reader. Throws NotFound for what is unknown or not theirs to see. */
export const findTraceQuery =
  ({ concerns, meetings, actions, forums, organisations }: Mirrors) =>
  async (idOrReference: string, principal: Principal, now: Date): Promise<FoundTrace> => {
    const byId = idOrReference.startsWith('con_');
    const concern = await concerns.collection.findOne(byId ? { _id: idOrReference } : { reference: idOrReference });
    if (!concern) throw new NotFound();
    const forum = await forums.find(concern.forumId);
    if (!forum) throw new NotFound();
    const calendar = calendarOf(forum);
    const today = localDate(now, calendar.timeZone);
    if (!isPublic(concern) && !isParty(principal, concern) && !(await isMember())) throw new NotFound();

    async function isMember(): Promise<boolean> {
      const speakingFor = [...organisationsOf(principal)];
      if (!concern || !isForMembers(concern) || speakingFor.length === 0) return false;
      const seated = await organisations.collection.find({ _id: { $in: speakingFor } }).toArray();
      return seated.some((mirror) => isSeated(mirror, concern.forumId, today));
    }

    const [itsMeetings, itsActions] = await Promise.all([
      meetings.collection.find({ concerns: concern._id }).limit(mostMeetings).toArray(),
      actions.collection.find({ concerns: concern._id }).limit(mostMeetings).toArray(),
    ]);
    const version = [concern, ...itsMeetings, ...itsActions].reduce((sum, { seen }) => sum + seen, 0);
    return {
      trace: traceOf({ concern, meetings: itsMeetings, actions: itsActions, calendar }, now),
      version,
      today,
    };
  };
