import { Unauthenticated } from '@throughline/kernel';
import { forums, openConcerns } from '../api/representations.ts';
import type { ShowPage } from '../layout/page.ts';
import type { Wording } from '../layout/wording.ts';
import { namesFor } from '../organisations/names.ts';
import { apiQuery, type Filters, institutionsOf, parseFilters } from './dashboard-filters.ts';
import { dashboardSections, owersOf, sortings } from './dashboard-view.ts';

const statuses = ['received', 'triaged', 'referred', 'answered', 'under-review'];
const clockGroups = ['overdue', 'due-soon', 'running', 'paused'];

const choices = (
  values: readonly string[],
  chosen: string | undefined,
  { words, list }: { words: Wording; list: string },
) => [
  { value: '', text: words.t('dashboard.any'), selected: !chosen },
  ...values.map((value) => ({ value, text: words.code(list, value), selected: value === chosen })),
];

/** Categories that occur among what is open, and the chosen one even when none is left. */
const categoriesOf = (groups: Record<string, Record<string, number>>, { chosen }: Filters) =>
  [...new Set([...Object.keys(groups['category'] ?? {}), ...(chosen.category ? [chosen.category] : [])])].sort();

/** What is open and whose turn it is, for those who owe answers and those who chase them. */
export const showDashboard: ShowPage = async (visit) => {
  const { words, me, query } = visit;
  if (!me) throw new Unauthenticated();
  const filters = parseFilters(query, me);
  const own = institutionsOf(me);
  const [open, known] = await Promise.all([
    visit.get(`/v1/dashboards/open-concerns?${apiQuery(filters)}`, openConcerns),
    visit.get('/v1/forums?limit=100', forums),
  ]);
  const { institution } = filters.chosen;
  const nameOf = await namesFor(visit, [...own, institution, ...owersOf(open.items)]);
  const [first] = known.items;
  const zoned = words.inZone(first?.timeZone ?? words.timeZone);
  const secretariat = me.roles.some(({ role }) => role === 'secretariat' || role === 'chair');
  const owers = institution ? [institution] : secretariat ? ['secretariat'] : [];
  return {
    view: 'dashboard/dashboard',
    title: words.t('dashboard.title'),
    model: {
      institution: institution ? nameOf(institution) : undefined,
      institutions: own.map((id) => ({ value: id, text: nameOf(id).text, selected: id === institution })),
      total: words.t('dashboard.total', { count: open.total }),
      cut: open.items.length < open.total ? words.t('dashboard.cut', { count: open.items.length }) : undefined,
      sections: dashboardSections(open.items, { owers, sorting: filters.sorting, words: zoned, nameOf }),
      statusChoices: choices(statuses, filters.chosen.status, { words, list: 'status' }),
      clockChoices: choices(clockGroups, filters.chosen.clock, { words, list: 'clockState' }),
      categoryChoices: choices(categoriesOf(open.groups, filters), filters.chosen.category, {
        words,
        list: 'category',
      }),
      sortChoices: sortings.map((value) => ({
        value,
        text: words.t(`dashboard.sort.${value}`),
        selected: value === filters.sorting,
      })),
    },
  };
};
