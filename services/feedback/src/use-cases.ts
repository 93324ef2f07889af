import type { acceptBatch } from './concerns/accept-batch.ts';
import type { acceptConcern } from './concerns/accept-concern.ts';
import type { findSimilar } from './concerns/find-similar.query.ts';
import type { followUp } from './concerns/follow-up.ts';
import type { listConcerns } from './concerns/list-concerns.query.ts';
import type { readConcern } from './concerns/read-concern.ts';
import type { readHistory } from './concerns/read-history.ts';
import type { takeCommand } from './concerns/take-command.ts';
import type { Forums } from './network/forums.ts';
import type { Organisations } from './network/organisations.ts';

/** What routes may use. Commands on a concern all go one way: load, let in, decide, write once, show. */
export interface UseCases {
  readonly accept: ReturnType<typeof acceptConcern>;
  readonly acceptBatch: ReturnType<typeof acceptBatch>;
  readonly followUp: ReturnType<typeof followUp>;
  readonly findSimilar: ReturnType<typeof findSimilar>;
  readonly command: ReturnType<typeof takeCommand>;
  readonly read: ReturnType<typeof readConcern>;
  readonly history: ReturnType<typeof readHistory>;
  readonly list: ReturnType<typeof listConcerns>;
  /** Has the due sweep run now rather than within ten seconds. */
  readonly wakeTimers: () => void;
  readonly forums: Forums;
  readonly organisations: Organisations;
}
