import { z } from 'zod';
import { agendaItemKind, agendaOrigin, agendaSpace, placeKind } from '../code-lists.ts';
import { defineEvent } from '../define-event.ts';
import { fieldName, id, isoDate, isoInstant } from '../scalars.ts';
import { exampleIds } from './example-ids.ts';
import { quorum } from './quorum.ts';
import { hashedWords, textId } from './words.ts';

const meeting = { context: 'meetings', aggregate: 'meeting', major: 1 } as const;

/** When and where; the forum is the envelope's. `remote` and `hybrid` can be joined from afar. */
const appointment = {
  startsAt: isoInstant,
  endsAt: isoInstant,
  place: z.strictObject({ kind: placeKind, textId: textId.exactOptional() }),
  titleTextId: textId,
};
/** An item with all that it says now; `minutes` is the time allotted. Items added by themselves may have no title. */
const agendaItem = {
  itemId: id('itm'),
  order: z.int().min(1).max(100),
  kind: agendaItemKind,
  origin: agendaOrigin,
  space: agendaSpace,
  concerns: z.array(id('con')).max(50),
  minutes: z.int().min(0).max(1_440),
  titleTextId: textId.exactOptional(),
  actionId: id('act').exactOptional(),
  presenterId: id('org').exactOptional(),
  /** The meeting whose minutes the item is to approve. */
  minutesOf: id('mtg').exactOptional(),
};
const exampleAppointment = {
  startsAt: '2026-12-03T17:30:00.000Z',
  endsAt: '2026-12-03T19:30:00.000Z',
  place: { kind: 'hybrid', textId: exampleIds.otherText },
  titleTextId: exampleIds.text,
} as const;
const exampleItem = {
  itemId: exampleIds.agendaItem,
  order: 2,
  kind: 'concern',
  origin: 'migrant-led',
  space: 'invited',
  concerns: [exampleIds.concern],
  minutes: 20,
  titleTextId: exampleIds.text,
} as const;

/** The course of a meeting from draft to conclusion, and its agenda. */
export const meetingCourseEvents = {
  drafted: defineEvent({
    ...meeting,
    name: 'drafted',
    emittedWhen: 'a meeting of the forum is created',
    data: z.strictObject({ ...appointment, ...hashedWords }),
    example: exampleAppointment,
  }),
  changed: defineEvent({
    ...meeting,
    name: 'changed',
    emittedWhen:
      "a meeting's title, time or place is corrected; it names the fields and carries all of them as they are",
    data: z.strictObject({ fields: z.array(fieldName).min(1).max(20), ...appointment, ...hashedWords }),
    example: { fields: ['place'], ...exampleAppointment },
  }),
  called: defineEvent({
    ...meeting,
    name: 'called',
    emittedWhen: 'notice and agenda go out',
    data: z.strictObject({
      /** The ordinal among the year's called meetings of the forum; with the year it stands in decisions' numbers. */
      number: z.int().min(1).max(999),
      year: z.int().min(2000).max(2999),
      ...appointment,
      /** Later requests are recorded as late, not refused. */
      arrangementsUntil: isoDate.exactOptional(),
      /** Called inside the notice that the forum owes; why is words. */
      urgentTextId: textId.exactOptional(),
      ...hashedWords,
    }),
    example: { number: 5, year: 2026, ...exampleAppointment, arrangementsUntil: '2026-11-26' },
  }),
  opened: defineEvent({
    ...meeting,
    name: 'opened',
    emittedWhen: 'the meeting begins, be it earlier or later than called',
    data: z.strictObject({ quorum }),
    example: { quorum: { needed: 3, present: 5, met: true } },
  }),
  concluded: defineEvent({
    ...meeting,
    name: 'concluded',
    emittedWhen: 'the meeting ends: nothing more can be decided in it',
    data: z.strictObject({ quorum }),
    example: { quorum: { needed: 3, present: 5, met: true } },
  }),
  postponed: defineEvent({
    ...meeting,
    name: 'postponed',
    emittedWhen: 'a meeting in draft or called is put off to another time',
    data: z.strictObject({ startsAt: isoInstant, endsAt: isoInstant, textId, ...hashedWords }),
    example: {
      startsAt: '2026-12-10T17:30:00.000Z',
      endsAt: '2026-12-10T19:30:00.000Z',
      textId: exampleIds.text,
    },
  }),
  cancelled: defineEvent({
    ...meeting,
    name: 'cancelled',
    emittedWhen: 'a meeting in draft or called will not take place; it keeps its ordinal',
    data: z.strictObject({ textId, ...hashedWords }),
    example: { textId: exampleIds.text },
  }),
  agendaItemAdded: defineEvent({
    ...meeting,
    name: 'agenda-item-added',
    emittedWhen: 'an item is put on the agenda, by somebody or by itself',
    data: z.strictObject({ ...agendaItem, ...hashedWords }),
    example: exampleItem,
  }),
  agendaItemChanged: defineEvent({
    ...meeting,
    name: 'agenda-item-changed',
    emittedWhen: 'an item changes or moves; one event for each item whose order changes',
    data: z.strictObject({ ...agendaItem, ...hashedWords }),
    example: { ...exampleItem, order: 1 },
  }),
  agendaItemRemoved: defineEvent({
    ...meeting,
    name: 'agenda-item-removed',
    emittedWhen: 'an item is taken off the agenda; those below it move up without events of their own',
    data: z.strictObject({ itemId: id('itm') }),
    example: { itemId: exampleIds.agendaItem },
  }),
};
