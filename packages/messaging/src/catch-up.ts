import type { Envelope } from '@throughline/contracts';
import { type Clock, systemClock } from '@throughline/kernel';
import type { JournalPage } from './broker.ts';
import { createIntake, type Taken } from './intake.ts';
import { createLanes, type Lanes } from './lanes.ts';
import { memoryParking } from './memory-parking.ts';
import { errorCodeOf, parkingReasonOf } from './messaging.errors.ts';
import type { ParkedMark, ParkingStore } from './parking-store.ts';
import type { Sink } from './sink.ts';

/** How many events came to what. */
export type CaughtUp = Readonly<Record<Taken, number>>;

/** Pages a journal through `take`: in parallel across aggregates, in order inside each; a page at a time. */
export async function pageThrough(
  journalPage: (after: string | undefined) => Promise<JournalPage>,
  lanes: Lanes,
  take: (envelope: Envelope) => Promise<Taken>,
): Promise<CaughtUp> {
  const counts = { applied: 0, skipped: 0, already: 0, parked: 0, gap: 0 };
  let after: string | undefined;
  do {
    const page = await journalPage(after);
    await Promise.all(
      page.events.map(async (envelope) => {
        counts[await lanes.run(envelope.subject, () => take(envelope))]++;
      }),
    );
    after = page.next;
  } while (after !== undefined);
  return counts;
}

/** What {@link catchUp} is given. */
export interface CatchUp {
  /** The owner's whole journal, in the order of aggregate id and version. */
  readonly journalPage: (after: string | undefined) => Promise<JournalPage>;
  readonly sink: Sink;
  /** Where marks and discards are. Default: in memory, so that nothing is discarded and marks are only answered. */
  readonly parking?: ParkingStore;
  readonly clock?: Clock;
}

/**
 * Reads an owner's journal through the gate: to start a projection, to rebuild one into new collections, to catch up.
 * What was taken in before is left as it is; discarded versions are skipped; an event that its sink refuses is parked
 * with what follows it, and the rest goes on.
 * @throws what the sink or the journal throws with kind `unavailable`: run again, it goes on where it stood
 */
export async function catchUp({
  journalPage,
  sink,
  parking = memoryParking(),
  clock = systemClock,
}: CatchUp): Promise<CaughtUp & { readonly marks: readonly ParkedMark[] }> {
  const discarded = new Set((await parking.discards()).map((one) => `${one.aggregateId}@${one.version}`));
  const marks: ParkedMark[] = [];
  const intake = createIntake({
    // Nothing can be missing from a whole journal; what is, is counted as a gap.
    subscription: { sink, parking, journalOf: () => Promise.resolve([]) },
    clock,
    firstStart: () => undefined,
    isDiscarded: (aggregateId, version) => discarded.has(`${aggregateId}@${version}`),
    onParked: (mark) => marks.push(mark),
  });
  const take = async (envelope: Envelope): Promise<Taken> => {
    try {
      return await intake.take(envelope);
    } catch (error) {
      if (parkingReasonOf(error) !== 'broken') throw error;
      const because = {
        reason: 'broken',
        errorCode: errorCodeOf(error),
        type: envelope.type,
        eventId: envelope.id,
      } as const;
      await intake.park(envelope.subject, Number(envelope.sequence), because);
      return 'parked';
    }
  };
  return { ...(await pageThrough(journalPage, createLanes(64), take)), marks };
}
