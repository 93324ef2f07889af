import { closedAsStatuses } from '@throughline/contracts';
import { isKept, type Stored, type Words } from '@throughline/persistence';
import { type Calendar, localDate } from '@throughline/working-days';
import type { z } from 'zod';
import type { Answer, AnswerOutcome, Concern, ConcernParticulars, Referral } from './concern.ts';
import { isReferralOpen, isSettled, isUnderReview } from './concern.ts';
import type { Reading } from './concern-access.ts';
import { type ConcernClock, clocksOf } from './concern-clocks.ts';
import type { concernRepresentation } from './concern-schemas.ts';

export type StoredConcern = Stored<Concern, ConcernParticulars>;
export type ConcernShown = z.input<typeof concernRepresentation>;
type ClockShown = ConcernShown['clocks'][number];

/** What a representation depends on besides the concern: who reads, and when. */
export interface Showing {
  readonly reading: Reading;
  readonly calendar: Calendar;
  readonly now: Date;
}

const wordsIn =
  (words: Words, isVisible: boolean) =>
  (textId: string | undefined): { text: string; language: string } | null => {
    const entry = textId === undefined || !isVisible ? undefined : words[textId];
    return isKept(entry) ? { text: entry.text, language: entry.language } : null;
  };

/** Published numbers of people say "fewer than 10" below 10 and are rounded to 5 above. */
const publishedPeople = (people: number): number | 'fewer than 10' =>
  people < 10 ? 'fewer than 10' : Math.round(people / 5) * 5;

const isAmong = (reading: Reading, ...readers: readonly ('submitter' | 'secretariat' | 'officer' | 'auditor')[]) =>
  readers.some((reader) => reading.as.has(reader));

/** An officer sees the referrals of the own institution; whoever sees the concern in another way sees all of them. */
export function seesReferral({ as, institutions }: Reading, institutionId: string, concern: Concern): boolean {
  if (institutions.has(institutionId)) return true;
  const otherwise = as.has('submitter') || as.has('secretariat') || as.has('auditor');
  return otherwise || concern.audience.includes('public') || (as.has('seated') && concern.visibility !== 'parties');
}

function referralState(concern: Concern, referral: Referral): ConcernShown['referrals'][number]['state'] {
  if (!isReferralOpen(concern, referral.id) && referral.settledBy)
    return referral.settledBy === 'return' ? 'returned' : 'answered';
  return referral.acknowledgedAt ? 'acknowledged' : referral.delivery;
}

const shownOutcome = (outcome: AnswerOutcome, words: ReturnType<typeof wordsIn>) => ({
  ask: outcome.ask,
  outcome: outcome.outcome,
  reason: outcome.reason,
  text: words(outcome.textId),
  plain: words(outcome.plainTextId),
  commitment: outcome.commitment
    ? {
        id: outcome.commitment.commitmentId,
        ownerId: outcome.commitment.ownerId,
        due: outcome.commitment.due,
        kept: outcome.commitment.kept,
        text: words(outcome.commitment.textId),
      }
    : null,
  nextInstitutionId: outcome.nextInstitutionId ?? null,
  signpost: words(outcome.signpostTextId),
});

export const shownClock = (clock: ConcernClock): ClockShown => ({
  kind: clock.kind,
  owedBy: clock.owedBy,
  about: clock.about,
  startedAt: clock.startedAt,
  due: clock.due,
  state: clock.state,
  workingDaysLeft: clock.workingDaysLeft,
  workingDaysLate: clock.workingDaysLate,
  pausedDays: clock.pausedDays,
  extendedByDays: clock.extendedByDays,
});

/** The clocks that a reader may see: all but those of referrals that are not theirs. */
export function visibleClocks(concern: Concern, { reading, calendar, now }: Showing): ConcernClock[] {
  const owner = new Map(concern.referrals.map(({ id, institutionId }) => [id, institutionId]));
  return clocksOf(concern, calendar, now).filter(({ about, owedBy }) => {
    const institutionId = about.referralId ? owner.get(about.referralId) : about.commitmentId ? owedBy : undefined;
    return institutionId === undefined || seesReferral(reading, institutionId, concern);
  });
}

