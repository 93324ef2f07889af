import { describe, expect, it } from '@jest/globals';
import { meetingEvents } from '@throughline/contracts';
import {
  after,
  called,
  countedIds,
  drafted,
  idAt,
  itemAdded,
  meetingAfter,
  opened,
  wordsOf,
} from '../../test/meeting-past.ts';
import {
  addAgendaItem,
  changeAgendaItem,
  openingAgenda,
  orderAgenda,
  placeConcern,
  removeAgendaItem,
} from './agenda.ts';
import { AgendaFull, AgendaItemNotFound, AgendaOrderIncomplete, AgendaTooLong } from './meeting.errors.ts';

const item = { kind: 'report', origin: 'secretariat', space: 'invited', concerns: [] } as const;
const orders = (meeting: ReturnType<typeof meetingAfter>) => meeting.agenda.map(({ id, order }) => [order, id]);

describe('minutes allotted', () => {
  const meeting = meetingAfter(drafted(), itemAdded(1, { minutes: 90 }));

  it('fill a meeting of two hours to its last minute', () => {
    const { events, created } = addAgendaItem(meeting, { ...item, minutes: 30 }, countedIds());
    expect(created).toBe(idAt('itm', 1));
    expect(events).toMatchObject([{ data: { order: 2, minutes: 30 } }]);
  });

  it('are refused where they would not fit, when added and when changed', () => {
    expect(() => addAgendaItem(meeting, { ...item, minutes: 31 }, countedIds())).toThrow(AgendaTooLong);
    const change = { itemId: idAt('itm', 1), presentTitle: undefined };
    expect(() => changeAgendaItem(meeting, { ...change, minutes: 121 })).toThrow(AgendaTooLong);
    expect(changeAgendaItem(meeting, { ...change, minutes: 120 }).events).toHaveLength(1);
  });

  it('may always become fewer, also where the meeting was made too short for them', () => {
    const overfull = meetingAfter(drafted(), itemAdded(1, { minutes: 200 }));
    const change = { itemId: idAt('itm', 1), presentTitle: undefined, minutes: 150 };
    expect(changeAgendaItem(overfull, change).events).toHaveLength(1);
  });
});

describe('an agenda', () => {
  const meeting = meetingAfter(drafted(), itemAdded(1), itemAdded(2), itemAdded(3));
  const [first, second, third] = [1, 2, 3].map((place) => idAt('itm', place)) as [string, string, string];

  it('closes up when an item is taken off', () => {
    const { events } = removeAgendaItem(meeting, first);
    expect(orders(after(meeting, events))).toEqual([
      [1, second],
      [2, third],
    ]);
  });

  it('is put in order with an event for each item that moves, and for no other', () => {
    const { events } = orderAgenda(meeting, [second, first, third]);
    expect(events).toHaveLength(2);
    expect(orders(after(meeting, events))).toEqual([
      [1, second],
      [2, first],
      [3, third],
    ]);
    expect(orderAgenda(meeting, [first, second, third]).events).toEqual([]);
  });

  it('refuses an order that leaves out, doubles or invents an item', () => {
    for (const order of [
      [first, second],
      [first, second, second],
      [first, second, idAt('itm', 9)],
    ])
      expect(() => orderAgenda(meeting, order)).toThrow(AgendaOrderIncomplete);
  });

  it('says nothing when a change changes nothing, and keeps a title that is said again', () => {
    const titled = meetingAfter(drafted(), itemAdded(1, { titleTextId: idAt('txt', 7) }));
    const same = { itemId: first, minutes: 0, presentTitle: 'Heating', title: wordsOf('Heating') };
    expect(changeAgendaItem(titled, same).events).toEqual([]);
    const other = changeAgendaItem(titled, { ...same, title: wordsOf('Heating, at last') });
    expect(other.events).toMatchObject([{ data: { titleTextId: idAt('txt', 1) } }]);
  });

  it('knows no item of another meeting', () => {
    expect(() => removeAgendaItem(meeting, idAt('itm', 9))).toThrow(AgendaItemNotFound);
  });

  it('holds a hundred items', () => {
    const full = meetingAfter(drafted(), ...Array.from({ length: 100 }, (_, index) => itemAdded(index + 1)));
    expect(() => addAgendaItem(full, { ...item, minutes: 0 }, countedIds())).toThrow(AgendaFull);
  });
});

describe('what a new meeting finds on its agenda', () => {
  it('is the last minutes, the open actions with the overdue first, and the concerns that wait', () => {
    const waiting = {
      minutesOf: idAt('mtg', 4),
      actions: [
        { id: idAt('act', 1), due: '2027-01-10' },
        { id: idAt('act', 2), due: '2026-12-15' },
      ],
      concerns: [{ id: idAt('con', 1), submitterKind: 'migrant-led' as const }, { id: idAt('con', 2) }],
    };
    const events = openingAgenda(waiting, countedIds());
    expect(events.map(({ data }) => data)).toMatchObject([
      { order: 1, kind: 'standing', minutesOf: idAt('mtg', 4), minutes: 0 },
      { order: 2, kind: 'action-review', actionId: idAt('act', 2) },
      { order: 3, kind: 'action-review', actionId: idAt('act', 1) },
      { order: 4, kind: 'concern', concerns: [idAt('con', 1)], origin: 'migrant-led' },
      { order: 5, kind: 'concern', concerns: [idAt('con', 2)], origin: 'secretariat' },
    ]);
  });

  it('leaves room for what people put there', () => {
    const concerns = Array.from({ length: 150 }, (_, index) => ({ id: idAt('con', index) }));
    expect(openingAgenda({ actions: [], concerns }, countedIds())).toHaveLength(80);
  });

  it('grows by a concern that is marked while the agenda has not gone out, once', () => {
    const meeting = meetingAfter(drafted());
    const concern = { id: idAt('con', 1), submitterKind: 'institution' as const };
    const { events } = placeConcern(meeting, concern, countedIds());
    expect(events).toMatchObject([{ type: meetingEvents.agendaItemAdded.type, data: { origin: 'institution' } }]);
    expect(placeConcern(after(meeting, events), concern, countedIds()).events).toEqual([]);
    for (const later of [meetingAfter(drafted(), called()), meetingAfter(drafted(), called(), opened())])
      expect(placeConcern(later, concern, countedIds()).events).toEqual([]);
  });
});
