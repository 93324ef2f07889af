import { envelopeV1 } from '@throughline/contracts';
import { definePolicy, Forbidden, type MovableClock, type Principal } from '@throughline/kernel';
import { z } from 'zod';
import { ok } from './reply.ts';
import { type RequestContext, type Route, routesFor } from './route.ts';
import { integerParam, isoInstant, wordsOut } from './schemas.ts';
import { gatewayName } from './tokens.ts';

const policy = definePolicy({
  'internal.journal': ['service'],
  'internal.clock': ['service'],
  // In the reader's own token, whoever that is: the owner's policy decides text by text.
  'internal.words': ['anyone', 'signed-in', 'service'],
});
const route = routesFor(policy).using<unknown>();

type Envelope = z.output<typeof envelopeV1>;

/** As `database.journal` of persistence. */
export interface JournalReader {
  page(request: {
    readonly after?: string;
    readonly aggregateId?: string;
    readonly prefix?: string;
    readonly limit?: number;
  }): Promise<{ readonly events: readonly Envelope[]; readonly next?: string }>;
}

const identifier = z.string().min(1).max(100);
/** What `GET /internal/journal` answers; `next` goes back as `after`. */
export const journalPage = z.strictObject({ events: z.array(envelopeV1), next: z.string().optional() });

/** `GET /internal/journal?after=&aggregate=&prefix=&limit=`: an owner's events in journal order, for gaps and rebuilds. */
export const journalRoute = (journal: JournalReader): Route =>
  route({
    method: 'get',
    path: '/internal/journal',
    summary: 'Read the journal',
    may: 'internal.journal',
    query: z.strictObject({
      after: identifier.optional(),
      aggregate: identifier.optional(),
      prefix: z
        .string()
        .regex(/^[a-z]{2,4}$/)
        .optional(),
      limit: integerParam({ min: 1, max: 500 }).default(100),
    }),
    answers: { 200: journalPage },
    handle: async ({ query: { after, aggregate, prefix, limit } }) => {
      const found = await journal.page({
        limit,
        ...(after === undefined ? {} : { after }),
        ...(aggregate === undefined ? {} : { aggregateId: aggregate }),
        ...(prefix === undefined ? {} : { prefix }),
      });
      return ok({ ...found }, { noStore: true });
    },
  });

/** A text of an aggregate, as `POST /internal/words` asks for it. */
export interface WordsId {
  readonly aggregateId: string;
  readonly textId: string;
}

/** Text id → words; `null` for what the reader may not see, what was erased and what never was. */
export type WordsFound = Readonly<Record<string, { readonly text: string; readonly language: string } | null>>;

const mostTexts = 500;
/** What `POST /internal/words` answers. */
export const wordsAnswer = z.strictObject({ words: z.record(z.string(), wordsOut) });

/** `POST /internal/words`: the words of an owner's texts, in the reader's own token. Missing ids are answered with `null`. */
export const wordsRoute = (
  resolve: (ids: readonly WordsId[], principal: Principal, context: RequestContext) => Promise<WordsFound>,
): Route =>
  route({
    method: 'post',
    path: '/internal/words',
    summary: 'Read words in the reader’s name',
    may: 'internal.words',
    readsOnly: true,
    body: z.strictObject({
      ids: z.array(z.strictObject({ aggregateId: identifier, textId: identifier })).max(mostTexts),
    }),
    bodyLimitKb: 128,
    answers: { 200: wordsAnswer },
    handle: async ({ body: { ids }, principal, context }) => {
      const found = await resolve(ids, principal, context);
      const words = Object.fromEntries(ids.map(({ textId }) => [textId, found[textId] ?? null]));
      return ok({ words }, { noStore: true });
    },
  });

/** What both clock routes answer. */
export const clockAnswer = z.strictObject({ now: isoInstant, nextDueAt: isoInstant.nullable() });

interface Timers {
  /** Fires everything that is due by the clock, until nothing more is. */
  readonly sweep: () => Promise<void>;
  /** When this service has something to say next. */
  readonly nextDueAt: () => Promise<Date | null | undefined>;
}

/**
 * `GET /internal/clock` and `PUT /internal/clock { now }`, for embedded and test stacks alone: do not add them to a
 * production start's routes. Only the gateway may use them; a move that would go back is left as it is.
 */
export function clockRoutes(clock: MovableClock, { sweep, nextDueAt }: Timers): readonly Route[] {
  const requireGateway = (principal: Principal) => {
    if (principal.kind !== 'service' || principal.id !== gatewayName)
      throw new Forbidden('The gateway moves the clock.');
  };
  const reading = async () =>
    ok({ now: clock.now().toISOString(), nextDueAt: (await nextDueAt())?.toISOString() ?? null }, { noStore: true });
  return [
    route({
      method: 'get',
      path: '/internal/clock',
      summary: 'Read the clock',
      may: 'internal.clock',
      answers: { 200: clockAnswer },
      handle: ({ principal }) => {
        requireGateway(principal);
        return reading();
      },
    }),
    route({
      method: 'put',
      path: '/internal/clock',
      summary: 'Move the clock forward',
      may: 'internal.clock',
      ifMatch: 'optional',
      body: z.strictObject({ now: isoInstant }),
      answers: { 200: clockAnswer },
      handle: async ({ principal, body }) => {
        requireGateway(principal);
        const target = new Date(body.now);
        // Each process runs on by itself, so one may be a moment ahead of where the gateway sends all of them.
        if (target > clock.now()) clock.moveTo(target);
        await sweep();
        return reading();
      },
    }),
  ];
}
