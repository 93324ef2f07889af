import { z } from 'zod';
import { noticeChannel } from '../code-lists.ts';
import { defineEvent, type EventsOf } from '../define-event.ts';
import { code, id } from '../scalars.ts';
import { exampleIds } from './example-ids.ts';
import { textErased, textErasedWhen } from './words.ts';

const notice = { context: 'notifications', aggregate: 'notice', major: 1 } as const;

/** One message to one recipient. Address and wording are words. */
const message = {
  /** What it tells, e.g. `referral-received`, `clock-overdue`. */
  kind: code(),
  channel: noticeChannel,
  about: z.strictObject({
    concernId: id('con').exactOptional(),
    referralId: id('ref').exactOptional(),
    meetingId: id('mtg').exactOptional(),
    actionId: id('act').exactOptional(),
  }),
  /** Absent for a subscriber by mail who has no account. */
  recipientId: id('per', 'org', 'whk').exactOptional(),
};
const exampleMessage = {
  kind: 'referral-received',
  channel: 'mail',
  about: { concernId: exampleIds.concern, referralId: exampleIds.referral },
  recipientId: exampleIds.officer,
} as const;

/** Everything that happens to a notice. */
export const noticeEvents = {
  sent: defineEvent({
    ...notice,
    name: 'sent',
    emittedWhen: 'a delivery ends well: shown in the app, or accepted by the mail server or webhook',
    data: z.strictObject(message),
    example: exampleMessage,
  }),
  failed: defineEvent({
    ...notice,
    name: 'failed',
    emittedWhen: 'a delivery is given up after its last attempt',
    data: z.strictObject({ ...message, reason: code() }),
    example: { ...exampleMessage, reason: 'mailbox-unavailable' },
  }),
  suppressed: defineEvent({
    ...notice,
    name: 'suppressed',
    emittedWhen: 'a delivery ends unattempted, since its recipient unsubscribed or may no longer see what it is about',
    data: z.strictObject({ ...message, reason: code() }),
    example: { ...exampleMessage, reason: 'unsubscribed' },
  }),
  textErased: defineEvent({
    ...notice,
    name: 'text-erased',
    emittedWhen: textErasedWhen,
    data: textErased,
    example: { textId: exampleIds.text, reason: 'consent-withdrawn' },
  }),
};
export type NoticeEvent = EventsOf<typeof noticeEvents>;
