import { showOpenConcernsRoute } from './dashboards/show-open-concerns.http.ts';
import { showTraceRoute } from './traces/show-trace.http.ts';

/** Every route of the read side. */
export const routes = [showTraceRoute, showOpenConcernsRoute] as const;
