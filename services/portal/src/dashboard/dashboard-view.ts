import type { Clock, OpenConcerns } from '../api/representations.ts';
import { clockPhrase, dueSoonDays, type Phrase } from '../concerns/clock-phrase.ts';
import { type Fragment, fragment } from '../layout/fragment.ts';
import type { Wording } from '../layout/wording.ts';

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

interface Row {
  readonly reference: string;
  readonly href: string;
  readonly category: string | undefined;
  readonly urgent: boolean;
  readonly summary: Fragment | undefined;
  readonly duty: string;
  readonly clock: Phrase | undefined;
  readonly due: string | undefined;
  readonly submitted: string | undefined;
}

function rowOf(item: Item, duty: Clock | undefined, words: Wording): Row {
  const waitingOn = duty ?? nextDuty(item.clocks, []) ?? item.clocks.find(({ state }) => state === 'paused');
  return {
    reference: item.reference,
    href: `/concerns/${item.id}`,
    category: item.category ? words.code('category', item.category) : undefined,
    urgent: item.urgent,
    summary: fragment(item.summary),
    duty: waitingOn ? words.code('duty', waitingOn.kind) : words.t('dashboard.noDuty'),
    clock: waitingOn && clockPhrase(waitingOn, words),
    due: waitingOn?.due ? words.date(waitingOn.due) : undefined,
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
  { owers, sorting, words }: { owers: readonly string[]; sorting: Sorting; words: Wording },
): DashboardSection[] {
  const placed = items
    .map((item) => ({ item, duty: nextDuty(item.clocks, owers) }))
    .sort((one, other) => {
      const key = keyBySorting[sorting];
      return (
        key(one.item, one.duty).localeCompare(key(other.item, other.duty)) ||
        one.item.reference.localeCompare(other.item.reference)
      );
    });
  return sections
    .map((section) => ({
      section,
      rows: placed.filter(({ duty }) => sectionOf(duty) === section).map(({ item, duty }) => rowOf(item, duty, words)),
    }))
    .filter(({ rows }) => rows.length > 0);
}
