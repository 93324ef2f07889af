import { z } from 'zod';
import { defineEvent, type EventsOf } from '../define-event.ts';
import { id } from '../scalars.ts';
import { exampleIds } from './example-ids.ts';
import { hashedWords, textErased, textErasedWhen, textId } from './words.ts';

const minutes = { context: 'meetings', aggregate: 'minutes', major: 1 } as const;

/** `minutesVersion` counts the texts that were saved; the envelope's version counts events. */
const version = { meetingId: id('mtg'), textId, minutesVersion: z.int().min(1).max(100_000) };
const exampleVersion = { meetingId: exampleIds.meeting, textId: exampleIds.text, minutesVersion: 2 } as const;

/** Everything that happens to a meeting's minutes, which are an aggregate of their own for their size. */
export const minutesEvents = {
  edited: defineEvent({
    ...minutes,
    name: 'edited',
    emittedWhen: 'a new version of the minutes is saved',
    data: z.strictObject({ ...version, ...hashedWords }),
    example: exampleVersion,
  }),
  circulated: defineEvent({
    ...minutes,
    name: 'circulated',
    emittedWhen: 'the minutes go out for approval',
    data: z.strictObject({ ...version, ...hashedWords }),
    example: exampleVersion,
  }),
  approved: defineEvent({
    ...minutes,
    name: 'approved',
    emittedWhen: 'a later meeting of the same forum approves the minutes, perhaps with corrections',
    data: z.strictObject({
      ...version,
      atMeetingId: id('mtg'),
      correctionTextIds: z.array(textId).max(100),
      ...hashedWords,
    }),
    example: { ...exampleVersion, atMeetingId: exampleIds.nextMeeting, correctionTextIds: [exampleIds.otherText] },
  }),
  textErased: defineEvent({
    ...minutes,
    name: 'text-erased',
    emittedWhen: textErasedWhen,
    data: textErased,
    example: { textId: exampleIds.text, reason: 'taken-down' },
  }),
};
export type MinutesEvent = EventsOf<typeof minutesEvents>;
