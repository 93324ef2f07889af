import { noticeEvents as events, type NoticeEvent, noticeChannel, type Recorded } from '@throughline/contracts';
import type { AggregateDefinition, MongoAggregateStore } from '@throughline/persistence';
import { z } from 'zod';

/** How the delivery of one notice ended. What waits to be shown or sent is a plain record until then. */
const noticeState = z.strictObject({
  ended: z.enum(['sent', 'failed', 'suppressed']),
  channel: noticeChannel,
  recipientId: z.string().exactOptional(),
});
export type Notice = z.infer<typeof noticeState>;
export type NoticeStore = MongoAggregateStore<Notice, NoticeEvent>;

const endings = {
  [events.sent.type]: 'sent',
  [events.failed.type]: 'failed',
  [events.suppressed.type]: 'suppressed',
} as const;

function evolve(previous: Notice | undefined, event: Recorded<NoticeEvent>): Notice {
  if (event.type === events.textErased.type) {
    if (!previous) throw new RangeError('a notice begins with the end of its delivery');
    return previous;
  }
  const { channel, recipientId } = event.data;
  return { ended: endings[event.type], channel, ...(recipientId && { recipientId }) };
}

export const noticeDefinition: AggregateDefinition<Notice, NoticeEvent> = {
  name: 'notice',
  prefix: 'ntc',
  collection: 'ended_notices',
  context: 'notifications',
  state: noticeState,
  evolve,
  forumIdOf: () => undefined,
};
