import { actorOf, type NewId, NotFound, type Policy, type Principal, type Relation } from '@throughline/kernel';
import type { CommandContext, Outcome, Words } from '@throughline/persistence';
import { localDate } from '@throughline/working-days';
import type { Forums } from '../network/forums.ts';
import type { Organisations } from '../network/organisations.ts';
import type { Action } from '../policy.ts';
import type { Concern, ConcernParticulars } from './concern.ts';
import { type Reading, readingOf, relationOf, requireKnown } from './concern-access.ts';
import {
  type ConcernShown,
  representConcern,
  type Showing,
  type StoredConcern,
  todayIn,
} from './concern-representation.ts';
import type { ConcernStore } from './concern-store.ts';
import type { ConcernDecision, Given } from './given.ts';

/** What the use cases of concerns stand on. */
export interface ConcernDependencies {
  readonly concerns: ConcernStore;
  readonly forums: Forums;
  readonly organisations: Organisations;
  readonly policy: Policy<Action>;
  readonly newId: NewId;
}

/** A command on a concern that exists. */
export interface ConcernRequest {
  /** Its id, or its public reference. */
  readonly concern: string;
  readonly action: Action;
  readonly context: CommandContext;
  /** What the policy needs to know besides forum and submitter; may throw NotPartOfConcern. */
  readonly about?: (concern: Concern) => Relation;
  readonly decide: (
    concern: Concern,
    given: Given & { readonly words: Words },
    stored: StoredConcern,
  ) => ConcernDecision | Promise<ConcernDecision>;
}

/** What a command or a read comes to, as its reader sees it. */
export interface ConcernAnswer {
  readonly concern: ConcernShown;
  /** The forum's date, for the ETag: clocks are shown. */
  readonly today: string;
}
export interface CommandAnswer extends ConcernAnswer {
  readonly outcome: Outcome<Concern, ConcernParticulars>;
}

/** Finds a concern by id or reference; throws NotFound. The reader is not asked about yet. */
export async function findConcern(
  concerns: ConcernStore,
  idOrReference: string,
  principal: Principal,
): Promise<StoredConcern> {
  if (idOrReference.startsWith('con_')) return concerns.require(idOrReference, principal);
  const found = await concerns.findByKey('reference', idOrReference, principal);
  if (!found) throw new NotFound();
  return found;
}

/** As what a principal reads a concern now. */
export async function reading(
  { forums, organisations }: Pick<ConcernDependencies, 'forums' | 'organisations'>,
  state: Concern,
  { principal, now }: { readonly principal: Principal; readonly now: Date },
): Promise<Showing> {
  const { calendar } = await forums.settingOf(state.forumId);
  const isSeated = await organisations.seatsOf(principal, localDate(now, calendar.timeZone));
  return { reading: readingOf(state, principal, isSeated), calendar, now };
}

/** Shows a concern to its reader; throws NotFound for who may not know of it. */
function show(stored: StoredConcern, showing: Showing): ConcernAnswer {
  requireKnown(showing.reading);
  return { concern: representConcern(stored, showing), today: todayIn(showing) };
}

/**
 * A command on one concern: who may not know of it is told nothing (404), who may know and not do is told so (403), and
 * only then is it decided. The decision is pure and may run again after a conflict.
 */
export const takeCommand =
  (dependencies: ConcernDependencies) =>
  async ({ concern, action, context, about, decide }: ConcernRequest): Promise<CommandAnswer> => {
    const { concerns, forums, policy, newId } = dependencies;
    const { principal, now } = context;
    const id = concern.startsWith('con_') ? concern : (await findConcern(concerns, concern, principal)).id;
    const outcome = await concerns.change(id, context, async (state, stored) => {
      const access: { reading: Reading } = await reading(dependencies, state, context);
      requireKnown(access.reading);
      policy.require(principal, action, relationOf(state, about?.(state)));
      const setting = await forums.settingOf(state.forumId);
      return decide(state, { now, newId, setting, actor: actorOf(principal), words: stored.words }, stored);
    });
    const showing = await reading(dependencies, outcome.stored.state, context);
    return { outcome, ...show(outcome.stored, showing) };
  };
