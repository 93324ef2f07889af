import type { ClockState, ConcernEvent, HandlingStatus, Theme } from '@throughline/contracts';
import { holds, organisationsOf, type Principal } from '@throughline/kernel';
import { type AggregateDocument, keysetPage, type MongoAggregateStore } from '@throughline/persistence';
import { localDate } from '@throughline/working-days';
import type { z } from 'zod';
import type { Forums } from '../network/forums.ts';
import type { Organisations } from '../network/organisations.ts';
import { type Concern, type ConcernParticulars, everybody, membersOf } from './concern.ts';
import { readingOf } from './concern-access.ts';
import { representListed, shownSummary } from './concern-representation.ts';
import type { publicConcernListed } from './concern-schemas.ts';
import { folded, visibleText } from './visible-text.ts';

/** What lists of concerns can be narrowed to. Filters are cumulative. */
export interface ConcernFilters {
  readonly forum?: string | undefined;
  readonly institution?: string | undefined;
  readonly submitter?: string | undefined;
  readonly assignee?: string | undefined;
  readonly status?: HandlingStatus | undefined;
  readonly category?: string | undefined;
  readonly theme?: Theme | undefined;
  readonly area?: string | undefined;
  readonly urgent?: boolean | undefined;
  readonly olderThanDays?: number | undefined;
  readonly updatedSince?: string | undefined;
  /** A state that one of its owed clocks reads. */
  readonly clock?: ClockState | undefined;
  /** Words that the reader would be shown. */
  readonly q?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

type Document = AggregateDocument & { readonly state: Concern; readonly particulars: ConcernParticulars };
type Condition = Record<string, unknown>;

/** Who asks, and when. */
interface Asking {
  readonly principal: Principal;
  readonly now: Date;
}

/** The audiences that a principal belongs to; undefined for who sees every concern. */
interface Audiences {
  readonly forums: readonly string[];
  readonly own: readonly string[];
  readonly open: readonly string[];
}

const dayMs = 86_400_000;

function audiencesOf(principal: Principal, seatForums: readonly string[]): Audiences | undefined {
  if (holds(principal, 'auditor') || holds(principal, 'administrator')) return undefined;
  const own = [...new Set(organisationsOf(principal))];
  const kept = principal.kind === 'person' ? principal.roles : [];
  const forums = kept.flatMap(({ role, forumId }) =>
    forumId && (role === 'secretariat' || role === 'chair') ? [forumId] : [],
  );
  return { forums: [...new Set(forums)], own, open: [...seatForums.map(membersOf), everybody] };
}

const among = (tokens: readonly string[]): Condition =>
  tokens.length === 1 ? { 'state.audience': tokens[0] } : { 'state.audience': { $in: tokens } };

/**
 * Who may find what. A filter by submitter or institution must not tell more than the concern itself does, so a foreign
 * one finds only those concerns whose submitter, or whose other referrals, the reader would be shown.
 */
function audienceCondition(audiences: Audiences | undefined, { submitter, institution }: ConcernFilters): Condition {
  const showsSubmitter: Condition = { 'state.identityTier': 'public' };
  if (!audiences) return submitter ? showsSubmitter : {};
  const { forums, own, open } = audiences;
  const foreignInstitution = institution !== undefined && !own.includes(institution);
  const tokens = [...forums, ...(foreignInstitution ? [] : own), ...open];
  if (!submitter) return among(tokens);
  if (own.includes(submitter)) return among([submitter]);
  return {
    $or: [
      ...(forums.length > 0 ? [among(forums)] : []),
      ...(own.length > 0 && !foreignInstitution
        ? [{ ...among(own), 'state.identityTier': { $in: ['public', 'institution'] } }]
        : []),
      { ...among(open), ...showsSubmitter },
    ],
  };
}

function filterOf(filters: ConcernFilters, audience: Condition, now: Date): Condition {
  const {
    forum,
    institution,
    submitter,
    assignee,
    status,
    category,
    theme,
    area,
    urgent,
    olderThanDays,
    updatedSince,
  } = filters;
  const parties = [institution, submitter, forum].filter((party) => party !== undefined);
  return {
    ...audience,
    ...(forum ? { forumId: forum } : {}),
    ...(institution ? { 'state.referrals.institutionId': institution } : {}),
    ...(submitter ? { 'state.submitterId': submitter } : {}),
    // All three are audiences too, and that index is entered by the narrowest.
    ...(parties.length > 0 ? { $and: parties.map((party) => ({ 'state.audience': party })) } : {}),
    ...(assignee ? { 'state.referrals.assigneeId': assignee } : {}),
    ...(status ? { 'state.status': status } : {}),
    ...(category ? { 'state.category': category } : {}),
    ...(theme ? { 'state.theme': theme } : {}),
    ...(area ? { 'state.areas': area } : {}),
    ...(urgent === undefined ? {} : { 'state.urgent': urgent }),
    ...(olderThanDays === undefined
      ? {}
      : { 'state.submittedAt': { $lt: new Date(now.getTime() - olderThanDays * dayMs).toISOString() } }),
    ...(updatedSince ? { updatedAt: { $gte: new Date(updatedSince) } } : {}),
  };
}

export interface ListDependencies {
  readonly concerns: Pick<MongoAggregateStore<Concern, ConcernEvent, ConcernParticulars>, 'collection'>;
  readonly forums: Forums;
  readonly organisations: Organisations;
}

const newestFirst = [['_id', -1]] as const;
const longestUnchangedFirst = [
  ['updatedAt', 1],
  ['_id', 1],
] as const;
/** Pages that a search by words or clocks reads at most before it answers with what it has, and where to go on. */
const mostPagesSearched = 20;

/** Whether every word of the search stands in what the reader would be shown. */
const holdsWords = (q: string, text: string) => {
  const shown = folded(text);
  return folded(q)
    .split(/\s+/)
    .every((word) => shown.includes(word));
};

/**
 * Concerns that the reader may know of, without words: the newest first; with `updatedSince` the longest unchanged first,
 * so that another system can follow. Words and clocks are in no index: a search by them leaves out of each page what does
 * not match, so its pages may be short.
 */
export const listConcerns = ({ concerns, forums, organisations }: ListDependencies) => {
  async function listed(document: Document, { principal, now }: Asking, { q, clock }: ConcernFilters) {
    const { calendar } = await forums.settingOf(document.state.forumId);
    const seats = await organisations.seatsOf(principal, localDate(now, calendar.timeZone));
    const reading = readingOf(document.state, principal, seats);
    if (q !== undefined && !holdsWords(q, visibleText(document, reading))) return [];
    const stored = { ...document, id: document._id };
    const publicSummary = shownSummary(stored, reading);
    const shown = representListed(stored, { reading, calendar, now });
    if (clock !== undefined && !shown.clocks.some(({ state }) => state === clock)) return [];
    return [{ ...shown, publicSummary }];
  }

  return async (filters: ConcernFilters, asking: Asking, { withSummaries = false } = {}) => {
    const { principal, now } = asking;
    const seatForums = await organisations.forumsOf(principal, now.toISOString().slice(0, 10));
    const filter = filterOf(filters, audienceCondition(audiencesOf(principal, seatForums), filters), now);
    const hidden = { outbox: 0, commands: 0 };
    const read = (cursor: string | undefined) =>
      keysetPage<Document>(concerns.collection, {
        filter,
        sort: filters.updatedSince ? longestUnchangedFirst : newestFirst,
        limit: filters.limit,
        ...(cursor ? { cursor } : {}),
        projection: filters.q === undefined && !withSummaries ? { ...hidden, words: 0 } : hidden,
      });
    let page = await read(filters.cursor);
    for (let pages = 1; ; pages += 1) {
      const items: z.input<typeof publicConcernListed>[] = [];
      for (const document of page.items) items.push(...(await listed(document, asking, filters)));
      if (items.length > 0 || !page.next || pages >= mostPagesSearched)
        return { items, next: page.next, prev: page.prev };
      page = await read(page.next);
    }
  };
};
