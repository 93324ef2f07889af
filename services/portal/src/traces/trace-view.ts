import type { Clock, Trace } from '../api/representations.ts';
import { asksInWords } from '../concerns/asks-in-words.ts';
import { clockPhrase, type Phrase } from '../concerns/clock-phrase.ts';
import { statusTag } from '../concerns/status-tag.ts';
import { type Fragment, fragment, isUnavailable } from '../layout/fragment.ts';
import type { Wording } from '../layout/wording.ts';
import type { Named, NameOf } from '../organisations/names.ts';

type Link = Trace['links'][number];
type Missing = Trace['missing'][number];

interface Said {
  readonly words: Wording;
  readonly nameOf: NameOf;
}

/** Kinds that always stand for something somebody wrote: absent words there need a word of explanation. */
const alwaysWorded = new Set(['submission', 'answer', 'information-request', 'information']);

/** Every organisation that a trace speaks of. */
export const partiesOf = (trace: Trace): string[] =>
  [
    ...trace.links.flatMap(({ by, data }) => [by, data?.institutionId, data?.nextInstitutionId, data?.ownerId]),
    ...trace.missing.map(({ owedBy }) => owedBy),
    ...trace.clocks.map(({ owedBy }) => owedBy),
  ].filter((id) => id !== null && id !== undefined);

/** Lists of states by the kind of link that speaks of them. */
const stateLists: Readonly<Record<string, string>> = {
  'agenda-item': 'meetingState',
  action: 'actionState',
  commitment: 'commitmentState',
};

/** A link's own particulars, each in a few words. */
function factsOf({ data }: Link, { words, nameOf }: Said): string[] {
  if (!data) return [];
  const { t, code, date } = words;
  const about = data.asks ?? (data.ask === undefined ? [] : [data.ask]);
  const facts = [
    about.length > 0 && asksInWords(about, words),
    data.institutionId && t('traces.fact.to', { name: nameOf(data.institutionId).text }),
    data.nextInstitutionId && t('traces.fact.next', { name: nameOf(data.nextInstitutionId).text }),
    data.ownerId && t('traces.fact.owner', { name: nameOf(data.ownerId).text }),
    data.kind && [code('decisionKind', data.kind), data.number].filter(Boolean).join(' '),
    data.startsAt && t('traces.fact.meeting', { date: date(data.startsAt) }),
    data.origin && t('traces.fact.origin', { origin: code('origin', data.origin) }),
    data.outcome && code('outcome', data.outcome),
    data.verdict && code('verdict', data.verdict),
    data.workingDays && t('traces.fact.extension', { count: data.workingDays }),
    data.peopleAffected && t('traces.fact.people', { people: code('people', String(data.peopleAffected)) }),
    data.reason && t('traces.fact.reason', { reason: code('reason', data.reason) }),
    data.due && t('clocks.dueOn', { date: date(data.due) }),
    data.commitment &&
      t(`traces.fact.${data.commitment.kept ? 'kept' : 'promised'}`, { date: date(data.commitment.due) }),
  ];
  return facts.filter((fact) => typeof fact === 'string' && fact !== '').map(String);
}

/** How the thing that a link speaks of stands today: a meeting held since, an action still open. */
function stateOf({ kind, data }: Link, { code }: Wording): Phrase | undefined {
  if (!data?.state) return undefined;
  const isOver = ['concluded', 'minutes-circulated', 'minutes-approved', 'done', 'kept', 'kept-late'].includes(
    data.state,
  );
  return { text: code(stateLists[kind] ?? 'state', data.state), tone: isOver ? 'green' : 'blue' };
}

