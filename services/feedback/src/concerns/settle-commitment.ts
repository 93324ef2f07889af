import { concernEvents } from '@throughline/contracts';
import type { NewWords } from '@throughline/persistence';
import { localDate } from '@throughline/working-days';
import { CommitmentNotYetDue, CommitmentSettled, NotPartOfConcern } from './concern.errors.ts';
import type { Commitment, Concern } from './concern.ts';
import { type ConcernDecision, type Given, hashesIfAny, wordsOf } from './given.ts';
import { handling } from './handling.ts';

export interface SettleCommitment {
  readonly commitmentId: string;
  readonly text?: NewWords | undefined;
}

/** A commitment by its id; throws NotPartOfConcern. */
export function requireCommitment(concern: Concern, commitmentId: string): Commitment {
  const commitment = concern.commitments.find(({ id }) => id === commitmentId);
  if (!commitment) throw new NotPartOfConcern();
  return commitment;
}

const isPast = (due: string, { now, setting }: Given) => localDate(now, setting.calendar.timeZone) > due;

const noteOf = (text: NewWords | undefined) => ({ ...(text ? { textId: text.textId } : {}), ...hashesIfAny([text]) });

/** Records that a promise was kept: in time, or late, also after it had been recorded as missed. */
export function keepCommitment(
  concern: Concern,
  { commitmentId, text }: SettleCommitment,
  given: Given,
): ConcernDecision {
  const { ask, due, state } = requireCommitment(concern, commitmentId);
  handling.require(concern.status, 'keepCommitment');
  if (state === 'kept' || state === 'kept-late') return [];
  const late = state === 'missed' || isPast(due, given);
  const kept = concernEvents.commitmentKept.of({ commitmentId, ask, late, ...noteOf(text) });
  return { events: [kept], words: wordsOf([text]) };
}

/** Records that a promise was not kept, from the day after its date. */
export function missCommitment(
  concern: Concern,
  { commitmentId, text }: SettleCommitment,
  given: Given,
): ConcernDecision {
  const { ask, due, state } = requireCommitment(concern, commitmentId);
  handling.require(concern.status, 'missCommitment');
  if (state === 'missed') return [];
  if (state !== 'open') throw new CommitmentSettled();
  if (!isPast(due, given)) throw new CommitmentNotYetDue(due);
  const missed = concernEvents.commitmentMissed.of({ commitmentId, ask, ...noteOf(text) });
  return { events: [missed], words: wordsOf([text]) };
}
