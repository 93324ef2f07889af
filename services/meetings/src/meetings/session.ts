import { type AttendanceState, type DecisionKind, type MeetingEvent, meetingEvents } from '@throughline/contracts';
import type { NewId } from '@throughline/kernel';
import type { NewWords } from '@throughline/persistence';
import { type Deciding, textsOf } from '../words/texts.ts';
import { course } from './course.ts';
import { AgendaItemUnknown, AttendanceFull, DecisionUnknown, NoQuorum } from './meeting.errors.ts';
import type { Meeting, Quorum } from './meeting.ts';

type MeetingDecision = Deciding<MeetingEvent>;

const mostOrganisations = 500;

/** Who has a seat on the forum, and how many seats it needs present. */
export interface Seating {
  readonly seated: ReadonlySet<string>;
  readonly needed: number;
}

/** Quorum by seats: an organisation counts once, however many people it sends, and only if it has a seat. */
export function quorumOf({ attendance }: Pick<Meeting, 'attendance'>, { seated, needed }: Seating): Quorum {
  const present = attendance.filter((entry) => entry.state === 'attended' && seated.has(entry.organisationId)).length;
  return { needed, present, met: present >= needed };
}

/** Begins the meeting. Earlier or later than called is recorded by the event's own time, not refused. */
export function openMeeting(meeting: Meeting, seating: Seating): MeetingDecision {
  course.require(meeting.state, 'open');
  return { events: [meetingEvents.opened.of({ quorum: quorumOf(meeting, seating) })] };
}

/** Ends the meeting: nothing more can be decided in it. */
export function concludeMeeting(meeting: Meeting, seating: Seating): MeetingDecision {
  course.require(meeting.state, 'conclude');
  return { events: [meetingEvents.concluded.of({ quorum: quorumOf(meeting, seating) })] };
}

export interface RecordAttendance {
  readonly organisationId: string;
  readonly state: AttendanceState;
  readonly people: number;
}

/** Records or corrects an organisation's attendance, with the quorum as it stands then. */
export function recordAttendance(meeting: Meeting, command: RecordAttendance, seating: Seating): MeetingDecision {
  course.require(meeting.state, 'recordAttendance');
  const { organisationId, state, people } = command;
  const present = meeting.attendance.find((entry) => entry.organisationId === organisationId);
  if (present?.state === state && present.people === people) return { events: [] };
  const others = meeting.attendance.filter((entry) => entry.organisationId !== organisationId);
  if (others.length >= mostOrganisations) throw new AttendanceFull();
  const quorum = quorumOf({ attendance: [...others, command] }, seating);
  return { events: [meetingEvents.attendanceRecorded.of({ organisationId, state, people, quorum })] };
}

export interface RecordDecision {
  readonly kind: DecisionKind;
  readonly text: NewWords;
  readonly agendaItemId?: string | undefined;
  readonly concerns: readonly string[];
  readonly institutionId?: string | undefined;
  readonly inquorate: boolean;
  readonly corrects?: string | undefined;
}

/** What a decision's number is made of besides its place in the meeting. */
export interface RecordGiven {
  readonly forumCode: string;
  readonly newId: NewId;
}

/** The third decision of the year's fifth called meeting is `NMF/2026/5.3`. Corrections are decisions of their own. */
export function recordDecision(
  meeting: Meeting,
  { text, agendaItemId, concerns, institutionId, corrects, ...command }: RecordDecision,
  { forumCode, newId }: RecordGiven,
): MeetingDecision {
  course.require(meeting.state, corrects ? 'correctDecision' : 'recordDecision');
  if (agendaItemId && !meeting.agenda.some(({ id }) => id === agendaItemId)) throw new AgendaItemUnknown();
  if (corrects) requireDecision(meeting, corrects, '/corrects');
  const { quorum = { present: 0, needed: 1, met: false } } = meeting;
  if (!quorum.met && !command.inquorate) throw new NoQuorum(quorum);
  const id = newId('dec');
  const { words, hashes } = textsOf(text);
  return {
    events: [
      meetingEvents.decisionRecorded.of({
        decisionId: id,
        number: `${forumCode}/${meeting.year}/${meeting.number}.${meeting.decisions.length + 1}`,
        kind: command.kind,
        concerns,
        inquorate: command.inquorate,
        textId: text.textId,
        ...(agendaItemId ? { itemId: agendaItemId } : {}),
        ...(institutionId ? { institutionId } : {}),
        ...(corrects ? { corrects } : {}),
        ...hashes,
      }),
    ],
    words,
    created: id,
  };
}

/** Refuses a decision that this meeting has not made. */
export function requireDecision(meeting: Meeting, decisionId: string, pointer: string): void {
  if (meeting.decisions.some(({ id }) => id === decisionId)) return;
  throw new DecisionUnknown('That decision was not made in this meeting.', {
    faults: [{ pointer, code: 'decision-unknown', message: 'is no decision of this meeting' }],
  });
}
