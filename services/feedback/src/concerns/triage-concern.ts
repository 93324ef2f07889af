import { concernEvents, type Theme, type Visibility } from '@throughline/contracts';
import type { NewWords } from '@throughline/persistence';
import { AsksIncomplete } from './concern.errors.ts';
import type { Concern } from './concern.ts';
import { type ConcernDecision, hashesOf, requireAsks, wordsOf } from './given.ts';
import { handling } from './handling.ts';

export interface TriageConcern {
  readonly theme: Theme;
  readonly category: string;
  readonly publicSummary: NewWords;
  readonly asks: readonly {
    readonly number: number;
    readonly text: NewWords;
    readonly category?: string | undefined;
  }[];
  readonly visibility: Visibility;
  /** Default: as it is. */
  readonly urgent?: boolean | undefined;
}

/** The secretariat's reading: every ask in words that may be shown, the theme, and who may see it. */
export function triageConcern(concern: Concern, command: TriageConcern): ConcernDecision {
  handling.require(concern.status, 'triage');
  const read = requireAsks(
    concern,
    command.asks.map(({ number }) => number),
  );
  const missing = concern.asks.find((ask) => !read.includes(ask));
  if (missing) throw new AsksIncomplete(missing.number);
  const texts = [command.publicSummary, ...command.asks.map(({ text }) => text)];
  const triaged = concernEvents.triaged.of({
    theme: command.theme,
    category: command.category,
    asks: command.asks.map(({ number, text, category }) => ({
      number,
      textId: text.textId,
      ...(category ? { category } : {}),
    })),
    visibility: command.visibility,
    summaryTextId: command.publicSummary.textId,
    urgent: command.urgent ?? concern.urgent,
    ...hashesOf(texts),
  });
  return { events: [triaged], words: wordsOf(texts) };
}
