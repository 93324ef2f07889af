import { setTimeout as pause } from 'node:timers/promises';
import { clockAnswer, type ServiceClient } from '@throughline/http';
import { isAppError } from '@throughline/kernel';
import { z } from 'zod';
import type { ServiceClock } from './move-clock.ts';

const sweepTimeoutMs = 30_000;
const settleWithinMs = 3_000;
const askAgainMs = 10;

const timeless = { nextDueAt: null };

/** The clock of a service behind the door. One that offers none (the portal) has no time of its own. */
export const clockOf = (client: ServiceClient): ServiceClock => ({
  async read() {
    try {
      const { nextDueAt } = await client.getJson('/internal/clock', clockAnswer);
      return { nextDueAt: nextDueAt === null ? null : new Date(nextDueAt) };
    } catch (error) {
      if (isAppError(error) && error.kind === 'not-found') return timeless;
      throw error;
    }
  },
  async move(now) {
    try {
      await client.request('PUT', '/internal/clock', {
        body: { now: now.toISOString() },
        schema: clockAnswer,
        timeoutMs: sweepTimeoutMs,
      });
    } catch (error) {
      if (!(isAppError(error) && error.kind === 'not-found')) throw error;
    }
  },
});

const lagShown = z.object({ lag: z.record(z.string(), z.number()).default({}) });
const backlog = ({ lag }: z.output<typeof lagShown>) => Object.values(lag).reduce((sum, events) => sum + events, 0);

/** Waits until no service has events on their way, twice in a row: an event that is taken in may make another. */
export const settledStack = (clients: readonly ServiceClient[]) => async (): Promise<void> => {
  const until = performance.now() + settleWithinMs;
  let quiet = 0;
  while (quiet < 2 && performance.now() < until) {
    const lags = await Promise.all(clients.map((client) => client.getJson('/readyz', lagShown).then(backlog, () => 1)));
    quiet = lags.every((lag) => lag === 0) ? quiet + 1 : 0;
    await pause(askAgainMs);
  }
};
