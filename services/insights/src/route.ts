import { routesFor } from '@throughline/http';
import type { openConcernsQuery } from './dashboards/open-concerns.query.ts';
import { policy } from './policy.ts';
import type { versionAwaiter } from './traces/await-version.ts';
import type { findTraceQuery } from './traces/find-trace.query.ts';
import type { AskForWords } from './words/ask-for-words.ts';

/** What the routes of the read side can ask for. */
export interface UseCases {
  readonly findTrace: ReturnType<typeof findTraceQuery>;
  readonly openConcerns: ReturnType<typeof openConcernsQuery>;
  readonly awaitVersion: ReturnType<typeof versionAwaiter>;
  readonly askForWords: AskForWords;
}

/** The read side's own `route()`. */
export const route = routesFor(policy).using<UseCases>();
