import { type MeetingEvent, meetingEvents } from '@throughline/contracts';
import type { NewId } from '@throughline/kernel';
import type { NewWords } from '@throughline/persistence';
import { recorded, type Told } from '@throughline/testing';
import type { Meeting } from '../src/meetings/meeting.ts';
import { evolveMeeting } from '../src/meetings/meeting-fold.ts';

/** Ids that say what they are and where they stand, so that a failure reads. */
export const idAt = (prefix: string, place: number) => `${prefix}_${String(place).padStart(26, '0')}`;
export const forumId = idAt('frm', 1);

/** Ids in order, each prefix counted by itself. */
export function countedIds(): NewId {
  const counts = new Map<string, number>();
  return (prefix) => {
    const next = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, next);
    return idAt(prefix, next);
  };
}

export const wordsOf = (text: string, place = 1): NewWords => ({
  textId: idAt('txt', place),
  entry: { text, language: 'en', salt: 'salt' },
  sha256: '0'.repeat(64),
});

const appointment = {
  startsAt: '2026-12-03T17:30:00.000Z',
  endsAt: '2026-12-03T19:30:00.000Z',
  place: { kind: 'in-person' },
  titleTextId: idAt('txt', 90),
} as const;
type Item = Partial<Parameters<typeof meetingEvents.agendaItemAdded.of>[0]>;

export const drafted = () => meetingEvents.drafted.of(appointment);
export const called = (number = 5) => meetingEvents.called.of({ number, year: 2026, ...appointment });
export const opened = (present = 3) => meetingEvents.opened.of({ quorum: { needed: 3, present, met: present >= 3 } });
export const concluded = (present = 3) =>
  meetingEvents.concluded.of({ quorum: { needed: 3, present, met: present >= 3 } });
export const itemAdded = (place: number, item: Item = {}) =>
  meetingEvents.agendaItemAdded.of({
    itemId: idAt('itm', place),
    order: place,
    kind: 'other',
    origin: 'secretariat',
    space: 'invited',
    concerns: [],
    minutes: 0,
    ...item,
  });

/** A meeting with this past. */
export function meetingAfter(...events: readonly MeetingEvent[]): Meeting {
  const told: readonly Told<MeetingEvent>[] = events.map((event) => ({ event }));
  const meeting = recorded(idAt('mtg', 1), told).reduce<Meeting | undefined>(
    (before, event) => evolveMeeting(before, { ...event, forumId }),
    undefined,
  );
  if (!meeting) throw new Error('a meeting needs a past');
  return meeting;
}

/** The meeting once a decision's events have been recorded. */
export const after = (meeting: Meeting, events: readonly MeetingEvent[]): Meeting =>
  recorded(
    idAt('mtg', 1),
    events.map((event) => ({ event })),
  ).reduce((before, event) => evolveMeeting(before, { ...event, forumId }), meeting);
