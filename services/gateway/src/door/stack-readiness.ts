import type { Readiness, ServiceClient } from '@throughline/http';
import { isAppError } from '@throughline/kernel';
import { z } from 'zod';

interface Dependencies {
  readonly own: () => Promise<Readiness>;
  readonly services: Readonly<Record<string, Pick<ServiceClient, 'getJson'>>>;
}

const askWithinMs = 1_000;
const shown = z.object({ lag: z.record(z.string(), z.number()).default({}) });

/** Whether the whole of it can do its work: every service behind the door, and the door. */
export const stackReadiness =
  ({ own, services }: Dependencies) =>
  async (): Promise<Readiness> => {
    const answers = await Promise.all(
      Object.entries(services).map(async ([name, client]) => {
        try {
          const { lag } = await client.getJson('/readyz', shown, { token: null, timeoutMs: askWithinMs });
          return { name, isReady: true, lag };
        } catch (error) {
          if (!isAppError(error)) throw error;
          return { name, isReady: false, lag: {} };
        }
      }),
    );
    const gateway = await own();
    const missing = answers.filter(({ isReady }) => !isReady).map(({ name }) => `${name} is not ready`);
    const lags = answers.flatMap(({ name, lag }) =>
      Object.entries(lag).map(([what, events]) => [what.startsWith(name) ? what : `${name}-${what}`, events] as const),
    );
    return {
      ok: gateway.ok && missing.length === 0,
      reasons: [...(gateway.reasons ?? []), ...missing],
      lag: { ...gateway.lag, ...Object.fromEntries(lags) },
    };
  };
