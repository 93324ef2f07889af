import type { AttendanceState, DecisionKind } from '@throughline/contracts';
import { type NewId, NotFound } from '@throughline/kernel';
import { type CommandContext, newWords, type Outcome } from '@throughline/persistence';
import { localDate } from '@throughline/working-days';
import type { KnownConcerns } from '../concerns/known-concerns.ts';
import type { KnownForums } from '../forums/known-forums.ts';
import type { KnownOrganisations } from '../organisations/known-organisations.ts';
import { isSeated } from '../organisations/organisation.ts';
import { policy } from '../policy.ts';
import type { Text } from '../words/texts.ts';
import type { Meeting } from './meeting.ts';
import type { MeetingStore } from './meeting-store.ts';
import { concludeMeeting, openMeeting, recordAttendance, recordDecision, type Seating } from './session.ts';

interface Dependencies {
  readonly meetings: MeetingStore;
  readonly forums: KnownForums;
  readonly organisations: KnownOrganisations;
  readonly concerns: KnownConcerns;
  readonly newId: NewId;
}
type MeetingOutcome = Outcome<Meeting>;
type OfMeeting<T = object> = T & { readonly meetingId: string };

/** Seats are those of the day of the meeting, by the forum's calendar. */
async function meetingDay({ forums }: Dependencies, meeting: Meeting) {
  const { state } = await forums.require(meeting.forumId);
  return { day: localDate(new Date(meeting.startsAt), state.timeZone), needed: state.quorum };
}

async function seatingOf(given: Dependencies, meeting: Meeting, also: readonly string[] = []): Promise<Seating> {
  const { day, needed } = await meetingDay(given, meeting);
  const attending = [...meeting.attendance.map(({ organisationId }) => organisationId), ...also];
  return { seated: await given.organisations.seatedOf(attending, meeting.forumId, day), needed };
}

/** Begins a called meeting. */
export const openMeetingUseCase =
  (given: Dependencies) =>
  ({ meetingId }: OfMeeting, context: CommandContext): Promise<MeetingOutcome> =>
    given.meetings.change(meetingId, context, async (meeting) => {
      policy.require(context.principal, 'meeting.open', { forum: meeting.forumId });
      return openMeeting(meeting, await seatingOf(given, meeting));
    });

/** Ends a meeting in session. */
export const concludeMeetingUseCase =
  (given: Dependencies) =>
  ({ meetingId }: OfMeeting, context: CommandContext): Promise<MeetingOutcome> =>
    given.meetings.change(meetingId, context, async (meeting) => {
      policy.require(context.principal, 'meeting.conclude', { forum: meeting.forumId });
      return concludeMeeting(meeting, await seatingOf(given, meeting));
    });

export interface Attendance {
  readonly organisationId: string;
  readonly state: AttendanceState;
  readonly people: number;
  /** Refuses, once the organisation is recorded already, a request that names no version. */
  readonly requireVersion: () => void;
}

/** Records an organisation's attendance; a guest without a seat is recorded and does not count. */
export const recordAttendanceUseCase =
  (given: Dependencies) =>
  (
    { meetingId, requireVersion, ...attendance }: OfMeeting<Attendance>,
    context: CommandContext,
  ): Promise<MeetingOutcome> =>
    given.meetings.change(meetingId, context, async (meeting) => {
      const { organisationId } = attendance;
      policy.require(context.principal, 'meeting.record-attendance', { forum: meeting.forumId });
      if (meeting.attendance.some((entry) => entry.organisationId === organisationId)) requireVersion();
      const { day } = await meetingDay(given, meeting);
      // A seat taken a moment ago may not have arrived yet, and a quorum must not hang on that.
      const known = await given.organisations.find(organisationId, (one) => isSeated(one, meeting.forumId, day));
      if (!known) throw new NotFound();
      return recordAttendance(meeting, attendance, await seatingOf(given, meeting, [organisationId]));
    });

export interface DecisionCommand {
  readonly kind: DecisionKind;
  readonly text: Text;
  readonly agendaItemId?: string | undefined;
  readonly concerns: readonly string[];
  readonly institutionId?: string | undefined;
  readonly inquorate: boolean;
  readonly corrects?: string | undefined;
}

/** Records a decision in session, or one that corrects another afterwards. */
export const recordDecisionUseCase =
  (given: Dependencies) =>
  ({ meetingId, ...command }: OfMeeting<DecisionCommand>, context: CommandContext): Promise<MeetingOutcome> => {
    const text = newWords(command.text.text, command.text.language);
    return given.meetings.change(meetingId, context, async (meeting) => {
      policy.require(context.principal, 'meeting.record-decision', { forum: meeting.forumId });
      const { state } = await given.forums.require(meeting.forumId);
      await given.concerns.require(command.concerns);
      if (command.institutionId) await given.organisations.requireInstitution(command.institutionId, '/institutionId');
      return recordDecision(meeting, { ...command, text }, { forumCode: state.code, newId: given.newId });
    });
  };
