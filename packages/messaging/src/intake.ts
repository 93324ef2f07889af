import { type Envelope, type ParsedEnvelope, parseEventOf, startedBefore, versionOf } from '@throughline/contracts';
import type { Clock } from '@throughline/kernel';
import type { Subscription } from './broker.ts';
import { weigh } from './gate.ts';
import { errorCodeOf, JournalGap } from './messaging.errors.ts';
import type { ParkedMark, ParkingReason } from './parking-store.ts';

/** What became of an event: `already` is at or below the gate, `skipped` moved the gate without effect. */
export type Taken = 'applied' | 'skipped' | 'already' | 'parked' | 'gap';

/** How far to read, and what to do before the handler of the first event runs. */
interface FillOptions {
  readonly upTo?: number;
  readonly beforeFirst?: (version: number) => Promise<void>;
}

/** Takes events of one aggregate at a time through the gate; order is its caller's, who works in lanes. */
export interface Intake {
  /** One event. Throws what the sink throws. */
  take(envelope: Envelope, beforeHandler?: () => Promise<void>): Promise<Taken>;
  /** Reads the owner's journal from the gate on until it has no more; says how many were applied and what stopped it. */
  catchUpWith(aggregateId: string, options?: FillOptions): Promise<{ applied: number; stopped?: Taken }>;
  park(aggregateId: string, version: number, because: ParkedBecause): Promise<ParkedMark>;
  /** The mark that stands; one at or below the gate has been overtaken and is taken away. */
  markOf(aggregateId: string): Promise<ParkedMark | undefined>;
}

/** Why something is parked, as far as it could be read. */
type ParkedBecause = Pick<ParkedMark, 'reason' | 'errorCode' | 'type' | 'eventId'>;

/** What an intake is made of. `isDiscarded` answers from what was recorded; `firstStart` is an effect's beginning. */
export interface IntakeParts {
  readonly subscription: Pick<Subscription, 'sink' | 'journalOf' | 'parking'>;
  readonly clock: Clock;
  readonly firstStart: () => Date | undefined;
  readonly isDiscarded: (aggregateId: string, version: number) => boolean;
  readonly onParked: (mark: ParkedMark) => void;
}

const reasonOf = (parsed: ParsedEnvelope & { known: false }): ParkingReason =>
  parsed.reason === 'unknown-type' || parsed.reason === 'unknown-major' ? 'unknown-event' : 'bad-schema';

export function createIntake({ subscription, clock, firstStart, isDiscarded, onParked }: IntakeParts): Intake {
  const { sink, journalOf, parking } = subscription;

  async function park(aggregateId: string, version: number, because: ParkedBecause): Promise<ParkedMark> {
    const standing = await markOf(aggregateId);
    if (standing && standing.version < version) return standing;
    // A retry that fails again does not make it younger.
    const parkedAt = standing?.version === version ? standing.parkedAt : clock.now();
    const mark = { aggregateId, version, ...because, parkedAt };
    await parking.park(mark);
    await parking.settle(aggregateId);
    onParked(mark);
    return mark;
  }
  const parkEvent = ({ subject, type, id, sequence }: Envelope, reason: ParkingReason, errorCode: string) =>
    park(subject, versionOf({ sequence }), { reason, errorCode, type, eventId: id });

  async function markOf(aggregateId: string): Promise<ParkedMark | undefined> {
    const mark = await parking.find(aggregateId);
    if (!mark) return undefined;
    const seen = await sink.seen(aggregateId);
    if (mark.reason === 'fork' || !seen || mark.version > seen.version) return mark;
    await parking.release(aggregateId);
    return undefined;
  }

  async function takeNext(envelope: Envelope, beforeHandler?: () => Promise<void>): Promise<Taken> {
    const isOver = isDiscarded(envelope.subject, versionOf(envelope));
    const start = firstStart();
    if (isOver || (start && startedBefore(envelope, start))) {
      await sink.skip(envelope);
      return 'skipped';
    }
    const parsed = parseEventOf(envelope);
    if (!parsed.known) {
      await parkEvent(envelope, reasonOf(parsed), parsed.reason);
      return 'parked';
    }
    await beforeHandler?.();
    await sink.apply(envelope);
    return 'applied';
  }

  /** The sink weighs: on the usual message that saves the asking. */
  async function takeUnasked(envelope: Envelope, beforeHandler?: () => Promise<void>): Promise<Taken> {
    try {
      return await takeNext(envelope, beforeHandler);
    } catch (error) {
      const code = errorCodeOf(error);
      if (code === 'gap-before') return (await markOf(envelope.subject)) ? 'parked' : 'gap';
      if (code !== 'fork-found') throw error;
      await parkEvent(envelope, 'fork', 'fork');
      return 'parked';
    }
  }

  async function take(envelope: Envelope, beforeHandler?: () => Promise<void>): Promise<Taken> {
    if (sink.gatesItself) return takeUnasked(envelope, beforeHandler);
    const weight = weigh(await sink.seen(envelope.subject), envelope);
    if (weight === 'done') return 'already';
    if (weight === 'next') return takeNext(envelope, beforeHandler);
    if (weight === 'fork') {
      await parkEvent(envelope, 'fork', 'fork');
      return 'parked';
    }
    return (await markOf(envelope.subject)) ? 'parked' : 'gap';
  }

  async function catchUpWith(aggregateId: string, { upTo = Number.POSITIVE_INFINITY, beforeFirst }: FillOptions = {}) {
    let applied = 0;
    let before = beforeFirst;
    for (;;) {
      const from = (await sink.seen(aggregateId))?.version ?? 0;
      const events = from < upTo ? await journalOf(aggregateId, from) : [];
      for (const event of events) {
        const taken = await take(event, async () => before?.(versionOf(event)));
        before = undefined;
        if (taken === 'applied') applied++;
        if (taken === 'parked') return { applied, stopped: taken };
        if (taken === 'gap') throw new JournalGap();
      }
      if (events.length === 0 || ((await sink.seen(aggregateId))?.version ?? 0) <= from) return { applied };
    }
  }
  return { take, catchUpWith, park, markOf };
}
