import type { Clock } from '@throughline/kernel';
import { NotAllowedNow, NotFound } from '@throughline/kernel';
import type { Consumer, Released, Subscription } from './broker.ts';
import type { Intake } from './intake.ts';
import type { Lanes } from './lanes.ts';
import { errorCodeOf, meaningOf, parkingReasonOf } from './messaging.errors.ts';
import type { Discard } from './parking-store.ts';

/** What {@link releaseParked} is made of: the parts of a running consumer. */
export interface ReleaseParts {
  readonly subscription: Subscription;
  readonly clock: Clock;
  readonly lanes: Lanes;
  /** `aggregateId@version` of what shall have no effect. */
  readonly discarded: Set<string>;
  readonly intake: Intake;
}

/** The ways out of parking: retry, discard, rebuild. Each works in the aggregate's lane, so the loop waits for it. */
export function releaseParked(parts: ReleaseParts): Pick<Consumer, 'retry' | 'discard' | 'rebuild'> {
  const { subscription, clock, lanes, discarded, intake } = parts;
  const { sink, parking, journalOf, startAt } = subscription;

  /** Another process may have been told of a discard. */
  async function learnDiscards(): Promise<void> {
    for (const { aggregateId, version } of await parking.discards()) discarded.add(`${aggregateId}@${version}`);
  }
  async function release(aggregateId: string): Promise<Released> {
    await learnDiscards();
    const mark = await parking.find(aggregateId);
    if (mark?.version === 0) return await forgetUnreadable(aggregateId);
    const first = await readOn(aggregateId);
    if (first.isStuck) return await stillParked(first.applied, aggregateId);
    await parking.release(aggregateId);
    await parking.settle(aggregateId);
    // While the mark stood, messages were acknowledged unread: whatever came after the first reading is read now.
    const second = await readOn(aggregateId);
    return await stillParked(first.applied + second.applied, aggregateId);
  }
  /** Reads the journal from the gate on; what fails is parked where it stands, with the reason that it has now. */
  async function readOn(aggregateId: string): Promise<{ applied: number; isStuck: boolean }> {
    const gate = async () => (await sink.seen(aggregateId))?.version ?? 0;
    const from = await gate();
    try {
      const { applied, stopped } = await intake.catchUpWith(aggregateId);
      return { applied, isStuck: stopped !== undefined };
    } catch (error) {
      if (meaningOf(error) === 'away') throw error;
      const at = await gate();
      const because = { reason: parkingReasonOf(error), errorCode: errorCodeOf(error) };
      await intake.park(aggregateId, at + 1, because);
      return { applied: at - from, isStuck: true };
    }
  }
  /** A message that named no aggregate left a gap, which has been filled from the journal: nothing is there to retry. */
  async function forgetUnreadable(id: string): Promise<Released> {
    await parking.release(id);
    return { applied: 0 };
  }
  async function stillParked(applied: number, aggregateId: string): Promise<Released> {
    const parked = await parking.find(aggregateId);
    return parked ? { applied, parked } : { applied };
  }

  async function recordDiscard(discard: Discard): Promise<void> {
    const { aggregateId, version } = discard;
    const [envelope] = version > 0 ? await journalOf(aggregateId, version - 1) : [];
    if (version > 0 && !envelope) throw new NotFound("The owner's journal does not hold the parked version.");
    await parking.discard(discard);
    discarded.add(`${aggregateId}@${version}`);
    if (envelope) await sink.skip(envelope);
  }

  /** The same request again, whose answer was lost; anything else would discard what nobody has looked at. */
  async function discardedBefore(aggregateId: string, version: number): Promise<Released> {
    await learnDiscards();
    if (discarded.has(`${aggregateId}@${version}`)) return await release(aggregateId);
    const mark = await parking.find(aggregateId);
    throw mark
      ? new NotAllowedNow(
          `Version ${mark.version} is parked, not version ${version}: look again before you discard it.`,
        )
      : new NotFound('Nothing of this is parked here.');
  }

  return {
    retry: (aggregateId) => lanes.run(aggregateId, () => release(aggregateId)),
    discard: (aggregateId, { version, reason, by }) =>
      lanes.run(aggregateId, async () => {
        const mark = await parking.find(aggregateId);
        if (mark?.version !== version) return await discardedBefore(aggregateId, version);
        await recordDiscard({ aggregateId, version, reason, by, discardedAt: clock.now() });
        // A fork stands at the gate or below it, where nothing overtakes its mark: what forks next gets a mark of its own.
        if (mark.reason === 'fork') await parking.release(aggregateId);
        return await release(aggregateId);
      }),
    rebuild: (aggregateId) =>
      lanes.run(aggregateId, async () => {
        const forget = sink.forget?.bind(sink);
        if (!forget || startAt === 'new') throw new NotAllowedNow('An effect cannot be taken back and done anew.');
        await forget(aggregateId);
        await parking.release(aggregateId);
        return await release(aggregateId);
      }),
  };
}
