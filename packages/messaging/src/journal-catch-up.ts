import { setTimeout as delay } from 'node:timers/promises';
import type { Envelope } from '@throughline/contracts';
import type { Logger } from '@throughline/observability';
import type { Availability } from './availability.ts';
import type { Subscription } from './broker.ts';
import { pageThrough } from './catch-up.ts';
import type { Intake, Taken } from './intake.ts';
import type { Lanes } from './lanes.ts';
import { errorCodeOf, meaningOf, parkingReasonOf } from './messaging.errors.ts';
import { failureOf } from './tries.ts';

const againAfterMs = 30_000;
const dailyMs = 24 * 60 * 60 * 1_000;

/** What {@link catchUpInBackground} is made of. */
export interface JournalCatchUpParts {
  readonly journalPage: NonNullable<Subscription['journalPage']>;
  readonly intake: Intake;
  readonly lanes: Lanes;
  readonly availability: Availability;
  readonly pausesMs: readonly number[];
  readonly stopping: AbortSignal;
  readonly givenUp: AbortSignal;
  readonly log: Logger;
  /** Called when a whole journal was taken in. */
  readonly onCaughtUp: () => Promise<void>;
}

/** An owner's journal, read through the gate beside what the broker delivers. */
export interface JournalCatchUp {
  /** Reads it whole, now; again when it failed. Does nothing while it is being read. */
  begin(): void;
  /** Resolves when it is not being read. */
  done(): Promise<void>;
}

/** Reads on `begin` and once a day, until `stopping` is aborted. */
export function catchUpInBackground(parts: JournalCatchUpParts): JournalCatchUp {
  const { journalPage, intake, lanes, availability, pausesMs, stopping, givenUp, log, onCaughtUp } = parts;
  let reading: Promise<void> | undefined;

  async function parkEvent({ subject, sequence, type, id }: Envelope, error: unknown): Promise<Taken> {
    const because = { reason: parkingReasonOf(error), errorCode: errorCodeOf(error), type, eventId: id };
    await availability.whenThere(() => intake.park(subject, Number(sequence), because));
    return 'parked';
  }
  /** No broker hands these out again: what fails is tried again in place, and its lane waits. */
  async function take(envelope: Envelope): Promise<Taken> {
    for (let failures = 1; ; failures++) {
      try {
        return await availability.whenThere(() => intake.take(envelope));
      } catch (error) {
        if (givenUp.aborted) throw error;
        const { isLast, pauseMs } = failureOf(failures, pausesMs);
        if (isLast || meaningOf(error) === 'never') return await parkEvent(envelope, error);
        await delay(pauseMs, undefined, { signal: givenUp });
      }
    }
  }
  async function page(after: string | undefined) {
    stopping.throwIfAborted();
    return await availability.whenThere(() => journalPage(after));
  }
  async function readUntilDone(): Promise<void> {
    while (!stopping.aborted) {
      try {
        const counts = await pageThrough(page, lanes, take);
        await onCaughtUp();
        log.info({ ...counts }, "caught up with the owner's journal");
        return;
      } catch (error) {
        if (stopping.aborted) return;
        log.error({ err: error }, "could not catch up with the owner's journal, and will try again");
        await delay(againAfterMs, undefined, { signal: stopping }).catch(() => undefined);
      }
    }
  }
  function begin(): void {
    if (stopping.aborted || reading) return;
    reading = readUntilDone().finally(() => {
      reading = undefined;
    });
  }
  const daily = setInterval(begin, dailyMs).unref();
  stopping.addEventListener('abort', () => clearInterval(daily), { once: true });
  return { begin, done: async () => reading };
}
