import type { Log } from '../database.ts';
import type { Relay, RelayOptions } from '../relay-port.ts';
import type { JournalWriter } from './journal.ts';
import type { Outbox } from './outbox.ts';
import { type OutboxRelay, outboxRelay } from './relay.ts';
import { outboxSweep } from './sweep.ts';

/** The relay's engine together with the sweep that runs beside it. */
export function startRelay(
  parts: { readonly journal: JournalWriter; readonly log: Log; readonly outboxes: () => Iterable<Outbox> },
  { publish, lanes = 64, backpressureAt = 1_000, sweepEveryMs = 2_000 }: RelayOptions,
): { relay: Relay; engine: OutboxRelay } {
  const { journal, log, outboxes } = parts;
  const engine = outboxRelay({ journal, publish, log, lanes, backpressureAt });
  const sweep = outboxSweep(outboxes, (outbox, { id, events }) => engine.takeLeftovers(outbox, id, events));
  let underWay: Promise<void> | undefined;

  async function round() {
    // A process that is far behind already takes up nobody else's work.
    if (engine.lag().events >= backpressureAt) return;
    try {
      const aggregates = await sweep.round();
      if (aggregates > 0) log.info({ aggregates }, 'the sweep has picked up events that were left behind');
    } catch (error) {
      log.warn({ err: error }, 'a round of the sweep failed');
    }
  }
  const roundUnlessUnderWay = () => {
    underWay ??= round().finally(() => {
      underWay = undefined;
    });
  };
  const timer = setInterval(roundUnlessUnderWay, sweepEveryMs).unref();

  return {
    engine,
    relay: {
      wake() {
        engine.retryNow();
        roundUnlessUnderWay();
      },
      drain: (timeoutMs = 10_000) => engine.drain(timeoutMs),
      lag: () => engine.lag(),
      async stop() {
        clearInterval(timer);
        await underWay;
        await engine.stop();
      },
    },
  };
}
