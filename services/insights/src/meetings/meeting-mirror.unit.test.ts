import { meetingEvents as events, type MeetingEvent } from '@throughline/contracts';
import { recorded } from '@throughline/testing';
import { type MeetingMirror, projectMeeting } from './meeting-mirror.ts';

const id = (prefix: string, digit: number) => `${prefix}_${String(digit).padStart(26, '0')}`;
const told = (...list: readonly MeetingEvent[]) =>
  recorded(
    id('mtg', 1),
    list.map((event) => ({ event })),
  ).reduce<MeetingMirror | undefined>(projectMeeting, undefined);
const drafted = events.drafted.of({ ...events.drafted.example });
const called = events.called.of({ ...events.called.example });
const item = (number: number, ...concerns: string[]) =>
  events.agendaItemAdded.of({ ...events.agendaItemAdded.example, itemId: id('itm', number), concerns });
const decision = (...concerns: string[]) =>
  events.decisionRecorded.of({ ...events.decisionRecorded.example, concerns });

describe('what is kept of a meeting', () => {
  it.each([
    ['draft', false, [drafted]],
    ['called', true, [drafted, called]],
    ['postponed', false, [drafted, events.postponed.of({ ...events.postponed.example })]],
    ['cancelled', true, [drafted, called, events.cancelled.of({ ...events.cancelled.example })]],
    ['in-session', true, [drafted, called, events.opened.of({ ...events.opened.example })]],
    ['concluded', true, [drafted, called, events.concluded.of({ ...events.concluded.example })]],
  ] as const)('it is %s, called: %s', (state, isCalled, history) => {
    expect(told(...history)).toMatchObject({ state, isCalled });
  });

  it('is found by every concern on its agenda or decided about, and by no other', () => {
    const [first, second] = [id('con', 1), id('con', 2)];
    expect(told(drafted, item(1, first), item(2), decision(second, first))?.concerns).toEqual([first, second]);
    const removed = events.agendaItemRemoved.of({ ...events.agendaItemRemoved.example, itemId: id('itm', 1) });
    expect(told(drafted, item(1, first), removed)?.concerns).toEqual([]);
  });

  it('begins as a draft', () => {
    expect(() => told(called)).toThrow(RangeError);
  });
});
