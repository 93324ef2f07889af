import { defineEvent, type EventsOf } from '../define-event.ts';
import { exampleIds } from './example-ids.ts';
import { meetingCourseEvents } from './meeting-course.ts';
import { meetingRecordEvents } from './meeting-record.ts';
import { textErased, textErasedWhen } from './words.ts';

/** Everything that happens to a meeting: its course and agenda, and what is recorded of it. */
export const meetingEvents = {
  ...meetingCourseEvents,
  ...meetingRecordEvents,
  textErased: defineEvent({
    context: 'meetings',
    aggregate: 'meeting',
    major: 1,
    name: 'text-erased',
    emittedWhen: textErasedWhen,
    data: textErased,
    example: { textId: exampleIds.text, reason: 'taken-down' },
  }),
};
export type MeetingEvent = EventsOf<typeof meetingEvents>;
