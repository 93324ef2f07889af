import { type MeetingEvent, meetingEvents, type PlaceKind } from '@throughline/contracts';
import type { NewId } from '@throughline/kernel';
import type { NewWords } from '@throughline/persistence';
import { addWorkingDays, type Calendar, localDate, workingDaysBetween } from '@throughline/working-days';
import { type Deciding, textsOf } from '../words/texts.ts';
import { openingAgenda, requireFit, type WaitingBusiness } from './agenda.ts';
import { course } from './course.ts';
import { MeetingAlreadyCalled, MeetingTimesImpossible, NoticeTooShort } from './meeting.errors.ts';
import type { Meeting } from './meeting.ts';

type MeetingDecision = Deciding<MeetingEvent>;

/** Notice that the forum owes, and by which access needs should be known: working days before the meeting. */
const noticeDays = 5;

export interface DraftMeeting {
  readonly forumId: string;
  readonly title: NewWords;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly place: { readonly kind: PlaceKind; readonly text?: NewWords | undefined };
}

/** Creates a meeting with what waits for it on its agenda already, in one write. */
export function draftMeeting(
  { forumId, title, place, ...times }: DraftMeeting,
  { waiting, newId }: { readonly waiting: WaitingBusiness; readonly newId: NewId },
): MeetingDecision {
  requireTimes(times);
  const { words, hashes } = textsOf(title, place.text);
  const drafted = meetingEvents.drafted.of({
    startsAt: times.startsAt.toISOString(),
    endsAt: times.endsAt.toISOString(),
    place: { kind: place.kind, ...(place.text ? { textId: place.text.textId } : {}) },
    titleTextId: title.textId,
    ...hashes,
  });
  return { events: [drafted, ...openingAgenda(waiting, newId)], words, forumId };
}

function requireTimes({ startsAt, endsAt }: { readonly startsAt: Date; readonly endsAt: Date }): void {
  if (endsAt <= startsAt) throw new MeetingTimesImpossible();
}

export interface ChangeMeeting {
  readonly title?: NewWords | undefined;
  readonly startsAt?: Date | undefined;
  readonly endsAt?: Date | undefined;
  readonly place?: { readonly kind?: PlaceKind | undefined; readonly text?: NewWords | undefined } | undefined;
}

/** The words of an appointment as they stand, to tell whether they change. */
export interface PresentTexts {
  readonly title: string | undefined;
  readonly place: string | undefined;
}

const differing = (text: NewWords | undefined, present: string | undefined) =>
  text && text.entry.text !== present ? text : undefined;

/** Corrects title, time or place. The time of a called meeting changes by postponing it. */
export function changeMeeting(meeting: Meeting, command: ChangeMeeting, present: PresentTexts): MeetingDecision {
  course.require(meeting.state, 'change');
  const title = differing(command.title, present.title);
  const placeText = differing(command.place?.text, present.place);
  const startsAt = command.startsAt ?? new Date(meeting.startsAt);
  const endsAt = command.endsAt ?? new Date(meeting.endsAt);
  requireTimes({ startsAt, endsAt });
  const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
  const kind = command.place?.kind ?? meeting.place.kind;
  const fields = [
    ...(title ? ['title'] : []),
    ...(times.startsAt === meeting.startsAt ? [] : ['startsAt']),
    ...(times.endsAt === meeting.endsAt ? [] : ['endsAt']),
    ...(placeText || kind !== meeting.place.kind ? ['place'] : []),
  ];
  if (fields.length === 0) return { events: [] };
  if (meeting.state === 'called' && (fields.includes('startsAt') || fields.includes('endsAt')))
    throw new MeetingAlreadyCalled();
  requireFit({ ...meeting, ...times });
  const placeTextId = placeText?.textId ?? meeting.place.textId;
  const { words, hashes } = textsOf(title, placeText);
  return {
    events: [
      meetingEvents.changed.of({
        fields,
        ...times,
        place: { kind, ...(placeTextId ? { textId: placeTextId } : {}) },
        titleTextId: title?.textId ?? meeting.titleTextId,
        ...hashes,
      }),
    ],
    words,
  };
}

/** What calling a meeting is decided on. `urgent` says why it cannot wait. */
export interface CallMeeting {
  readonly urgent?: NewWords | undefined;
}

interface Notice {
  readonly calendar: Calendar;
  readonly now: Date;
}

/** Refuses a call that its state or the notice owed does not allow, before an ordinal is taken for it. */
export function requireCallable(meeting: Meeting, { urgent }: CallMeeting, { calendar, now }: Notice): void {
  course.require(meeting.state, 'call');
  const { timeZone } = calendar;
  const ahead = workingDaysBetween(localDate(now, timeZone), localDate(new Date(meeting.startsAt), timeZone), calendar);
  if (ahead < noticeDays && !urgent) throw new NoticeTooShort(ahead);
}

/** Sends notice and agenda out. An ordinal that the meeting has already, it keeps. */
export function callMeeting(
  meeting: Meeting,
  command: CallMeeting,
  { ordinal, ...notice }: Notice & { readonly ordinal: { readonly number: number; readonly year: number } },
): MeetingDecision {
  requireCallable(meeting, command, notice);
  const { calendar } = notice;
  const startsOn = localDate(new Date(meeting.startsAt), calendar.timeZone);
  const { words, hashes } = textsOf(command.urgent);
  return {
    events: [
      meetingEvents.called.of({
        number: meeting.number ?? ordinal.number,
        year: meeting.year ?? ordinal.year,
        startsAt: meeting.startsAt,
        endsAt: meeting.endsAt,
        place: meeting.place.textId
          ? { kind: meeting.place.kind, textId: meeting.place.textId }
          : { kind: meeting.place.kind },
        titleTextId: meeting.titleTextId,
        arrangementsUntil: addWorkingDays(startsOn, -noticeDays, calendar),
        ...(command.urgent ? { urgentTextId: command.urgent.textId } : {}),
        ...hashes,
      }),
    ],
    words,
  };
}

export interface PostponeMeeting {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly text: NewWords;
}

/** Puts the meeting off; it is called again for its new time. */
export function postponeMeeting(meeting: Meeting, { text, ...times }: PostponeMeeting): MeetingDecision {
  course.require(meeting.state, 'postpone');
  requireTimes(times);
  const moved = { startsAt: times.startsAt.toISOString(), endsAt: times.endsAt.toISOString() };
  requireFit({ ...meeting, ...moved });
  const { words, hashes } = textsOf(text);
  return { events: [meetingEvents.postponed.of({ ...moved, textId: text.textId, ...hashes })], words };
}

/** The meeting will not take place. */
export function cancelMeeting(meeting: Meeting, text: NewWords): MeetingDecision {
  course.require(meeting.state, 'cancel');
  const { words, hashes } = textsOf(text);
  return { events: [meetingEvents.cancelled.of({ textId: text.textId, ...hashes })], words };
}
