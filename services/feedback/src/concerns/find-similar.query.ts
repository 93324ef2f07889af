import type { ConcernEvent } from '@throughline/contracts';
import type { Principal } from '@throughline/kernel';
import { type AggregateDocument, isKept, type MongoAggregateStore } from '@throughline/persistence';
import { localDate } from '@throughline/working-days';
import type { Forums } from '../network/forums.ts';
import type { Organisations } from '../network/organisations.ts';
import type { Concern, ConcernParticulars } from './concern.ts';
import { readingOf } from './concern-access.ts';
import { folded, visibleText } from './visible-text.ts';

type Document = AggregateDocument & { readonly state: Concern; readonly particulars: ConcernParticulars };

/** What is looked for. */
export interface Sought {
  readonly forumId: string;
  readonly category?: string | undefined;
  readonly areas?: readonly string[] | undefined;
  readonly text: string;
}

/** The newest concerns that are compared: it is a hint while somebody writes, and has to cost the same in ten years. */
const compared = 200;
const mostFound = 10;
const leastLikeness = 0.08;
const shortestWord = 4;

/** Words of a text that say something: longer ones, without case and accents. */
const termsOf = (text: string): Set<string> =>
  new Set(
    folded(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length >= shortestWord),
  );

/** Shared terms among all terms (Jaccard): 0 for nothing in common, 1 for the same. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  const shared = [...one].filter((term) => other.has(term)).length;
  return shared / (one.size + other.size - shared);
}

export interface SimilarDependencies {
  readonly concerns: Pick<MongoAggregateStore<Concern, ConcernEvent, ConcernParticulars>, 'collection'>;
  readonly forums: Forums;
  readonly organisations: Organisations;
}

/** Concerns of the same forum (and category, and area) that read alike, as far as the reader may read them; at most ten. */
export const findSimilar =
  ({ concerns, forums, organisations }: SimilarDependencies) =>
  async ({ forumId, category, areas, text }: Sought, { principal, now }: { principal: Principal; now: Date }) => {
    const { calendar } = await forums.requireOpen(forumId);
    const isSeated = await organisations.seatsOf(principal, localDate(now, calendar.timeZone));
    const documents = await (concerns.collection as MongoAggregateStore<Concern, ConcernEvent>['collection'])
      .find<Document>({
        forumId,
        ...(category ? { 'state.category': category } : {}),
        ...(areas?.length ? { 'state.areas': { $in: [...areas] } } : {}),
      })
      .sort({ _id: -1 })
      .limit(compared)
      .toArray();
    const sought = termsOf(text);
    return documents
      .map((document) => ({ document, reading: readingOf(document.state, principal, isSeated) }))
      .filter(({ reading }) => reading.sees('states'))
      .map(({ document, reading }) => ({
        document,
        reading,
        like: likeness(sought, termsOf(visibleText(document, reading))),
      }))
      .filter(({ like }) => like >= leastLikeness)
      .toSorted((one, other) => other.like - one.like)
      .slice(0, mostFound)
      .map(({ document, reading, like }) => {
        const summary = document.state.summaryTextId ? document.words[document.state.summaryTextId] : undefined;
        return {
          id: document._id,
          reference: document.state.reference,
          status: document.state.status,
          category: document.state.category,
          likeness: Math.round(like * 100) / 100,
          publicSummary:
            reading.sees('record') && isKept(summary) ? { text: summary.text, language: summary.language } : null,
        };
      });
  };
