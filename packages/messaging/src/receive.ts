import { type Envelope, envelopeV1, versionOf } from '@throughline/contracts';
import type { Logger } from '@throughline/observability';
import type { Availability } from './availability.ts';
import type { Intake } from './intake.ts';
import type { Lanes } from './lanes.ts';
import { errorCodeOf, JournalGap, meaningOf, parkingReasonOf } from './messaging.errors.ts';
import type { Delivery } from './pull.ts';
import type { Sink } from './sink.ts';
import { HandlerFellOver, type Tries } from './tries.ts';

/** What a message comes to: acknowledged, or handed out again after a pause. */
export type Outcome = 'ack' | { readonly nakMs: number };

/** How long an event beyond a gap waits, once, for those before it, which another process may hold. */
const gapPauseMs = 50;

/** What {@link createReceiver} is made of. */
export interface ReceiverParts {
  readonly stream: string;
  readonly sink: Sink;
  readonly intake: Intake;
  readonly tries: Tries;
  readonly lanes: Lanes;
  readonly availability: Availability;
  readonly givenUp: AbortSignal;
  readonly log: Logger;
}

const json = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
};

/** Decides the outcome of each message: the one place where errors become ack, nak or a mark. Never rejects. */
export function createReceiver({ stream, sink, intake, tries, lanes, availability, givenUp, log }: ReceiverParts) {
  async function parkUnreadable({ sequence }: Delivery): Promise<Outcome> {
    // It names no aggregate that could be trusted; the gap that it leaves is filled from the owner's journal.
    const because = { reason: 'bad-schema', errorCode: 'malformed-envelope' } as const;
    await availability.whenThere(() => intake.park(`unreadable:${stream}:${sequence}`, 0, because));
    return 'ack';
  }

  async function fillGap(envelope: Envelope, { deliveries }: Delivery): Promise<Outcome> {
    const { subject } = envelope;
    const waitMs = tries.waitOf(subject);
    if (waitMs > 0) return { nakMs: waitMs + gapPauseMs };
    if (deliveries === 1) return { nakMs: gapPauseMs };
    const upTo = versionOf(envelope);
    const beforeFirst = (version: number) => tries.start(subject, version, deliveries);
    const { stopped } = await availability.whenThere(() => intake.catchUpWith(subject, { upTo, beforeFirst }));
    if (stopped) return 'ack';
    const seen = await availability.whenThere(() => sink.seen(subject));
    if ((seen?.version ?? 0) < upTo) throw new JournalGap();
    await tries.settled(subject);
    return 'ack';
  }

  async function fail({ subject, type, id }: Envelope, error: unknown): Promise<Outcome> {
    // What failed is what stands at the gate: this event, or one before it that was read from the journal.
    const version = ((await availability.whenThere(() => sink.seen(subject)))?.version ?? 0) + 1;
    const { isLast, pauseMs } = tries.failed(subject, version);
    log.warn(
      { aggregateId: subject, version, eventId: id, type, err: error, isLast },
      'an event could not be taken in',
    );
    const isOver = isLast || meaningOf(error) === 'never' || error instanceof HandlerFellOver;
    if (!isOver) return { nakMs: pauseMs };
    const because = { reason: parkingReasonOf(error), errorCode: errorCodeOf(error), type, eventId: id };
    await availability.whenThere(() => intake.park(subject, version, because));
    return 'ack';
  }

  async function takeIn(envelope: Envelope, delivery: Delivery): Promise<Outcome> {
    const { subject } = envelope;
    try {
      let isCounted = false;
      const beforeHandler = async () => {
        if (isCounted) return; // asked again because something was away: that is not another failure
        await tries.start(subject, versionOf(envelope), delivery.deliveries);
        isCounted = true;
      };
      const taken = await availability.whenThere(() => intake.take(envelope, beforeHandler));
      if (taken === 'gap') return await fillGap(envelope, delivery);
      await availability.whenThere(() => tries.settled(subject));
      return 'ack';
    } catch (error) {
      if (givenUp.aborted) throw error;
      return await fail(envelope, error);
    }
  }

  /** Puts a message into its lane; its outcome is settled when the promise resolves. */
  return async function receive(delivery: Delivery): Promise<void> {
    const parsed = envelopeV1.safeParse(json(delivery.body));
    const lane = parsed.success ? parsed.data.subject : `unreadable:${delivery.sequence}`;
    try {
      const outcome = await lanes.run(lane, () =>
        parsed.success ? takeIn(parsed.data, delivery) : parkUnreadable(delivery),
      );
      if (outcome === 'ack') delivery.ack();
      else delivery.nak(outcome.nakMs);
    } catch (error) {
      // Given up while waiting, or the parking store itself failed: somebody gets it again.
      if (!givenUp.aborted) log.error({ sequence: delivery.sequence, err: error }, 'a message was put back');
      delivery.nak(givenUp.aborted ? 0 : 1_000);
    }
  };
}
