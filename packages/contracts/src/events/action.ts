import { z } from 'zod';
import { defineEvent, type EventsOf } from '../define-event.ts';
import { code, id, isoDate } from '../scalars.ts';
import { clockOverdue, clockReminded, clocksRecalculated } from './clocks.ts';
import { exampleIds } from './example-ids.ts';
import { hashedWords, textErased, textErasedWhen, textId } from './words.ts';

const action = { context: 'meetings', aggregate: 'action', major: 1 } as const;

const exampleDuty = { kind: 'action', about: {}, owedBy: exampleIds.housing, due: '2026-12-15' } as const;

/** Everything that happens to an action, which lives on after its meeting. */
export const actionEvents = {
  assigned: defineEvent({
    ...action,
    name: 'assigned',
    emittedWhen: 'a meeting gives an organisation something to do by a date',
    data: z.strictObject({
      ownerId: id('org'),
      due: isoDate,
      meetingId: id('mtg'),
      decisionId: id('dec').exactOptional(),
      itemId: id('itm').exactOptional(),
      concerns: z.array(id('con')).max(50),
      textId,
      ...hashedWords,
    }),
    example: {
      ownerId: exampleIds.housing,
      due: '2026-12-15',
      meetingId: exampleIds.meeting,
      decisionId: exampleIds.decision,
      itemId: exampleIds.agendaItem,
      concerns: [exampleIds.concern],
      textId: exampleIds.text,
    },
  }),
  reassigned: defineEvent({
    ...action,
    name: 'reassigned',
    emittedWhen: 'an action passes to another organisation; its date stays',
    data: z.strictObject({ ownerId: id('org'), previousOwnerId: id('org') }),
    example: { ownerId: exampleIds.college, previousOwnerId: exampleIds.housing },
  }),
  progressed: defineEvent({
    ...action,
    name: 'progressed',
    emittedWhen: 'its owner reports on an action; the first report puts it in progress',
    data: z.strictObject({ textId, ...hashedWords }),
    example: { textId: exampleIds.text },
  }),
  completed: defineEvent({
    ...action,
    name: 'completed',
    emittedWhen: 'an action is done',
    data: z.strictObject({
      /** After its due day. */
      late: z.boolean(),
      textId: textId.exactOptional(),
      evidenceTextId: textId.exactOptional(),
      ...hashedWords,
    }),
    example: { late: true, textId: exampleIds.text },
  }),
  dropped: defineEvent({
    ...action,
    name: 'dropped',
    emittedWhen: 'an action will not be done, for a reason',
    data: z.strictObject({ reason: code(), textId, ...hashedWords }),
    example: { reason: 'overtaken', textId: exampleIds.text },
  }),
  carriedOver: defineEvent({
    ...action,
    name: 'carried-over',
    emittedWhen: 'an open action is put on the agenda of a further meeting',
    data: z.strictObject({ meetingId: id('mtg'), itemId: id('itm') }),
    example: { meetingId: exampleIds.nextMeeting, itemId: exampleIds.agendaItem },
  }),
  clockReminded: defineEvent({
    ...action,
    name: 'clock-reminded',
    emittedWhen: "an action's due day comes close",
    data: clockReminded,
    example: { ...exampleDuty, workingDaysLeft: 2 },
  }),
  clockOverdue: defineEvent({
    ...action,
    name: 'clock-overdue',
    emittedWhen: "an action's due day has passed and it is still open",
    data: clockOverdue,
    example: { ...exampleDuty, workingDaysLate: 1 },
  }),
  clocksRecalculated: defineEvent({
    ...action,
    name: 'clocks-recalculated',
    emittedWhen: 'the reckoning of an open action changes with the calendar',
    data: clocksRecalculated,
    example: {
      cause: 'calendar',
      clocks: [{ ...exampleDuty, state: 'running', pausedDays: 0, extendedByDays: 0 }],
    },
  }),
  textErased: defineEvent({
    ...action,
    name: 'text-erased',
    emittedWhen: textErasedWhen,
    data: textErased,
    example: { textId: exampleIds.text, reason: 'taken-down' },
  }),
};
export type ActionEvent = EventsOf<typeof actionEvents>;
