import type { Clock, OpenConcerns } from '../api/representations.ts';
import { clockPhrase, dueSoonDays, type Phrase } from '../concerns/clock-phrase.ts';
import { type Fragment, fragment } from '../layout/fragment.ts';
import type { Wording } from '../layout/wording.ts';
import type { Named, NameOf } from '../organisations/names.ts';

type Item = OpenConcerns['items'][number];

/** Where a concern stands for whoever looks at the list, in the order of what needs doing first. */
const sections = ['overdue', 'due-soon', 'in-hand', 'waiting'] as const;
export type Section = (typeof sections)[number];

export const sortings = ['due', 'age', 'reference'] as const;
export type Sorting = (typeof sortings)[number];

/** Sorts after every date. */
const last = '9999-12-31';
const live = new Set(['running', 'overdue']);

/** The duty to look at: among those owed by one of `owers` (anybody's, without any) the one that falls due first. */
export function nextDuty(clocks: readonly Clock[], owers: readonly string[]): Clock | undefined {
  return clocks
    .filter(({ owedBy, state }) => live.has(state) && (owers.length === 0 || owers.includes(owedBy)))
    .sort((one, other) => (one.due ?? last).localeCompare(other.due ?? last))[0];
}

export function sectionOf(duty: Clock | undefined): Section {
  if (!duty) return 'waiting';
  if (duty.state === 'overdue') return 'overdue';
  return (duty.workingDaysLeft ?? 0) <= dueSoonDays ? 'due-soon' : 'in-hand';
}

const keyBySorting: Readonly<Record<Sorting, (item: Item, duty: Clock | undefined) => string>> = {
  due: (_item, duty) => duty?.due ?? last,
  age: (item) => item.submittedAt ?? last,
  reference: (item) => item.reference,
};

interface Said {
  readonly words: Wording;
  readonly nameOf: NameOf;
}

interface Row {
  readonly reference: string;
  readonly href: string;
  readonly category: string | undefined;
  readonly urgent: boolean;
  readonly summary: Fragment | undefined;
  readonly duty: string;
  /** Whose turn it is, where a clock says so. */
  readonly who: Named | undefined;
  readonly clock: Phrase | undefined;
  readonly due: string | undefined;
  readonly submitted: string | undefined;
}

/** A triaged concern that nobody is asked about yet waits for the secretariat, though no clock says so. */
const waitsForReferral = ({ status }: Item, duty: Clock | undefined) => status === 'triaged' && !duty;

function placeOf(item: Item, owers: readonly string[]) {
  const own = nextDuty(item.clocks, owers);
  const duty = own ?? nextDuty(item.clocks, []) ?? item.clocks.find(({ state }) => state === 'paused');
  const isOurs = owers.includes('secretariat') && waitsForReferral(item, duty);
  return { item, duty, section: isOurs ? ('in-hand' as const) : sectionOf(own) };
}

function rowOf({ item, duty }: ReturnType<typeof placeOf>, { words, nameOf }: Said): Row {
  return {
    reference: item.reference,
    href: `/concerns/${item.id}`,
    category: item.category ? words.code('category', item.category) : undefined,
    urgent: item.urgent,
    summary: fragment(item.summary),
    duty: duty
      ? words.code('duty', duty.kind)
      : words.t(waitsForReferral(item, duty) ? 'dashboard.toRefer' : 'dashboard.noDuty'),
    who: duty && nameOf(duty.owedBy),
    clock: duty && clockPhrase(duty, words),
    due: duty?.due ? words.date(duty.due) : undefined,
    submitted: item.submittedAt ? words.date(item.submittedAt) : undefined,
  };
}

export interface DashboardSection {
  readonly section: Section;
  readonly rows: readonly Row[];
}

/** Open concerns sorted into what is late, soon due, in hand, and waiting for others; empty sections are left out. */
export function dashboardSections(
  items: OpenConcerns['items'],
  { owers, sorting, ...said }: Said & { readonly owers: readonly string[]; readonly sorting: Sorting },
): DashboardSection[] {
  const key = keyBySorting[sorting];
  const placed = items
    .map((item) => placeOf(item, owers))
    .sort(
      (one, other) =>
        key(one.item, one.duty).localeCompare(key(other.item, other.duty)) ||
        one.item.reference.localeCompare(other.item.reference),
    );
  return sections
    .map((section) => ({
      section,
      rows: placed.filter((place) => place.section === section).map((place) => rowOf(place, said)),
    }))
    .filter(({ rows }) => rows.length > 0);
}

/** Everybody who owes something on the list, to be named. */
export const owersOf = (items: OpenConcerns['items']): string[] =>
  items.flatMap(({ clocks }) => clocks.map(({ owedBy }) => owedBy));
