import type { Database } from '@throughline/persistence';
import type { endDeliveryUseCase } from './end-delivery.ts';
import type { InAppNotice, InAppNotices } from './waiting-notices.mongo.ts';

interface Dependencies {
  readonly database: Database;
  readonly notices: InAppNotices;
  readonly endDelivery: ReturnType<typeof endDeliveryUseCase>;
}

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly updatedSince?: string | undefined;
}

/**
 * A person's notices, the newest first. What is shown for the first time is delivered by that (domain: "delivered =
 * shown in the app"), and its notice is recorded as sent before the page is answered.
 */
export const listNoticesQuery =
  ({ database, notices, endDelivery }: Dependencies) =>
  async (recipientId: string, { limit, cursor, updatedSince }: Page, now: Date) => {
    const page = await database.keysetPage<InAppNotice>(notices, {
      filter: { recipientId, ...(updatedSince && { at: { $gte: new Date(updatedSince) } }) },
      sort: [
        ['at', -1],
        ['_id', -1],
      ],
      limit,
      ...(cursor && { cursor }),
    });
    const fresh = page.items.filter(({ shownAt }) => shownAt === null);
    for (const { _id, kind, about } of fresh) {
      await endDelivery({ noticeId: _id, kind, channel: 'in-app', about, recipientId });
      await notices.updateOne({ _id, shownAt: null }, { $set: { shownAt: now } });
    }
    return page;
  };

/** Marks one of a person's notices as read; undefined when it is not theirs. Reading twice changes nothing. */
export const readNoticeUseCase = (notices: InAppNotices) => async (id: string, recipientId: string, now: Date) => {
  await notices.updateOne({ _id: id, recipientId, readAt: null }, { $set: { readAt: now } });
  return (await notices.findOne({ _id: id, recipientId })) ?? undefined;
};
