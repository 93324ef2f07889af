import { describe, expect, it } from '@jest/globals';
import { meetingEvents } from '@throughline/contracts';
import {
  after,
  called,
  countedIds,
  drafted,
  forumId,
  idAt,
  itemAdded,
  meetingAfter,
  wordsOf,
} from '../../test/meeting-past.ts';
import { callMeeting, changeMeeting, draftMeeting, postponeMeeting, requireCallable } from './convene.ts';
import { AgendaTooLong, MeetingAlreadyCalled, MeetingTimesImpossible, NoticeTooShort } from './meeting.errors.ts';

const calendar = { nation: 'england-and-wales', timeZone: 'Europe/London', closureDays: [] } as const;
const at = (instant: string) => ({ calendar, now: new Date(instant) });
const ordinal = { number: 5, year: 2026 };
const noTexts = { title: undefined, place: undefined };

describe('calling a meeting', () => {
  const meeting = meetingAfter(drafted());

  it('takes five working days, those after today up to and with the day of the meeting', () => {
    expect(() => requireCallable(meeting, {}, at('2026-11-26T23:00:00Z'))).not.toThrow();
    expect(() => requireCallable(meeting, {}, at('2026-11-27T08:00:00Z'))).toThrow(NoticeTooShort);
  });

  it('counts by the forum’s closure days', () => {
    const closed = { ...calendar, closureDays: [{ date: '2026-11-30', name: '' }] };
    expect(() => requireCallable(meeting, {}, { calendar: closed, now: new Date('2026-11-26T09:00:00Z') })).toThrow(
      NoticeTooShort,
    );
  });

  it('inside the notice needs a reason, which goes with the call', () => {
    const urgent = wordsOf('An eviction is set for Friday.');
    const { events, words } = callMeeting(meeting, { urgent }, { ...at('2026-12-02T09:00:00Z'), ordinal });
    expect(events).toMatchObject([{ data: { urgentTextId: urgent.textId, number: 5, year: 2026 } }]);
    expect(words).toEqual({ [urgent.textId]: urgent.entry });
  });

  it('says until when access needs should be known', () => {
    const { events } = callMeeting(meeting, {}, { ...at('2026-11-16T09:00:00Z'), ordinal });
    expect(events).toMatchObject([{ data: { arrangementsUntil: '2026-11-26' } }]);
  });

  it('a second time, after it was put off, keeps its ordinal', () => {
    const moved = { startsAt: new Date('2027-01-14T17:30:00Z'), endsAt: new Date('2027-01-14T19:30:00Z') };
    const once = meetingAfter(drafted(), called(3));
    const postponed = after(once, postponeMeeting(once, { ...moved, text: wordsOf('No room.') }).events);
    expect(postponed.state).toBe('postponed');
    const again = callMeeting(postponed, {}, { ...at('2026-12-01T09:00:00Z'), ordinal: { number: 1, year: 2027 } });
    expect(after(postponed, again.events)).toMatchObject({
      state: 'called',
      number: 3,
      year: 2026,
      startsAt: '2027-01-14T17:30:00.000Z',
    });
  });
});

describe('the times of a meeting', () => {
  const times = { startsAt: new Date('2026-12-03T19:30:00Z'), endsAt: new Date('2026-12-03T17:30:00Z') };

  it('do not run backwards', () => {
    const command = { forumId, title: wordsOf('December'), place: { kind: 'remote' as const }, ...times };
    const given = { waiting: { actions: [], concerns: [] }, newId: countedIds() };
    expect(() => draftMeeting(command, given)).toThrow(MeetingTimesImpossible);
    expect(() => changeMeeting(meetingAfter(drafted()), times, noTexts)).toThrow(MeetingTimesImpossible);
  });

  it('leave room for the minutes allotted', () => {
    const meeting = meetingAfter(drafted(), itemAdded(1, { minutes: 90 }));
    const endsAt = new Date('2026-12-03T18:30:00Z');
    expect(() => changeMeeting(meeting, { endsAt }, noTexts)).toThrow(AgendaTooLong);
    expect(() =>
      postponeMeeting(meeting, { startsAt: new Date(meeting.startsAt), endsAt, text: wordsOf('Why') }),
    ).toThrow(AgendaTooLong);
  });

  it('of a called meeting change by postponing it; its title and place do not', () => {
    const meeting = meetingAfter(drafted(), called());
    expect(() => changeMeeting(meeting, { endsAt: new Date('2026-12-03T20:00:00Z') }, noTexts)).toThrow(
      MeetingAlreadyCalled,
    );
    const { events } = changeMeeting(meeting, { title: wordsOf('Winter meeting'), place: { kind: 'hybrid' } }, noTexts);
    expect(events).toMatchObject([{ type: meetingEvents.changed.type, data: { fields: ['title', 'place'] } }]);
    expect(changeMeeting(meeting, { title: wordsOf('As it was') }, { ...noTexts, title: 'As it was' }).events).toEqual(
      [],
    );
  });
});

it('a draft begins with what waits for it, in one decision', () => {
  const command = {
    forumId,
    title: wordsOf('December'),
    startsAt: new Date('2026-12-03T17:30:00Z'),
    endsAt: new Date('2026-12-03T19:30:00Z'),
    place: { kind: 'in-person' as const, text: wordsOf('Library', 2) },
  };
  const waiting = { actions: [{ id: idAt('act', 1), due: '2026-12-01' }], concerns: [] };
  const { events, words } = draftMeeting(command, { waiting, newId: countedIds() });
  expect(events.map(({ type }) => type)).toEqual([meetingEvents.drafted.type, meetingEvents.agendaItemAdded.type]);
  expect(Object.keys(words ?? {})).toEqual([idAt('txt', 1), idAt('txt', 2)]);
});
