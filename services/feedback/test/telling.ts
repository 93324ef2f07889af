import {
  type ConcernEvent,
  concernEvents,
  defaultStandards,
  type IdentityTier,
  type Outcome,
  type Visibility,
} from '@throughline/contracts';
import { newId } from '@throughline/kernel';
import { type KeptWords, newWords } from '@throughline/persistence';
import type { Calendar } from '@throughline/working-days';
import type { Concern } from '../src/concerns/concern.ts';
import { evolve } from '../src/concerns/concern-fold.ts';
import type { ConcernFact } from '../src/concerns/fold-parts.ts';
import type { ConcernDecision, Given } from '../src/concerns/given.ts';

/* Concerns as tests tell them: a few events with sensible data, folded. */

const idOf = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`;

export const forumId = idOf('frm', 1);
export const kinfolk = idOf('org', 1);
export const housing = idOf('org', 2);
export const college = idOf('org', 3);
export const hub = idOf('org', 4);
export const referralId = (number: number) => idOf('ref', number);
export const answerId = (number: number) => idOf('ans', number);
export const commitmentId = (number: number) => idOf('cmt', number);
export const concernId = (number: number) => idOf('con', number);
export const officer = idOf('per', 1);
export const otherOfficer = idOf('per', 2);

let texts = 0;
const textId = () => idOf('txt', (texts += 1));

export const words = (text = 'words', language = 'en') => newWords(text, language);

export const calendar: Calendar = { nation: 'england-and-wales', timeZone: 'Europe/London', closureDays: [] };

export const given = (now: string, more: Partial<Given> = {}): Given & { words: Record<string, KeptWords> } => ({
  now: new Date(now),
  newId,
  actor: officer,
  setting: { forumId, code: 'NMF', calendar, standards: defaultStandards },
  words: {},
  ...more,
});

interface Intake {
  readonly asks?: number;
  readonly urgent?: boolean;
  readonly identityTier?: IdentityTier;
}

export const submitted = ({ asks = 2, urgent = false, identityTier = 'forum' }: Intake = {}) =>
  concernEvents.submitted.of({
    reference: 'NMF-2026-0001',
    channel: 'api',
    category: 'housing',
    asks: Array.from({ length: asks }, (_, place) => ({ number: place + 1, textId: textId() })),
    submitterId: kinfolk,
    submitterKind: 'migrant-led',
    onBehalfOf: {
      peopleConcerned: 14,
      scopes: ['forum', 'institution', 'public-summary'],
      consentVersion: '2026-1',
      givenOn: '2026-11-02',
    },
    identityTier,
    areas: ['E05011118'],
    language: 'en',
    urgent,
    narrativeTextId: textId(),
    acknowledgementDue: '2026-11-05',
    triageDue: '2026-11-16',
    acknowledgementDays: urgent ? 1 : 3,
    triageDays: 10,
  });

export const triaged = ({ asks = 2, visibility = 'public' as Visibility } = {}) =>
  concernEvents.triaged.of({
    theme: 'basic-rights-and-needs',
    category: 'housing',
    asks: Array.from({ length: asks }, (_, place) => ({ number: place + 1, textId: textId() })),
    visibility,
    summaryTextId: textId(),
    urgent: false,
  });

export const referred = (number = 1, asks: readonly number[] = [1, 2], institutionId = housing) =>
  concernEvents.referred.of({
    referralId: referralId(number),
    institutionId,
    asks,
    acknowledgementDue: '2026-11-10',
    answerDue: '2026-12-01',
    acknowledgementDays: 5,
    answerDays: 20,
  });

interface AnswerTold {
  readonly answer?: number;
  readonly referral?: number;
  readonly asks?: readonly number[];
  readonly outcome?: Outcome;
  readonly kept?: boolean;
  readonly due?: string;
  readonly supersedes?: string;
}

const answerData = ({
  answer = 1,
  referral = 1,
  asks = [1, 2],
  outcome = 'declined',
  kept = true,
  due = '2027-01-22',
}: AnswerTold) => ({
  answerId: answerId(answer),
  version: answer,
  referralId: referralId(referral),
  outcomes: asks.map((ask) => ({
    ask,
    outcome,
    reason: 'no-resources',
    textId: textId(),
    plainTextId: textId(),
    ...(outcome === 'agreed'
      ? {
          commitment: { commitmentId: commitmentId(answer * 100 + ask), ownerId: housing, due, textId: textId(), kept },
        }
      : {}),
  })),
});

export const drafted = (told: AnswerTold = {}) => concernEvents.answerDrafted.of(answerData(told));

export const published = (told: AnswerTold = {}) =>
  concernEvents.answerPublished.of({
    ...answerData(told),
    ...(told.supersedes ? { supersedes: told.supersedes } : {}),
    textHashes: [],
  });

export const asked = (number = 1, from: string = 'secretariat', referral?: number) =>
  concernEvents.informationRequested.of({
    number,
    from,
    textId: textId(),
    ...(referral ? { referralId: referralId(referral) } : {}),
  });

export const supplied = (number = 1) => concernEvents.informationSupplied.of({ number, textId: textId() });

export const judged = (asks: readonly number[], verdict: 'resolved' | 'partly' | 'not-resolved' = 'resolved') =>
  concernEvents.verdictGiven.of({ submitterId: kinfolk, verdicts: asks.map((ask) => ({ ask, verdict })) });

export const concluded = () => concernEvents.concluded.of({ by: 'verdict', missing: [] });

export const reopened = (asks: readonly number[], referral: number | null = 1) =>
  concernEvents.reopened.of({
    asks,
    reason: 'not-delivered',
    textId: textId(),
    reviews: asks.map((ask) => ({
      ask,
      referralId: referral ? referralId(referral) : null,
      due: referral ? '2027-01-08' : null,
      ...(referral ? { reviewDays: 20 } : {}),
    })),
  });

export const rejected = () => concernEvents.rejected.of({ reason: 'out-of-scope', textId: textId() });
export const withdrawn = () => concernEvents.withdrawn.of({ reason: 'mistake' });
export const merged = () => concernEvents.merged.of({ into: concernId(2), clockStart: '2026-11-02T16:50:00.000Z' });
export const endorsed = (organisationId = hub) =>
  concernEvents.endorsed.of({ organisationId, peopleAffectedBand: '30-39', weight: 1 });

const beginning = Date.parse('2026-11-02T16:50:00.000Z');

/** An event at a time of its own; without one it happens a minute after the event before it. */
export const at = (time: string, event: ConcernEvent, actor = officer) => ({
  event,
  at: new Date(time).toISOString(),
  actor,
});

export type Told = ConcernEvent | ReturnType<typeof at>;

/** The concern that these events make, the first of them a submission. */
export function told(...events: readonly Told[]): Concern {
  let time = beginning;
  const facts = events.map((entry): ConcernFact => {
    const one = 'event' in entry ? entry : { event: entry, at: new Date(time).toISOString(), actor: officer };
    time = Date.parse(one.at) + 60_000;
    return { ...one.event, at: one.at, actor: one.actor, forumId } as ConcernFact;
  });
  const concern = facts.reduce<Concern | undefined>(evolve, undefined);
  if (!concern) throw new Error('a concern begins with its submission');
  return concern;
}

/** The events of a decision, in either of its forms. */
export const eventsOf = (decision: ConcernDecision): readonly ConcernEvent[] =>
  'events' in decision ? decision.events : decision;

/** The names of a decision's events: `submitted`, `clock-overdue`. */
export const namesOf = (decision: ConcernDecision): string[] =>
  eventsOf(decision).map(({ type }) => type.replace('org.throughline.concern.', '').replace('.v1', ''));

/** The concern after a decision. */
export const after = (
  concern: Concern,
  decision: ConcernDecision,
  time = '2026-12-08T10:00:00.000Z',
  actor = officer,
): Concern =>
  eventsOf(decision).reduce((state, event) => evolve(state, { ...event, at: time, actor } as ConcernFact), concern);
