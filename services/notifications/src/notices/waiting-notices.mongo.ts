import type { Database, ReadCollection } from '@throughline/persistence';
import type { Telling } from './telling.ts';

/** A notice in somebody's app: a plain record, kept whether it was shown or not. */
export interface InAppNotice {
  readonly _id: string;
  readonly recipientId: string;
  readonly kind: Telling['kind'];
  readonly about: Telling['about'];
  readonly reference: string;
  /** Business time of what it tells. */
  readonly at: Date;
  readonly shownAt: Date | null;
  readonly readAt: Date | null;
}

export type InAppNotices = ReadCollection<InAppNotice>;

export const declareNotices = (database: Database): InAppNotices =>
  database.records<InAppNotice>('notices', [{ fields: { recipientId: 1, at: -1, _id: -1 } }]);

/** Keeps notices; those that are kept already stay as they are, read or unread. */
export async function keepNotices(notices: InAppNotices, told: readonly InAppNotice[]): Promise<void> {
  if (told.length === 0) return;
  await notices.bulkWrite(
    told.map(({ _id, ...rest }) => ({ updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true } })),
    { ordered: false },
  );
}
