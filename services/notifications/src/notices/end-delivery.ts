import { noticeEvents as events, type NoticeChannel } from '@throughline/contracts';
import { type Clock, newUuid, sha256 } from '@throughline/kernel';
import type { NoticeStore } from './notice.ts';
import type { Telling } from './telling.ts';

/** How one delivery ended. */
export interface EndedDelivery {
  readonly noticeId: string;
  readonly kind: Telling['kind'];
  readonly channel: NoticeChannel;
  readonly about: Telling['about'];
  readonly recipientId: string;
  /** Why it failed; a delivery without one ended well. */
  readonly failure?: string;
}

/** Records that a delivery has ended, once: the notice's id is the command's key. */
export const endDeliveryUseCase =
  ({ notices, clock }: { readonly notices: NoticeStore; readonly clock: Clock }) =>
  async ({ noticeId, failure, ...said }: EndedDelivery): Promise<void> => {
    const requestId = newUuid();
    const context = {
      principal: { kind: 'service', id: 'notifications' } as const,
      now: clock.now(),
      commandKey: noticeId,
      fingerprint: sha256(noticeId),
      correlationId: requestId,
      requestId,
    };
    const event = failure ? events.failed.of({ ...said, reason: failure }) : events.sent.of(said);
    await notices.create(context, noticeId, () => [event]);
  };
