import { type ActionEvent, actionEvents, type Recorded } from '@throughline/contracts';
import { newId, type Principal } from '@throughline/kernel';
import { z } from 'zod';
import type { AggregateDefinition, CommandContext } from './aggregate-definition.ts';
import { newWords } from './words.ts';

/** An action cut down to what the store's tests need of an aggregate. */
export const sampleState = z.strictObject({
  ownerId: z.string(),
  due: z.string(),
  status: z.enum(['assigned', 'completed']),
  reports: z.array(z.string()),
  forumId: z.string(),
});
export type SampleState = z.infer<typeof sampleState>;
export interface SampleParticulars {
  readonly external?: string | undefined;
}

export const forumId = newId('frm');

export function evolve(state: SampleState | undefined, event: Recorded<ActionEvent>): SampleState {
  if (event.type === actionEvents.assigned.type) {
    const { ownerId, due } = event.data;
    return { ownerId, due, status: 'assigned', reports: [], forumId };
  }
  if (!state) throw new Error('an action begins with its assignment');
  if (event.type === actionEvents.progressed.type) return { ...state, reports: [...state.reports, event.data.textId] };
  if (event.type === actionEvents.completed.type) return { ...state, status: 'completed' };
  if (event.type === actionEvents.reassigned.type) return { ...state, ownerId: event.data.ownerId };
  return state;
}

export const sampleActions: AggregateDefinition<SampleState, ActionEvent, SampleParticulars> = {
  name: 'action',
  prefix: 'act',
  collection: 'actions',
  context: 'meetings',
  state: sampleState,
  particulars: z.strictObject({ external: z.string().optional() }),
  evolve,
  forumIdOf: (state) => state.forumId,
  keyNames: ['external'],
  keys: (_state, { external }) => ({ external }),
  visibleTo: (principal) => principal.kind !== 'anonymous',
};

export const officer: Principal = { kind: 'person', id: newId('per'), roles: [] };

let made = 0;

/** A command of an officer's; each has a key of its own unless one is given. */
export const command = (given: Partial<CommandContext> = {}): CommandContext => ({
  principal: officer,
  now: new Date('2026-11-02T10:00:00.000Z'),
  commandKey: `key-${++made}`,
  fingerprint: 'fingerprint',
  correlationId: 'correlation',
  requestId: 'request',
  ...given,
});

export const assigned = (): ActionEvent =>
  actionEvents.assigned.of({
    ownerId: newId('org'),
    due: '2026-12-15',
    meetingId: newId('mtg'),
    concerns: [],
    textId: newId('txt'),
  });

/** A report, and the words it points at. */
export function progressed(text = 'Two rooms are ready.') {
  const { textId, entry, sha256 } = newWords(text, 'en');
  return {
    textId,
    events: [actionEvents.progressed.of({ textId, textHashes: [{ textId, sha256 }] })],
    words: { [textId]: entry },
  };
}

export const completed = (): ActionEvent => actionEvents.completed.of({ late: false });
