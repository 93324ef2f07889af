import { describe, expect, it } from '@jest/globals';
import { meetingEvents } from '@throughline/contracts';
import { NotAllowedNow } from '@throughline/kernel';
import {
  after,
  called,
  concluded,
  countedIds,
  drafted,
  idAt,
  itemAdded,
  meetingAfter,
  opened,
  wordsOf,
} from '../../test/meeting-past.ts';
import { AgendaItemUnknown, DecisionUnknown, NoQuorum } from './meeting.errors.ts';
import { concludeMeeting, openMeeting, quorumOf, recordAttendance, recordDecision } from './session.ts';

const org = (place: number) => idAt('org', place);
const seating = { seated: new Set([org(1), org(2), org(3)]), needed: 3 };
const attended = (place: number, people = 1) => ({ organisationId: org(place), state: 'attended' as const, people });

describe('the quorum', () => {
  it('counts seats, not people: an organisation once, and only where it has a seat', () => {
    const attendance = [attended(1, 12), attended(2), attended(9, 40)];
    expect(quorumOf({ attendance }, seating)).toEqual({ needed: 3, present: 2, met: false });
    expect(quorumOf({ attendance: [...attendance, attended(3)] }, seating).met).toBe(true);
  });

  it('counts nobody who has only accepted, or is absent', () => {
    const attendance = [
      attended(1),
      { ...attended(2), state: 'accepted' as const },
      { ...attended(3), state: 'absent' as const },
    ];
    expect(quorumOf({ attendance }, seating).present).toBe(1);
  });

  it('stands in every record, and in the opening and the end', () => {
    const inSession = meetingAfter(drafted(), called(), opened(0));
    const first = recordAttendance(inSession, attended(1), seating);
    expect(first.events).toMatchObject([{ data: { quorum: { present: 1 } } }]);
    const meeting = after(inSession, first.events);
    const corrected = recordAttendance(meeting, { ...attended(1), state: 'absent' }, seating);
    expect(corrected.events).toMatchObject([{ data: { state: 'absent', quorum: { present: 0 } } }]);
    expect(recordAttendance(meeting, attended(1), seating).events).toEqual([]);
    expect(concludeMeeting(meeting, seating).events).toMatchObject([{ data: { quorum: { present: 1, met: false } } }]);
    const early = after(
      meetingAfter(drafted(), called()),
      recordAttendance(meetingAfter(drafted(), called()), attended(2), seating).events,
    );
    expect(openMeeting(early, seating).events).toMatchObject([{ data: { quorum: { present: 1 } } }]);
  });
});

describe('a decision', () => {
  const command = { kind: 'resolution' as const, text: wordsOf('Name an officer.'), concerns: [], inquorate: false };
  const given = { forumCode: 'NMF', newId: countedIds() };
  const quorate = meetingAfter(drafted(), called(5), itemAdded(1), opened(3));

  it('is numbered without a gap inside the year’s fifth called meeting, corrections included', () => {
    let meeting = quorate;
    for (let place = 1; place <= 3; place++) meeting = after(meeting, recordDecision(meeting, command, given).events);
    const ended = after(meeting, [concluded()]);
    const corrects = ended.decisions[1]?.id;
    const corrected = after(ended, recordDecision(ended, { ...command, corrects }, given).events);
    expect(corrected.decisions.map(({ number }) => number)).toEqual([
      'NMF/2026/5.1',
      'NMF/2026/5.2',
      'NMF/2026/5.3',
      'NMF/2026/5.4',
    ]);
    expect(corrected.decisions[3]?.corrects).toBe(corrects);
  });

  it('needs a quorum, unless it says itself that there was none', () => {
    const inquorate = meetingAfter(drafted(), called(), opened(2));
    expect(() => recordDecision(inquorate, command, given)).toThrow(NoQuorum);
    const { events } = recordDecision(inquorate, { ...command, inquorate: true }, given);
    expect(events).toMatchObject([{ type: meetingEvents.decisionRecorded.type, data: { inquorate: true } }]);
  });

  it('is recorded in session only, and corrects only what this meeting decided', () => {
    const ended = after(quorate, [concluded()]);
    for (const meeting of [ended, meetingAfter(drafted()), meetingAfter(drafted(), called())])
      expect(() => recordDecision(meeting, command, given)).toThrow(NotAllowedNow);
    expect(() => recordDecision(ended, { ...command, corrects: idAt('dec', 99) }, given)).toThrow(DecisionUnknown);
  });

  it('belongs to an item of this agenda, or to none', () => {
    expect(() => recordDecision(quorate, { ...command, agendaItemId: idAt('itm', 9) }, given)).toThrow(
      AgendaItemUnknown,
    );
    const { events } = recordDecision(quorate, { ...command, agendaItemId: idAt('itm', 1) }, given);
    expect(events).toMatchObject([{ data: { itemId: idAt('itm', 1) } }]);
  });
});
