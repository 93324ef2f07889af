import { type ActionEvent, type ActionState, actionEvents, actionStates, type Recorded } from '@throughline/contracts';
import { transitions } from '@throughline/kernel';
import type { NewWords } from '@throughline/persistence';
import {
  type Calendar,
  type ClockMoment,
  type DatedDuty,
  localDate,
  nextMoments,
  readClock,
} from '@throughline/working-days';
import { z } from 'zod';
import { type Deciding, textsOf } from '../words/texts.ts';
import { ActionDuePast } from './action.errors.ts';

const note = z.object({
  kind: z.enum(['progress', 'completion', 'evidence', 'drop']),
  at: z.string(),
  textId: z.string(),
});

/** Something that an organisation is to do by a date: the fold of its events and nothing else. */
export const actionState = z.object({
  forumId: z.string(),
  meetingId: z.string(),
  decisionId: z.string().exactOptional(),
  itemId: z.string().exactOptional(),
  ownerId: z.string(),
  due: z.string(),
  state: z.enum(actionStates),
  concerns: z.array(z.string()),
  textId: z.string(),
  assignedAt: z.string(),
  /** When it was done or dropped. */
  endedAt: z.string().exactOptional(),
  reason: z.string().exactOptional(),
  notes: z.array(note),
  /** Further meetings on whose agenda it was put while open. */
  carriedTo: z.array(z.string()),
  /** The last thing that its clock said. */
  spoken: z.object({ workingDaysLeft: z.int().exactOptional(), overdue: z.boolean().exactOptional() }).exactOptional(),
});
export type Action = z.infer<typeof actionState>;
type ActionDecision = Deciding<ActionEvent>;

export type ActionCommand = 'progress' | 'complete' | 'drop' | 'reassign' | 'carryOver' | 'speak';

/** An action lives on after its meeting until it is done or dropped. */
export const pursuit = transitions<ActionState, ActionCommand>({
  open: {
    progress: 'in-progress',
    complete: 'done',
    drop: 'dropped',
    reassign: 'open',
    carryOver: 'open',
    speak: 'open',
  },
  'in-progress': {
    progress: 'in-progress',
    complete: 'done',
    drop: 'dropped',
    reassign: 'in-progress',
    carryOver: 'in-progress',
    speak: 'in-progress',
  },
  done: {},
  dropped: {},
});

/** Whether something is still to be done. */
const isOpen = ({ state }: Pick<Action, 'state'>): boolean => state === 'open' || state === 'in-progress';

/** Whether an action that is still open should have been done before today (a date of the forum's calendar). */
export const isOverdue = (action: Pick<Action, 'state' | 'due'>, today: string): boolean =>
  isOpen(action) && action.due < today;

export interface AssignAction {
  readonly forumId: string;
  readonly meetingId: string;
  readonly ownerId: string;
  readonly due: string;
  readonly text: NewWords;
  readonly concerns: readonly string[];
  readonly decisionId?: string | undefined;
  readonly agendaItemId?: string | undefined;
}

/** Gives an organisation something to do by a date. Whether meeting, owner and concerns are right is checked before. */
export function assignAction(
  { forumId, text, decisionId, agendaItemId, ...command }: AssignAction,
  { id, today }: { readonly id: string; readonly today: string },
): ActionDecision {
  if (command.due < today) throw new ActionDuePast();
  const { words, hashes } = textsOf(text);
  return {
    events: [
      actionEvents.assigned.of({
        ownerId: command.ownerId,
        due: command.due,
        meetingId: command.meetingId,
        concerns: command.concerns,
        textId: text.textId,
        ...(decisionId ? { decisionId } : {}),
        ...(agendaItemId ? { itemId: agendaItemId } : {}),
        ...hashes,
      }),
    ],
    words,
    created: id,
    forumId,
  };
}

/** The owner reports; the first report puts it in progress. */
export function reportProgress(action: Action, text: NewWords): ActionDecision {
  pursuit.require(action.state, 'progress');
  const { words, hashes } = textsOf(text);
  return { events: [actionEvents.progressed.of({ textId: text.textId, ...hashes })], words };
}

export interface CompleteAction {
  readonly text?: NewWords | undefined;
  readonly evidence?: NewWords | undefined;
}

/** It is done; late is after the end of its due day. */
export function completeAction(action: Action, { text, evidence }: CompleteAction, today: string): ActionDecision {
  pursuit.require(action.state, 'complete');
  const { words, hashes } = textsOf(text, evidence);
  return {
    events: [
      actionEvents.completed.of({
        late: isOverdue(action, today),
        ...(text ? { textId: text.textId } : {}),
        ...(evidence ? { evidenceTextId: evidence.textId } : {}),
        ...hashes,
      }),
    ],
    words,
  };
}

/** It will not be done, and everybody may read why. */
export function dropAction(action: Action, reason: string, text: NewWords): ActionDecision {
  pursuit.require(action.state, 'drop');
  const { words, hashes } = textsOf(text);
  return { events: [actionEvents.dropped.of({ reason, textId: text.textId, ...hashes })], words };
}

