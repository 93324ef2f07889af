import { concernEvents } from '@throughline/contracts';
import type { Concern } from './concern.ts';
import type { ConcernDecision } from './given.ts';
import { handling } from './handling.ts';

/** Tells the submitter that the concern has arrived. Telling it twice says nothing new. */
export function acknowledgeConcern(concern: Concern): ConcernDecision {
  handling.require(concern.status, 'acknowledge');
  return concern.acknowledgedAt ? [] : [concernEvents.acknowledged.of({})];
}
