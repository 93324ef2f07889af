import { concernEvents, type InstitutionStandards } from '@throughline/contracts';
import { AskAlreadyAnswered, AskAlreadyReferred, TooManyParts } from './concern.errors.ts';
import { type Concern, isSettled } from './concern.ts';
import { dueOfFresh } from './concern-clocks.ts';
import { type ConcernDecision, type Given, requireAsks, standardsFor } from './given.ts';
import { handling } from './handling.ts';

export interface ReferAsks {
  readonly institutionId: string;
  readonly asks: readonly number[];
  /** The institution's own, where it has any. */
  readonly institutionStandards?: InstitutionStandards | undefined;
}

const mostReferrals = 50;
const urgentAcknowledgementDays = 1;

/** Sends asks to an institution. The clock of the answer starts here, not at the next meeting. */
export function referAsks(concern: Concern, command: ReferAsks, { now, newId, setting }: Given): ConcernDecision {
  handling.require(concern.status, 'refer');
  for (const ask of requireAsks(concern, command.asks)) {
    if (isSettled(ask)) throw new AskAlreadyAnswered(ask.number);
    if (ask.referralId) throw new AskAlreadyReferred(ask.number);
  }
  if (concern.referrals.length >= mostReferrals)
    throw new TooManyParts(`A concern has at most ${mostReferrals} referrals.`);
  const standards = standardsFor(setting, command.institutionStandards);
  const acknowledgementDays = concern.urgent ? urgentAcknowledgementDays : standards.referralAcknowledgementDays;
  const referralId = newId('ref');
  const referred = concernEvents.referred.of({
    referralId,
    institutionId: command.institutionId,
    asks: command.asks,
    acknowledgementDue: dueOfFresh(setting.calendar, acknowledgementDays, now),
    answerDue: dueOfFresh(setting.calendar, standards.answerDays, now),
    acknowledgementDays,
    answerDays: standards.answerDays,
  });
  return { events: [referred], created: referralId };
}