function shownAnswers(
  concern: Concern,
  words: ReturnType<typeof wordsIn>,
  draftWords: ReturnType<typeof wordsIn>,
  reading: Reading,
) {
  const institutionOf = (answer: Answer) => concern.referrals.find(({ id }) => id === answer.referralId)?.institutionId;
  return concern.answers
    .filter((answer) => {
      if (answer.state !== 'draft') return true;
      const institutionId = institutionOf(answer);
      return institutionId !== undefined && reading.institutions.has(institutionId) && reading.sees('drafts');
    })
    .map((answer) => ({
      id: answer.id,
      version: answer.version,
      referralId: answer.referralId,
      state: answer.state,
      publishedAt: answer.publishedAt ?? null,
      outcomes: answer.outcomes.map((outcome) => shownOutcome(outcome, answer.state === 'draft' ? draftWords : words)),
    }));
}

const shownReferral = (concern: Concern, referral: Referral, clocks: readonly ConcernClock[]) => {
  const kind = isUnderReview(concern, referral.id) ? 'review' : 'answer';
  const clock = clocks.findLast((one) => one.kind === kind && one.about.referralId === referral.id);
  return {
    id: referral.id,
    institutionId: referral.institutionId,
    asks: referral.asks,
    state: referralState(concern, referral),
    at: referral.at,
    due: clock?.due ?? null,
    extendedByDays: referral.extension?.workingDays ?? 0,
    assigneeId: referral.assigneeId ?? null,
  };
};

function shownSubmitter(concern: Concern, reading: Reading) {
  const isOrganisation = concern.submitterKind !== undefined && concern.submitterKind !== 'person';
  const organisationId = isOrganisation && reading.sees('identity') ? (concern.submitterId ?? null) : null;
  return { organisationId, identityTier: concern.identityTier };
}

function shownOnBehalfOf({ onBehalfOf, consentScope }: Concern, reading: Reading) {
  if (!onBehalfOf) return null;
  const { peopleConcerned, consentVersion, givenOn } = onBehalfOf;
  const isExact = isAmong(reading, 'submitter', 'secretariat', 'officer', 'auditor');
  return {
    peopleConcerned: peopleConcerned === null || isExact ? peopleConcerned : publishedPeople(peopleConcerned),
    consent: { scope: consentScope, version: consentVersion, givenOn },
  };
}

/** `closedAs` of a concern: how it ended without an answer, or null. */
const closedAsOf = ({ status }: Concern): ConcernShown['closedAs'] =>
  closedAsStatuses.find((closed) => closed === status) ?? null;

const resolutionOf = (ask: Concern['asks'][number]) => ({
  resolution: ask.resolution,
  outcome: ask.resolution === 'open' ? null : ask.resolution,
  reason: ask.reason ?? null,
  answerId: ask.answerId ?? null,
  commitmentId: ask.commitmentId ?? null,
  verdict: ask.verdict ?? null,
});

/** The day that it is in the forum: what an ETag carries where clocks are shown. */
export const todayIn = ({ calendar, now }: Pick<Showing, 'calendar' | 'now'>): string =>
  localDate(now, calendar.timeZone);