/** It passes to another organisation; its date stays. */
export function reassignAction(action: Action, ownerId: string): ActionDecision {
  pursuit.require(action.state, 'reassign');
  if (action.ownerId === ownerId) return { events: [] };
  return { events: [actionEvents.reassigned.of({ ownerId, previousOwnerId: action.ownerId })] };
}

/** It was put on the agenda of a further meeting. Ended meanwhile, or carried there already: nothing is said. */
export function carryOver(action: Action, to: { meetingId: string; itemId: string }): ActionDecision {
  const isCarried = action.meetingId === to.meetingId || action.carriedTo.includes(to.meetingId);
  if (!pursuit.allows(action.state, 'carryOver') || isCarried) return { events: [] };
  return { events: [actionEvents.carriedOver.of(to)] };
}

const dutyOf = ({ due, assignedAt, endedAt }: Action): DatedDuty => ({
  due,
  startedAt: new Date(assignedAt),
  ...(endedAt ? { cancelledAt: new Date(endedAt) } : {}),
});

/** What the clock has not said yet. The due date of an action never moves, so what was said stays said. */
function unspoken(action: Action, calendar: Calendar): ClockMoment[] {
  if (!isOpen(action) || action.spoken?.overdue) return [];
  const left = action.spoken?.workingDaysLeft ?? Number.POSITIVE_INFINITY;
  return nextMoments(dutyOf(action), calendar).filter(
    (moment) => moment.kind === 'overdue' || moment.workingDaysLeft < left,
  );
}

/** When the action next has something to say by itself: a reminder, or that it is overdue. */
export const actionDueAt = (action: Action, calendar: Calendar): Date | null =>
  unspoken(action, calendar)[0]?.at ?? null;

/** What its clock says by `now` and has not said: the last thing only, so a sweep that comes late does not stutter. */
export function speak(action: Action, calendar: Calendar, now: Date): ActionEvent[] {
  const moment = unspoken(action, calendar).findLast(({ at }) => at <= now);
  if (!moment) return [];
  const { workingDaysLeft, workingDaysLate } = readClock(dutyOf(action), calendar, now);
  const duty = { kind: 'action', about: {}, owedBy: action.ownerId, due: action.due } as const;
  if (moment.kind === 'overdue') return [actionEvents.clockOverdue.of({ ...duty, workingDaysLate })];
  return [actionEvents.clockReminded.of({ ...duty, workingDaysLeft: workingDaysLeft ?? moment.workingDaysLeft })];
}

/** Today by the forum's calendar. */
export const todayIn = (now: Date, { timeZone }: Pick<Calendar, 'timeZone'>): string => localDate(now, timeZone);

type RecordedAction = Recorded<ActionEvent>;

function assigned({ data, at, forumId }: Extract<RecordedAction, { type: typeof actionEvents.assigned.type }>): Action {
  if (!forumId) throw new TypeError('an action belongs to a forum');
  const { concerns, textHashes: _textHashes, ...facts } = data;
  return { ...facts, forumId, concerns: [...concerns], state: 'open', assignedAt: at, notes: [], carriedTo: [] };
}

/** Its clock begins to speak anew: the new owner has been told nothing yet. */
function reassigned({ spoken: _spoken, ...action }: Action, ownerId: string): Action {
  return { ...action, ownerId };
}

/** The action after an event. */
export function evolveAction(action: Action | undefined, event: RecordedAction): Action {
  if (event.type === actionEvents.assigned.type) return assigned(event);
  if (!action) throw new TypeError(`an action cannot begin with ${event.type}`);
  const { at } = event;
  const noted = (kind: Action['notes'][number]['kind'], textId: string | undefined) =>
    textId ? [{ kind, at, textId }] : [];
  switch (event.type) {
    case actionEvents.reassigned.type:
      return reassigned(action, event.data.ownerId);
    case actionEvents.progressed.type:
      return { ...action, state: 'in-progress', notes: [...action.notes, ...noted('progress', event.data.textId)] };
    case actionEvents.completed.type: {
      const { textId, evidenceTextId } = event.data;
      const notes = [...action.notes, ...noted('completion', textId), ...noted('evidence', evidenceTextId)];
      return { ...action, state: 'done', endedAt: at, notes };
    }
    case actionEvents.dropped.type: {
      const notes = [...action.notes, ...noted('drop', event.data.textId)];
      return { ...action, state: 'dropped', endedAt: at, reason: event.data.reason, notes };
    }
    case actionEvents.carriedOver.type:
      return { ...action, carriedTo: [...action.carriedTo, event.data.meetingId] };
    case actionEvents.clockReminded.type:
      return { ...action, spoken: { workingDaysLeft: event.data.workingDaysLeft } };
    case actionEvents.clockOverdue.type:
      return { ...action, spoken: { overdue: true } };
    case actionEvents.clocksRecalculated.type:
    case actionEvents.textErased.type:
      return action;
    default:
      return event satisfies never;
  }
}
