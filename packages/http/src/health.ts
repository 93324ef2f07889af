import type { Express } from 'express';
import type { Lifecycle } from './begin.ts';

/** Whether a service can do its work. `reasons` are shown to anybody: what is missing, never addresses or secrets. */
export interface Readiness {
  readonly ok: boolean;
  readonly reasons?: readonly string[];
  /** Backlogs by name (`relay`, `insights-trace-feedback`), in events. */
  readonly lag?: Readonly<Record<string, number>>;
}

interface HealthOptions {
  readonly service: string;
  readonly readiness: () => Promise<Readiness>;
  readonly lifecycle: Lifecycle;
}

/** `/healthz`: the process lives. `/readyz`: it can do its work, or 503 with what is missing. */
export function healthRoutes(app: Express, { service, readiness, lifecycle }: HealthOptions): void {
  app.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'live', service });
  });
  app.get('/readyz', async (_request, response) => {
    const { ok, reasons = [], lag = {} } = await readiness();
    const isLeaving = lifecycle.leaving.signal.aborted;
    const isReady = ok && !isLeaving;
    response
      .status(isReady ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({
        status: isReady ? 'ready' : 'not-ready',
        service,
        reasons: isLeaving ? [...reasons, 'stopping'] : reasons,
        lag,
      });
  });
}