/** A concern as `GET /v1/concerns/{id}` shows it to one reader. Words are null where the reader may not see them. */
export function representConcern(
  { id, version, state, words, particulars }: StoredConcern,
  showing: Showing,
): ConcernShown {
  const { reading } = showing;
  const submission = wordsIn(words, reading.sees('submission'));
  const record = wordsIn(words, reading.sees('record'));
  const clocks = visibleClocks(state, showing);
  const isAsker = (from: string) => reading.institutions.has(from) || isAmong(reading, 'submitter', 'secretariat');
  return {
    id,
    reference: state.reference,
    forumId: state.forumId,
    status: state.status,
    closedAs: closedAsOf(state),
    version,
    submittedAt: state.submittedAt,
    acknowledgedAt: state.acknowledgedAt ?? null,
    channel: state.channel,
    submitter: shownSubmitter(state, reading),
    onBehalfOf: shownOnBehalfOf(state, reading),
    ...(reading.as.has('submitter') && particulars.externalReference
      ? { externalReference: particulars.externalReference }
      : {}),
    urgent: state.urgent,
    category: state.category,
    theme: state.theme ?? null,
    areas: state.areas,
    visibility: state.visibility ?? null,
    narrative: submission(state.narrativeTextId),
    publicSummary: record(state.summaryTextId),
    asks: state.asks.map((ask) => ({
      number: ask.number,
      text: ask.textId ? record(ask.textId) : submission(ask.submittedTextId),
      category: ask.category,
      referralId: ask.referralId ?? null,
      ...resolutionOf(ask),
    })),
    referrals: state.referrals
      .filter(({ institutionId }) => seesReferral(reading, institutionId, state))
      .map((referral) => shownReferral(state, referral, clocks)),
    answers: shownAnswers(state, record, wordsIn(words, true), reading),
    commitments: state.commitments.map(({ id: commitmentId, ask, ownerId, due, state: standing, textId }) => ({
      id: commitmentId,
      ask,
      ownerId,
      due,
      state: standing,
      text: record(textId),
    })),
    informationRequests: state.informationRequests
      .filter(({ from }) => from === 'secretariat' || isAsker(from))
      .map(({ number, from, at, suppliedAt, textId, replyTextId }) => ({
        number,
        from,
        at,
        suppliedAt: suppliedAt ?? null,
        text: isAsker(from) ? submission(textId) : null,
        reply: isAsker(from) ? submission(replyTextId) : null,
      })),
    endorsements: state.endorsements.map(({ organisationId, peopleAffectedBand, at }) => ({
      organisationId,
      peopleAffected: isAmong(reading, 'submitter', 'secretariat')
        ? (particulars.peopleAffected?.[organisationId] ?? null)
        : null,
      peopleAffectedBand,
      at,
    })),
    mergedInto: state.mergedInto ?? null,
    absorbed: state.absorbed.map(({ concernId }) => concernId),
    clocks: clocks.map(shownClock),
    links: {
      self: `/v1/concerns/${id}`,
      trace: `/v1/traces/${state.reference}`,
      history: `/v1/concerns/${id}/history`,
    },
  };
}

/** The public summary, where the reader may see it and it was read at all. */
export const shownSummary = (
  { words, state }: Pick<StoredConcern, 'state'> & { readonly words?: Words },
  reading: Reading,
) => wordsIn(words ?? {}, reading.sees('record'))(state.summaryTextId);

/** A concern in a list: what the representation says, without words. */
export function representListed(
  { id, version, state, updatedAt }: Omit<StoredConcern, 'words' | 'particulars'>,
  showing: Showing,
) {
  const clocks = visibleClocks(state, showing);
  const isOwed = ({ state: reads }: ConcernClock) => reads === 'running' || reads === 'paused' || reads === 'overdue';
  return {
    id,
    reference: state.reference,
    forumId: state.forumId,
    status: state.status,
    closedAs: closedAsOf(state),
    version,
    submittedAt: state.submittedAt,
    updatedAt: updatedAt.toISOString(),
    submitter: shownSubmitter(state, showing.reading),
    urgent: state.urgent,
    category: state.category,
    theme: state.theme ?? null,
    areas: state.areas,
    visibility: state.visibility ?? null,
    asks: state.asks.map((ask) => ({ number: ask.number, category: ask.category, ...resolutionOf(ask) })),
    openAsks: state.asks.filter((ask) => !isSettled(ask)).length,
    referrals: state.referrals
      .filter(({ institutionId }) => seesReferral(showing.reading, institutionId, state))
      .map((referral) => shownReferral(state, referral, clocks)),
    clocks: clocks.filter(isOwed).map(shownClock),
    links: { self: `/v1/concerns/${id}`, trace: `/v1/traces/${state.reference}` },
  };
}
