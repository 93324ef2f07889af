import { NotFound } from '@throughline/kernel';
import type { CommandContext, Words } from '@throughline/persistence';
import type { Forums } from '../network/forums.ts';
import type { Concern } from './concern.ts';
import { submitterReading } from './concern-access.ts';
import { representConcern, type StoredConcern, todayIn } from './concern-representation.ts';
import type { ConcernStore } from './concern-store.ts';
import type { ConcernDecision, Given } from './given.ts';
import type { ReturnCodes } from './return-codes.ts';
import { ownself } from './speak-up.ts';
import type { CommandAnswer } from './take-command.ts';

export interface FollowUpDependencies {
  readonly concerns: ConcernStore;
  readonly forums: Forums;
  readonly returnCodes: ReturnCodes;
  readonly newId: Given['newId'];
}

type Decide = (
  concern: Concern,
  given: Given & { readonly words: Words },
) => ConcernDecision | Promise<ConcernDecision>;

/**
 * An anonymous submitter comes back with the return code, and is the submitter: nobody else could have it. Reads with no
 * decision, and answers as the concern is after one. An unknown code is NotFound, like anything unknown.
 */
export const followUp =
  ({ concerns, forums, returnCodes, newId }: FollowUpDependencies) =>
  async (returnCode: string, context: CommandContext, decide?: Decide): Promise<CommandAnswer> => {
    const found = await concerns.findByKey('returnCode', returnCodes.hashOf(returnCode), ownself);
    if (!found) throw new NotFound();
    const setting = await forums.settingOf(found.state.forumId);
    const { now } = context;
    const outcome = decide
      ? await concerns.change(found.id, context, (state, { words }) =>
          decide(state, { now, newId, setting, actor: 'anonymous', words }),
        )
      : { stored: found satisfies StoredConcern, replayed: false, changed: false };
    const showing = { reading: submitterReading, calendar: setting.calendar, now };
    return { outcome, concern: representConcern(outcome.stored, showing), today: todayIn(showing) };
  };
