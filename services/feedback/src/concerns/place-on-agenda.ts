import { concernEvents } from '@throughline/contracts';
import type { Concern } from './concern.ts';
import type { ConcernDecision } from './given.ts';
import { handling } from './handling.ts';

/** Marks the concern for the next meeting of a forum. The meeting takes it from there. */
export function placeOnAgenda(concern: Concern, { forumId }: { readonly forumId: string }): ConcernDecision {
  handling.require(concern.status, 'placeOnAgenda');
  return [concernEvents.placedOnAgenda.of({ forumId })];
}
