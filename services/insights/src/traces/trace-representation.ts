import { clockKind, clockState, handlingStatus } from '@throughline/contracts';
import { z } from 'zod';
import type { WordsShown } from '../words/ask-for-words.ts';
import { shownWords } from '../words/words-representation.ts';
import type { Trace } from './trace.ts';

const owedBy = z.string().meta({ description: 'An organisation’s id, `secretariat` or `submitter`' });

/** A clock of a concern as the read side shows it. */
export const clockRepresentation = z
  .strictObject({
    kind: clockKind,
    owedBy,
    about: z.strictObject({
      referralId: z.string().optional(),
      commitmentId: z.string().optional(),
      ask: z.int().optional(),
    }),
    startedAt: z.string(),
    due: z.string(),
    state: clockState,
    workingDaysLeft: z.int(),
    workingDaysLate: z.int(),
    pausedDays: z.int(),
    extendedByDays: z.int(),
  })
  .meta({ id: 'TraceClock' });

/** `GET /v1/traces/{id or reference}`. */
export const traceRepresentation = z
  .strictObject({
    reference: z.string(),
    id: z.string(),
    status: handlingStatus,
    closedAs: z.enum(['rejected', 'withdrawn', 'merged']).nullable(),
    visibility: z.enum(['public', 'members', 'parties']).nullable(),
    links: z.array(
      z.strictObject({
        kind: z.string(),
        id: z.string(),
        at: z.string(),
        by: z.string(),
        words: shownWords,
        data: z.record(z.string(), z.unknown()),
      }),
    ),
    asks: z.array(
      z.strictObject({
        number: z.int(),
        text: shownWords,
        resolution: z.string(),
        outcome: z.string().nullable(),
        reason: z.string().nullable(),
        answer: z.string().nullable(),
        commitment: z.string().nullable(),
        verdict: z.string().nullable(),
      }),
    ),
    clocks: z.array(clockRepresentation),
    complete: z.boolean(),
    missing: z.array(
      z.strictObject({
        link: z.string(),
        ask: z.int().optional(),
        owedBy,
        due: z.string().nullable(),
        overdueByDays: z.int(),
      }),
    ),
  })
  .meta({ id: 'Trace' });

/** A trace with its words, as the API shows it. */
export const representTrace = (trace: Trace, words: WordsShown): z.input<typeof traceRepresentation> => ({
  ...trace,
  links: trace.links.map(({ words: id, data, ...link }) => ({ ...link, data: { ...data }, words: words.of(id) })),
  asks: trace.asks.map(({ words: id, ...ask }) => ({ ...ask, text: words.of(id) })),
  clocks: [...trace.clocks],
  missing: [...trace.missing],
});
