import type { ConcernEvent, InstitutionStandards, Standards } from '@throughline/contracts';
import type { NewId } from '@throughline/kernel';
import type { Decision, KeptWords, NewWords } from '@throughline/persistence';
import type { Calendar } from '@throughline/working-days';
import { AskNamedTwice, AskUnknown, NotPartOfConcern, ReferralClosed } from './concern.errors.ts';
import { type Ask, type Concern, type ConcernParticulars, isReferralOpen, type Referral } from './concern.ts';

/** What a forum counts by. */
export interface ForumSetting {
  readonly forumId: string;
  readonly code: string;
  readonly calendar: Calendar;
  readonly standards: Standards;
}

/** Everything a decision is given besides the concern and the command: it reads no clock and makes no id by itself. */
export interface Given {
  readonly now: Date;
  readonly newId: NewId;
  readonly setting: ForumSetting;
  /** Who commands, as the event will say. */
  readonly actor: string;
}

export type ConcernDecision = Decision<ConcernEvent, ConcernParticulars>;

/** The texts of a command, as the store takes them. */
export const wordsOf = (texts: readonly (NewWords | undefined)[]): Record<string, KeptWords> =>
  Object.fromEntries(texts.flatMap((text) => (text ? [[text.textId, text.entry]] : [])));

/** What an event says of the texts it points at: that they are these, and nothing of what they say. */
export const hashesOf = (texts: readonly (NewWords | undefined)[]) => ({
  textHashes: texts.flatMap((text) => (text ? [{ textId: text.textId, sha256: text.sha256 }] : [])),
});

/** As `hashesOf`, for an event that may point at no text at all. */
export const hashesIfAny = (texts: readonly (NewWords | undefined)[]) => (texts.some(Boolean) ? hashesOf(texts) : {});

/** An ask by its number; throws AskUnknown. */
export function requireAsk(concern: Concern, number: number): Ask {
  const ask = concern.asks.find((candidate) => candidate.number === number);
  if (!ask) throw new AskUnknown(number);
  return ask;
}

/** Asks by number; throws AskUnknown and AskNamedTwice. */
export function requireAsks(concern: Concern, numbers: readonly number[]): Ask[] {
  const twice = numbers.find((number, place) => numbers.indexOf(number) !== place);
  if (twice !== undefined) throw new AskNamedTwice(twice);
  return numbers.map((number) => requireAsk(concern, number));
}

/** A referral by its id; throws NotPartOfConcern. */
export function requireReferral(concern: Concern, referralId: string): Referral {
  const referral = concern.referrals.find(({ id }) => id === referralId);
  if (!referral) throw new NotPartOfConcern();
  return referral;
}

/** A referral that holds at least one ask without a final outcome; throws NotPartOfConcern and ReferralClosed. */
export function requireOpenReferral(concern: Concern, referralId: string): Referral {
  const referral = requireReferral(concern, referralId);
  if (!isReferralOpen(concern, referralId)) throw new ReferralClosed();
  return referral;
}

/** An institution's own standard where it has one, the forum's otherwise. */
export const standardsFor = (setting: ForumSetting, institution: InstitutionStandards | undefined): Standards => ({
  ...setting.standards,
  ...institution,
});
