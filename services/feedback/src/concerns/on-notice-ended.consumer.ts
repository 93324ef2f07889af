import { type NoticeEvent, noticeEvents, type Recorded } from '@throughline/contracts';
import type { ConcernStore } from './concern-store.ts';
import { recordDelivery } from './referral-steps.ts';
import { ownself } from './speak-up.ts';

/** The notices that tell an institution of a referral; others may speak of the same referral to other people. */
const tellsOfReferral: ReadonlySet<string> = new Set(['referral-received', 'referred']);

/**
 * A notice about a referral came through, or was given up: the referral says so. The event's id is the command's key, so
 * a second delivery of the event changes nothing.
 */
export const onNoticeEnded =
  ({ concerns, now }: { readonly concerns: ConcernStore; readonly now: () => Date }) =>
  async (event: Recorded<NoticeEvent>): Promise<void> => {
    const isSent = event.type === noticeEvents.sent.type;
    if (!isSent && event.type !== noticeEvents.failed.type) return;
    const { kind, channel, about } = event.data;
    const { concernId, referralId } = about;
    if (!concernId || !referralId || !tellsOfReferral.has(kind)) return;
    const failure = event.type === noticeEvents.failed.type ? event.data.reason : undefined;
    const context = {
      principal: ownself,
      now: now(),
      commandKey: event.id,
      fingerprint: event.id,
      correlationId: event.correlationId,
      causationId: event.id,
      requestId: event.id,
    };
    await concerns.change(concernId, context, (concern) => recordDelivery(concern, { referralId, channel, failure }));
  };
