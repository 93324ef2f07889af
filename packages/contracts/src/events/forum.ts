import { z } from 'zod';
import { nation } from '../code-lists.ts';
import { defineEvent, type EventsOf } from '../define-event.ts';
import { fieldName, forumCode, isoDate, languageTag, timeZone } from '../scalars.ts';
import { exampleIds } from './example-ids.ts';
import { standards } from './standards.ts';
import { hashedWords, textErased, textErasedWhen, textId } from './words.ts';

const forum = { context: 'meetings', aggregate: 'forum', major: 1 } as const;

/** Everything that deadlines and meetings depend on. What a closure day is called is words, and not needed to count. */
const settings = {
  code: forumCode,
  nation,
  timeZone,
  languages: z.array(languageTag).min(1).max(50),
  /** Seats that must be present before a decision may be recorded. */
  quorum: z.int().min(1).max(500),
  standards,
  closureDays: z.array(isoDate).max(366),
  nameTextId: textId,
};
const exampleSettings = {
  code: 'NMF',
  nation: 'england-and-wales',
  timeZone: 'Europe/London',
  languages: ['en'],
  quorum: 3,
  standards: { acknowledgementDays: 3, triageDays: 10, referralAcknowledgementDays: 5, answerDays: 20, reviewDays: 20 },
  closureDays: ['2026-12-29'],
  nameTextId: exampleIds.text,
} as const;

/** Everything that happens to a forum. */
export const forumEvents = {
  established: defineEvent({
    ...forum,
    name: 'established',
    emittedWhen: 'an administrator establishes a forum',
    data: z.strictObject({ ...settings, ...hashedWords }),
    example: exampleSettings,
  }),
  changed: defineEvent({
    ...forum,
    name: 'changed',
    emittedWhen: "a forum's settings change; the event names the fields and carries every setting as it is now",
    data: z.strictObject({ fields: z.array(fieldName).min(1).max(20), ...settings, ...hashedWords }),
    example: { fields: ['closureDays'], ...exampleSettings, closureDays: ['2026-12-29', '2026-12-30'] },
  }),
  disbanded: defineEvent({
    ...forum,
    name: 'disbanded',
    emittedWhen: 'a forum meets no more',
    data: z.strictObject({}),
    example: {},
  }),
  textErased: defineEvent({
    ...forum,
    name: 'text-erased',
    emittedWhen: textErasedWhen,
    data: textErased,
    example: { textId: exampleIds.text, reason: 'taken-down' },
  }),
};
export type ForumEvent = EventsOf<typeof forumEvents>;
