/** Where `now` comes from. Business facts and due dates use one that is handed in; ids, leases and retries use the machine's. */
export interface Clock {
  now(): Date;
}

/** A clock that can be set forward, as the embedded and the test stacks have it. It runs on from where it was set. */
export interface MovableClock extends Clock {
  /** Moves the clock so that it reads `instant` now. Throws RangeError when that is earlier than it reads already. */
  moveTo(instant: Date): void;
  /** How far this clock is from the machine's, in milliseconds. */
  readonly offsetMs: number;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that starts `offsetMs` away from the machine's and can be moved forward. */
export function movableClock(offsetMs = 0, machine: Clock = systemClock): MovableClock {
  let offset = offsetMs;
  const read = () => machine.now().getTime() + offset;
  return {
    now: () => new Date(read()),
    moveTo(instant) {
      if (instant.getTime() < read()) throw new RangeError('a clock moves forward only');
      offset = instant.getTime() - machine.now().getTime();
    },
    get offsetMs() {
      return offset;
    },
  };
}

/** A clock that stands still, for tests of decisions. */
export const stoppedClock = (instant: string): Clock => ({ now: () => new Date(instant) });
