import { type ActionEvent, type ActionState, actionEvents as events, type Recorded } from '@throughline/contracts';

/** What the read side keeps of an action. */
export interface ActionMirror {
  readonly forumId: string;
  readonly meetingId: string;
  readonly ownerId: string;
  readonly due: string;
  readonly state: ActionState;
  readonly concerns: readonly string[];
  readonly decisionId?: string;
  readonly assignedAt: string;
  readonly endedAt?: string;
  readonly updatedAt: string;
  readonly textId: string;
}

function change(event: Recorded<ActionEvent>): Partial<ActionMirror> {
  switch (event.type) {
    case events.reassigned.type:
      return { ownerId: event.data.ownerId };
    case events.progressed.type:
      return { state: 'in-progress' };
    case events.completed.type:
      return { state: 'done', endedAt: event.at };
    case events.dropped.type:
      return { state: 'dropped', endedAt: event.at };
    default:
      return {};
  }
}

/** The mirror of an action after one more event. */
export function projectAction(previous: ActionMirror | undefined, event: Recorded<ActionEvent>): ActionMirror {
  if (event.type === events.assigned.type) {
    const { meetingId, ownerId, due, concerns, decisionId, textId } = event.data;
    return {
      forumId: event.forumId ?? '',
      meetingId,
      ownerId,
      due,
      state: 'open',
      concerns,
      ...(decisionId && { decisionId }),
      assignedAt: event.at,
      updatedAt: event.at,
      textId,
    };
  }
  if (!previous) throw new RangeError(`an action begins when it is assigned, not with ${event.type}`);
  return { ...previous, ...change(event), updatedAt: event.at };
}