function linkView(link: Link, said: Said) {
  const { words, nameOf } = said;
  const why = isUnavailable(link.words) ? 'unavailable' : alwaysWorded.has(link.kind) ? 'withheld' : undefined;
  const written = fragment(link.words);
  return {
    kind: link.kind,
    title: words.code('link', link.kind),
    state: stateOf(link, words),
    at: link.at,
    when: words.dateTime(link.at),
    who: link.by ? nameOf(link.by) : undefined,
    facts: factsOf(link, said),
    meetingHref: link.data?.meetingId ? `/meetings/${link.data.meetingId}` : undefined,
    words: written,
    absence: !written && why ? words.t(`traces.${why}`) : undefined,
  };
}

/** The running clock that a missing link is waiting on, so that days are working days; insights' own count otherwise. */
function clockOf(missing: Missing, clocks: readonly Clock[]): Clock | undefined {
  return clocks.find(
    ({ kind, owedBy, due, state }) =>
      kind === missing.link &&
      owedBy === missing.owedBy &&
      due === missing.due &&
      ['running', 'overdue', 'paused'].includes(state),
  );
}

function lateness(missing: Missing, clocks: readonly Clock[], words: Wording): Phrase | undefined {
  const clock = clockOf(missing, clocks);
  if (clock) return clockPhrase(clock, words);
  if (!missing.due) return undefined;
  if (missing.overdueByDays > 0) return { text: words.t('clocks.late', { count: missing.overdueByDays }), tone: 'red' };
  return { text: words.t('clocks.dueOn', { date: words.date(missing.due) }), tone: 'blue' };
}

interface MissingView {
  readonly title: string;
  readonly asks: string | undefined;
  readonly who: Named;
  readonly due: string | undefined;
  readonly clock: Phrase | undefined;
}

/** What is missing, asks that wait for the same thing from the same party by the same day said once. */
export function missingView(trace: Trace, { words, nameOf }: Said): MissingView[] {
  const groups = Map.groupBy(trace.missing, ({ link, owedBy, due }) => `${link} ${owedBy} ${due ?? ''}`);
  return [...groups.values()].map((group) => {
    const [first] = group as [Missing, ...Missing[]];
    const asks = group.map(({ ask }) => ask).filter((ask) => ask !== null && ask !== undefined);
    return {
      title: words.code('missing', first.link),
      asks: asks.length > 0 ? asksInWords(asks, words) : undefined,
      who: nameOf(first.owedBy),
      due: first.due ? words.t('clocks.dueOn', { date: words.date(first.due) }) : undefined,
      clock: lateness(first, trace.clocks, words),
    };
  });
}

interface AskView {
  readonly number: number;
  readonly text: Fragment | undefined;
  readonly resolution: Phrase;
  readonly reason: string | undefined;
  readonly verdict: string | undefined;
}

const askView = (ask: Trace['asks'][number], words: Wording): AskView => ({
  number: ask.number,
  text: fragment(ask.text),
  resolution: {
    text: words.code('outcome', ask.outcome ?? ask.resolution),
    tone: ask.resolution === 'open' ? 'blue' : ask.outcome === 'declined' ? 'grey' : 'green',
  },
  reason: ask.reason ? words.code('reason', ask.reason) : undefined,
  verdict: ask.verdict ? words.code('verdict', ask.verdict) : undefined,
});

/** A concern's chain as the page tells it; the public summary, which triage wrote, stands above it. Pure: names and wording come with it. */
export function traceView(trace: Trace, said: Said) {
  const { words } = said;
  return {
    reference: trace.reference,
    status: statusTag(trace.closedAs ?? trace.status, words),
    closedAs: trace.closedAs ? words.t('traces.closed', { how: words.code('status', trace.closedAs) }) : undefined,
    complete: trace.complete,
    summary: fragment(trace.links.findLast(({ kind }) => kind === 'triage')?.words),
    missing: missingView(trace, said),
    asks: trace.asks.map((ask) => askView(ask, words)),
    links: trace.links.map((link) => linkView(link.kind === 'triage' ? { ...link, words: undefined } : link, said)),
    someUnavailable: trace.links.some((link) => isUnavailable(link.words)),
  };
}
