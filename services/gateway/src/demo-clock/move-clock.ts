import type { MovableClock } from '@throughline/kernel';

/** A service's clock, and when the service has something to say next. */
export interface ServiceClock {
  read(): Promise<{ readonly nextDueAt: Date | null }>;
  /** Sets the clock, lets everything that came due speak, then answers. */
  move(now: Date): Promise<void>;
}

interface Dependencies {
  /** The gateway's own. */
  readonly clock: MovableClock;
  readonly services: readonly ServiceClock[];
  /** Lets what is due at the gateway itself speak. */
  readonly sweep: () => Promise<void>;
  readonly nextDueAt: () => Promise<Date | null | undefined>;
  /** Resolves when what was said has arrived everywhere, or after a while. */
  readonly settled: () => Promise<void>;
  /** Where a process that starts finds the time. */
  readonly keep: (offsetMs: number) => Promise<void>;
  /** Called after each stop: what was found out by the time before is not true any more. */
  readonly moved: () => void;
}

/**
 * Moves the whole stack's clock forward. It stops at every due time on the way, so that what follows from a duty that
 * came due is there before the next one does. Every stop is kept: a service that falls over wakes up in the right week.
 * A move that broke off half-way is repeated as it is: services that were there already stay where they are.
 */
export const moveClockUseCase = ({ clock, services, sweep, nextDueAt, settled, keep, moved }: Dependencies) => {
  async function nextStop(target: Date): Promise<Date> {
    const [own, ...others] = await Promise.all([nextDueAt(), ...services.map((service) => service.read())]);
    const due = [own, ...others.map((answer) => answer.nextDueAt)]
      .filter((moment) => moment !== null && moment !== undefined)
      .filter((moment) => moment > clock.now() && moment < target);
    return due.reduce((earliest, moment) => (moment < earliest ? moment : earliest), target);
  }

  async function moveAll(stop: Date): Promise<void> {
    await Promise.all(services.map((service) => service.move(stop)));
    // Ours goes last, so that it is never ahead of anybody's.
    if (stop > clock.now()) clock.moveTo(stop);
    moved();
    await sweep();
    await keep(clock.offsetMs);
    await settled();
  }

  return async (target: Date): Promise<Date> => {
    for (let stop = await nextStop(target); ; stop = await nextStop(target)) {
      await moveAll(stop);
      if (stop >= target) return clock.now();
    }
  };
};
