import type { Principal } from '@throughline/kernel';
import { requireKnown } from './concern-access.ts';
import type { Showing, StoredConcern } from './concern-representation.ts';
import { type ConcernDependencies, findConcern, reading } from './take-command.ts';

/** A concern, and as what its reader reads it. */
export interface ConcernRead {
  readonly stored: StoredConcern;
  readonly showing: Showing;
}

/** Reads a concern by id or reference; throws NotFound for what does not exist and for who may not know of it. */
export const readConcern =
  (dependencies: Pick<ConcernDependencies, 'concerns' | 'forums' | 'organisations'>) =>
  async (
    idOrReference: string,
    context: { readonly principal: Principal; readonly now: Date },
  ): Promise<ConcernRead> => {
    const stored = await findConcern(dependencies.concerns, idOrReference, context.principal);
    const showing = await reading(dependencies, stored.state, context);
    requireKnown(showing.reading);
    return { stored, showing };
  };
