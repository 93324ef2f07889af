import { areaCode, handlingStatus, theme } from '@throughline/contracts';
import { idParam, integerParam, listQuery, page } from '@throughline/http';
import { z } from 'zod';
import { route } from '../route.ts';
import { clockRepresentation } from '../traces/trace-representation.ts';
import { shownWords } from '../words/words-representation.ts';
import { clockGroups } from './clock-group.ts';
import { FilterTooWide } from './dashboard.errors.ts';

const counts = z.record(z.string(), z.int());

const item = z
  .strictObject({
    id: z.string(),
    reference: z.string(),
    forumId: z.string(),
    status: handlingStatus,
    urgent: z.boolean(),
    category: z.string(),
    theme: z.string().nullable(),
    areas: z.array(z.string()),
    institutions: z.array(z.string()),
    asks: z.int(),
    submittedAt: z.string(),
    updatedAt: z.string(),
    clockGroup: z.enum(clockGroups),
    clock: clockRepresentation.nullable().meta({ description: 'The clock that is due next' }),
    clocks: z.array(clockRepresentation).meta({ description: 'Every clock that is still owed, what is due first' }),
    summary: shownWords,
  })
  .meta({ id: 'OpenConcern' });

export const showOpenConcernsRoute = route({
  method: 'get',
  path: '/v1/dashboards/open-concerns',
  summary: 'Show the open concerns that are yours, what is due first',
  description:
    'Counts and one page: an officer’s institution, a secretariat’s forum, a submitter’s own, everything for auditors.',
  may: 'dashboard.read',
  query: listQuery({
    forum: idParam('frm').optional(),
    institution: idParam('org').optional(),
    submitter: z.union([idParam('org'), idParam('per')]).optional(),
    category: z.string().max(48).optional(),
    theme: theme.optional(),
    status: handlingStatus.optional(),
    clock: z.enum(clockGroups).optional(),
    area: areaCode.optional(),
    olderThanDays: integerParam({ min: 0, max: 3_650 }).optional(),
  }),
  answers: {
    200: z.strictObject({
      total: z.int(),
      groups: z.strictObject({ status: counts, clock: counts, category: counts, institution: counts }),
      items: z.array(item),
    }),
  },
  problems: [FilterTooWide],
  handle: async ({ query, principal, context, use }) => {
    const { total, groups, items, next, prev } = await use.openConcerns(query, principal, context.now);
    const wordsOf = (id: string, textId: string | undefined) => (textId ? { aggregateId: id, textId } : undefined);
    const wanted = items.flatMap(({ id, mirror }) => wordsOf(id, mirror.summaryTextId) ?? []);
    const words = await use.askForWords(wanted, context.token);
    const shown = items.map(({ id, mirror, group, clocks }) => ({
      id,
      reference: mirror.reference,
      forumId: mirror.forumId,
      status: mirror.status,
      urgent: mirror.urgent,
      category: mirror.category,
      theme: mirror.theme ?? null,
      areas: mirror.areas,
      institutions: mirror.institutions,
      asks: mirror.asks.length,
      submittedAt: mirror.submittedAt,
      updatedAt: mirror.updatedAt,
      clockGroup: group,
      clock: clocks.find(({ state }) => state !== 'paused') ?? null,
      clocks: [...clocks],
      summary: words.of(wordsOf(id, mirror.summaryTextId)),
    }));
    return page(shown, { next, prev, beside: { total, groups }, noStore: !words.isWhole });
  },
});
