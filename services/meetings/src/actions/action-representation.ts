import { actionStates } from '@throughline/contracts';
import { wordsOut } from '@throughline/http';
import { z } from 'zod';
import { shown } from '../words/texts.ts';
import { isOverdue } from './action.ts';
import type { StoredAction } from './action-store.ts';

/** An action as the API shows it. */
export const actionRepresentation = z
  .strictObject({
    id: z.string(),
    forumId: z.string(),
    meetingId: z.string(),
    agendaItemId: z.string().nullable(),
    decisionId: z.string().nullable(),
    ownerId: z.string(),
    due: z.string(),
    state: z.enum(actionStates),
    /** Open, and due before today by the forum's calendar: derived, never a state. */
    overdue: z.boolean(),
    /** Why it was dropped. */
    reason: z.string().exactOptional(),
    concerns: z.array(z.string()),
    text: wordsOut,
    notes: z.array(
      z.strictObject({ kind: z.enum(['progress', 'completion', 'evidence', 'drop']), at: z.string(), text: wordsOut }),
    ),
    carriedTo: z.array(z.string()),
    version: z.int(),
  })
  .meta({ id: 'Action' });

/** `today` is the date at the forum. */
export function representAction(
  { id, state, words, version }: Pick<StoredAction, 'id' | 'state' | 'words' | 'version'>,
  today: string,
): z.input<typeof actionRepresentation> {
  return {
    id,
    forumId: state.forumId,
    meetingId: state.meetingId,
    agendaItemId: state.itemId ?? null,
    decisionId: state.decisionId ?? null,
    ownerId: state.ownerId,
    due: state.due,
    state: state.state,
    overdue: isOverdue(state, today),
    ...(state.reason ? { reason: state.reason } : {}),
    concerns: state.concerns,
    text: shown(words, state.textId),
    notes: state.notes.map(({ kind, at, textId }) => ({ kind, at, text: shown(words, textId) })),
    carriedTo: state.carriedTo,
    version,
  };
}
