import type { ActionEvent } from '@throughline/contracts';
import { type NewId, NotFound, type Principal } from '@throughline/kernel';
import { type CommandContext, type Decision, newWords, type Outcome } from '@throughline/persistence';
import type { KnownConcerns } from '../concerns/known-concerns.ts';
import type { KnownForums } from '../forums/known-forums.ts';
import { course } from '../meetings/course.ts';
import { AgendaItemUnknown } from '../meetings/meeting.errors.ts';
import type { MeetingStore } from '../meetings/meeting-store.ts';
import { requireDecision } from '../meetings/session.ts';
import type { KnownOrganisations } from '../organisations/known-organisations.ts';
import { type Action as PolicyAction, policy } from '../policy.ts';
import type { Text } from '../words/texts.ts';
import {
  type Action,
  assignAction,
  completeAction,
  dropAction,
  reassignAction,
  reportProgress,
  todayIn,
} from './action.ts';
import { representAction } from './action-representation.ts';
import type { ActionStore, StoredAction } from './action-store.ts';
import { actionReader, sees } from './action-visibility.ts';

interface Dependencies {
  readonly actions: ActionStore;
  readonly meetings: MeetingStore;
  readonly forums: KnownForums;
  readonly organisations: KnownOrganisations;
  readonly concerns: KnownConcerns;
  readonly newId: NewId;
}
type ActionOutcome = Outcome<Action>;
type OfAction<T = object> = T & { readonly actionId: string };

export interface Assignment {
  readonly meetingId: string;
  readonly ownerId: string;
  readonly due: string;
  readonly text: Text;
  readonly concerns: readonly string[];
  readonly decisionId?: string | undefined;
  readonly agendaItemId?: string | undefined;
}

const maybeWords = (text: Text | undefined) => text && newWords(text.text, text.language);

/** An action is an aggregate of its own, which lives on after its meeting: the meeting is read here and not changed. */
export const assignActionUseCase =
  ({ actions, meetings, forums, organisations, concerns, newId }: Dependencies) =>
  async (command: Assignment, context: CommandContext): Promise<ActionOutcome> => {
    const { state: meeting } = await meetings.require(command.meetingId, context.principal);
    const { forumId } = meeting;
    policy.require(context.principal, 'action.assign', { forum: forumId });
    const text = newWords(command.text.text, command.text.language);
    const id = newId('act');
    return actions.create(context, id, async () => {
      course.require(meeting.state, 'assignAction');
      if (command.agendaItemId && !meeting.agenda.some((item) => item.id === command.agendaItemId))
        throw new AgendaItemUnknown();
      if (command.decisionId) requireDecision(meeting, command.decisionId, '/decisionId');
      await organisations.require(command.ownerId, '/ownerId');
      await concerns.require(command.concerns);
      const today = todayIn(context.now, await forums.calendar(forumId));
      return assignAction({ ...command, forumId, text }, { id, today });
    });
  };

/** An action that this principal may know of. Throws NotFound. */
export const showActionUseCase =
  ({ actions, organisations }: Pick<Dependencies, 'actions' | 'organisations'>) =>
  async (actionId: string, { principal, now }: { principal: Principal; now: Date }): Promise<StoredAction> => {
    const stored = await actions.require(actionId, principal);
    const reader = await actionReader(principal, organisations, now.toISOString().slice(0, 10));
    if (!sees(reader, stored.state)) throw new NotFound();
    return stored;
  };

/** An action as it is shown, and the date at its forum, on which that depends. */
export const presentActionUseCase =
  ({ forums }: Pick<Dependencies, 'forums'>) =>
  async (stored: StoredAction, now: Date) => {
    const today = todayIn(now, await forums.calendar(stored.state.forumId));
    return { action: representAction(stored, today), today };
  };

/** Who may know of it comes first (404). Who may do it is decided on the very state that changes, whoever owns it by then. */
async function pursue(
  given: Dependencies,
  { actionId, may }: OfAction<{ may: PolicyAction }>,
  context: CommandContext,
  decide: (action: Action) => Decision<ActionEvent> | Promise<Decision<ActionEvent>>,
): Promise<ActionOutcome> {
  await showActionUseCase(given)(actionId, context);
  return given.actions.change(actionId, context, (action) => {
    policy.require(context.principal, may, { forum: action.forumId, owner: action.ownerId });
    return decide(action);
  });
}

/** The owner reports. */
export const reportProgressUseCase =
  (given: Dependencies) =>
  ({ actionId, text }: OfAction<{ text: Text }>, context: CommandContext): Promise<ActionOutcome> => {
    const words = newWords(text.text, text.language);
    return pursue(given, { actionId, may: 'action.progress' }, context, (action) => reportProgress(action, words));
  };

/** It is done. */
export const completeActionUseCase =
  (given: Dependencies) =>
  (
    { actionId, ...texts }: OfAction<{ text?: Text | undefined; evidence?: Text | undefined }>,
    context: CommandContext,
  ): Promise<ActionOutcome> => {
    const command = { text: maybeWords(texts.text), evidence: maybeWords(texts.evidence) };
    return pursue(given, { actionId, may: 'action.complete' }, context, async (action) =>
      completeAction(action, command, todayIn(context.now, await given.forums.calendar(action.forumId))),
    );
  };

/** It will not be done. */
export const dropActionUseCase =
  (given: Dependencies) =>
  (
    { actionId, reason, text }: OfAction<{ reason: string; text: Text }>,
    context: CommandContext,
  ): Promise<ActionOutcome> => {
    const words = newWords(text.text, text.language);
    return pursue(given, { actionId, may: 'action.drop' }, context, (action) => dropAction(action, reason, words));
  };

/** It passes to another organisation. */
export const reassignActionUseCase =
  (given: Dependencies) =>
  ({ actionId, ownerId }: OfAction<{ ownerId: string }>, context: CommandContext): Promise<ActionOutcome> =>
    pursue(given, { actionId, may: 'action.reassign' }, context, async (action) => {
      await given.organisations.require(ownerId, '/ownerId');
      return reassignAction(action, ownerId);
    });
