import type { Concern, ExplainedClock } from '../api/representations.ts';
import { fragment, isUnavailable, quoted } from '../layout/fragment.ts';
import type { Wording } from '../layout/wording.ts';
import type { NameOf } from '../organisations/names.ts';
import { asksInWords } from './asks-in-words.ts';
import { clockPhrase, explanationOf } from './clock-phrase.ts';
import { statusTag } from './status-tag.ts';

interface Said {
  readonly words: Wording;
  readonly nameOf: NameOf;
}

/** Every organisation that a concern speaks of. */
export const organisationsIn = (concern: Concern, clocks: readonly ExplainedClock[]) => [
  concern.submitter?.organisationId,
  ...concern.referrals.map(({ institutionId }) => institutionId),
  ...concern.commitments.map(({ ownerId }) => ownerId),
  ...clocks.map(({ owedBy }) => owedBy),
];

function absenceOf(words: Parameters<typeof quoted>[0], { t }: Wording): string | undefined {
  const shown = quoted(words);
  return 'absent' in shown ? t(`traces.${shown.absent}`) : undefined;
}

const clockOrder = ['overdue', 'running', 'paused', 'met-late', 'met', 'cancelled'];

const clockViews = (clocks: readonly ExplainedClock[], { words, nameOf }: Said) =>
  [...clocks]
    .sort(
      (one, other) =>
        clockOrder.indexOf(one.state) - clockOrder.indexOf(other.state) ||
        (one.due ?? '').localeCompare(other.due ?? ''),
    )
    .map((clock) => ({
      duty: words.code('duty', clock.kind),
      who: nameOf(clock.owedBy),
      phrase: clockPhrase(clock, words),
      due: clock.due ? words.t('clocks.dueOn', { date: words.date(clock.due) }) : undefined,
      paused: clock.pausedDays > 0 ? words.t('clocks.pausedFor', { count: clock.pausedDays }) : undefined,
      extended: clock.extendedByDays > 0 ? words.t('clocks.extendedBy', { count: clock.extendedByDays }) : undefined,
      days: explanationOf(clock, words),
    }));

function askViews(concern: Concern, { words, nameOf }: Said) {
  return concern.asks.map((ask) => {
    const referral = concern.referrals.find(({ id }) => id === ask.referralId);
    const answer = concern.answers.find(({ id }) => id === ask.answerId);
    const outcome = answer?.outcomes.find(({ ask: number }) => number === ask.number);
    const commitment = concern.commitments.find(({ id }) => id === ask.commitmentId);
    return {
      number: ask.number,
      text: fragment(ask.text),
      absence: absenceOf(ask.text, words),
      category: ask.category ? words.code('category', ask.category) : undefined,
      resolution: { text: words.code('outcome', ask.outcome ?? ask.resolution), tone: ask.outcome ? 'green' : 'blue' },
      reason: ask.reason ? words.code('reason', ask.reason) : undefined,
      institution: referral && nameOf(referral.institutionId),
      plain: fragment(outcome?.plain),
      answer: fragment(outcome?.text),
      commitment: commitment && {
        text: fragment(commitment.text),
        state: words.code('commitmentState', commitment.state),
        due: words.date(commitment.due),
        owner: nameOf(commitment.ownerId),
      },
      verdict: ask.verdict ? words.code('verdict', ask.verdict) : undefined,
    };
  });
}

/** A concern for those who work on it: what was asked, where it stands, and every clock with its days. */
export function concernView(concern: Concern, clocks: readonly ExplainedClock[], said: Said) {
  const { words, nameOf } = said;
  const submitter = concern.submitter?.organisationId;
  const people = concern.onBehalfOf?.peopleConcerned;
  return {
    id: concern.id,
    reference: concern.reference,
    version: concern.version,
    urgent: concern.urgent,
    status: statusTag(concern.closedAs ?? concern.status, words),
    traceHref: `/traces/${concern.reference}`,
    submitted: words.dateTime(concern.submittedAt),
    submitter: submitter ? nameOf(submitter) : undefined,
    people: people ? String(people) : undefined,
    category: concern.category ? words.code('category', concern.category) : undefined,
    theme: concern.theme ? words.code('theme', concern.theme) : undefined,
    visibility: concern.visibility ? words.code('visibility', concern.visibility) : undefined,
    externalReference: concern.externalReference ?? undefined,
    narrative: fragment(concern.narrative),
    narrativeAbsence: absenceOf(concern.narrative, words),
    summary: fragment(concern.publicSummary),
    asks: askViews(concern, said),
    referrals: concern.referrals.map((referral) => ({
      institution: nameOf(referral.institutionId),
      asks: asksInWords(referral.asks, words),
      at: words.dateTime(referral.at),
      state: words.code('referralState', referral.state),
      due: referral.due ? words.date(referral.due) : undefined,
    })),
    clocks: clockViews(clocks, said),
    someUnavailable: isUnavailable(concern.narrative) || concern.asks.some(({ text }) => isUnavailable(text)),
  };
}
