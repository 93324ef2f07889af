import { ConcernsUnknown } from './concern.errors.ts';
import type { Concern, Mark } from './concern.ts';

/** A concern that is to go before a forum's next meeting, since when. */
export interface WaitingConcern extends Concern {
  readonly id: string;
  readonly mark: Mark;
}

/** The mirror of concerns, and its owner to ask where the mirror is behind. */
export interface ConcernMirror {
  find(concernId: string): Promise<Concern | undefined>;
  findMany(concernIds: readonly string[]): Promise<ReadonlyMap<string, Concern>>;
  /** Takes in what the owner has and the mirror has not; what it then says. Throws Unavailable when the owner is away. */
  refreshed(concernId: string): Promise<Concern | undefined>;
  /** Concerns marked for the forum's next meeting and not closed since, the longest waiting first. */
  markedFor(forumId: string): Promise<readonly WaitingConcern[]>;
}

/** What commands ask about concerns. */
export interface KnownConcerns {
  /** Throws {@link ConcernsUnknown}, naming each that the network does not have. */
  require(concernIds: readonly string[]): Promise<void>;
}

/** A command that misses something in the local mirror asks the owner once before it says unknown. */
export const knownConcerns = (mirror: ConcernMirror): KnownConcerns => ({
  async require(concernIds) {
    const mirrored = await mirror.findMany(concernIds);
    const unknown = await Promise.all(
      concernIds.map(async (id, index) => {
        if (mirrored.has(id) || (await mirror.refreshed(id))) return [];
        return [`/concerns/${index}`];
      }),
    );
    if (unknown.flat().length > 0) throw new ConcernsUnknown(unknown.flat());
  },
});
