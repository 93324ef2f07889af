import { type Envelope, type EventDefinition, type Recorded, recordedOf, sequenceOf } from '@throughline/contracts';
import { actorOf, eventHash, genesisHash, type Id, idPattern, Unavailable } from '@throughline/kernel';
import { DocumentTooLarge, StoreBroken } from './aggregate.errors.ts';
import type {
  AggregateDefinition,
  AggregateOptions,
  CommandContext,
  Decision,
  DocumentLimits,
  Stored,
} from './aggregate-definition.ts';
import type { Erasure } from './erasure-ledger.ts';
import type { StatedEvent } from './stated-event.ts';
import { type ErasedWords, isKept, type KeptWords, newSalt, type TextId } from './words.ts';

/** The architecture's limits, each a named error. */
export const defaultLimits: DocumentLimits = {
  outbox: 1_000,
  wordsBytes: 2 * 1024 * 1024,
  writeBytes: 4 * 1024 * 1024,
};

/** What a write starts from. Before a creation: version 0, the genesis hash, nothing else. */
interface Before<S, P> {
  readonly stored?: Stored<S, P>;
  readonly wordsBytes: number;
  readonly waiting: number;
}

/** Everything that one write says, worked out before anything is written. */
export interface WritePlan<S, P> {
  readonly after: Stored<S, P>;
  readonly events: readonly Envelope[];
  /** Entries of the words map that change. */
  readonly words: Readonly<Record<TextId, KeptWords | ErasedWords>>;
  readonly wordsBytes: number;
  readonly erasures: readonly Erasure[];
  readonly keys: Readonly<Record<string, string>>;
  readonly created?: Id;
}

type FullDecision<E extends StatedEvent, P> = Exclude<Decision<E, P>, readonly E[]>;

/** One form of the two that a decision may have. */
export function fullDecision<E extends StatedEvent, P>(decision: Decision<E, P>): FullDecision<E, P> {
  return isEventList(decision) ? { events: decision } : decision;
}

const isEventList = <E extends StatedEvent, P>(decision: Decision<E, P>): decision is readonly E[] =>
  Array.isArray(decision);

/** What the planner needs to know beside the decision. */
export interface Planning<S, E extends StatedEvent, P> {
  readonly definition: AggregateDefinition<S, E, P>;
  readonly options: AggregateOptions<S>;
  readonly limits: DocumentLimits;
  readonly eventOf: (type: string) => EventDefinition | undefined;
  readonly newEventId: () => string;
}

/**
 * Turns a decision into one write: events checked strictly, sealed into the aggregate's hash chain and folded into the
 * state. Pure but for `options.nextDueAt`.
 */
export async function planWrite<S, E extends StatedEvent, P>(
  planning: Planning<S, E, P>,
  { id, before, decision, context }: PlanRequest<S, E, P>,
): Promise<WritePlan<S, P>> {
  const { definition, options, limits } = planning;
  if (before.waiting + decision.events.length > limits.outbox)
    throw new Unavailable('Its events wait to be passed on.', { retryAfterSeconds: 5 });
  const folded = foldEvents(planning, {
    id,
    before: before.stored,
    forumId: decision.forumId,
    events: decision.events,
    context,
  });
  const words = changedWords({ id, before, decision, now: context.now, limitBytes: limits.wordsBytes });
  const particulars = particularsAfter(definition, before.stored, decision);
  const nextDueAt = decision.nextDueAt === undefined ? await options.nextDueAt?.(folded.state) : decision.nextDueAt;
  const forumId = definition.forumIdOf(folded.state);
  return {
    after: {
      id,
      ...(forumId === undefined ? {} : { forumId }),
      version: folded.version,
      head: folded.head,
      state: folded.state,
      words: { ...before.stored?.words, ...words.entries },
      particulars,
      ...(nextDueAt ? { nextDueAt } : {}),
      updatedAt: context.now,
    },
    events: folded.events,
    words: words.entries,
    wordsBytes: words.bytes,
    erasures: words.erasures,
    keys: keysOf(definition, folded.state, particulars),
    ...(decision.created === undefined ? {} : { created: decision.created }),
  };
}

interface PlanRequest<S, E extends StatedEvent, P> {
  readonly id: Id;
  readonly before: Before<S, P>;
  readonly decision: FullDecision<E, P>;
  readonly context: CommandContext;
}

function keysOf<S, E extends StatedEvent, P>(definition: AggregateDefinition<S, E, P>, state: S, particulars: P) {
  const keys = Object.entries(definition.keys?.(state, particulars) ?? {});
  const undeclared = keys.find(([name]) => !definition.keyNames?.includes(name));
  if (undeclared) throw new StoreBroken(`${definition.name}: key ${undeclared[0]} is not among keyNames`);
  return Object.fromEntries(keys.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function particularsAfter<S, E extends StatedEvent, P>(
  definition: AggregateDefinition<S, E, P>,
  before: Stored<S, P> | undefined,
  decision: FullDecision<E, P>,
): P {
  const merged = { ...before?.particulars, ...decision.particulars };
  if (!definition.particulars) {
    if (Object.keys(merged).length > 0) throw new StoreBroken(`${definition.name} declares no particulars`);
    return merged as P;
  }
  const parsed = definition.particulars.safeParse(merged);
  if (!parsed.success)
    throw new StoreBroken(`particulars of ${definition.name} break their schema`, { cause: parsed.error });
  return parsed.data;
}

interface Fold<S, E, P> {
  readonly id: Id;
  readonly before: Stored<S, P> | undefined;
  readonly forumId: Id | undefined;
  readonly events: readonly E[];
  readonly context: CommandContext;
}

function foldEvents<S, E extends StatedEvent, P>(
  planning: Planning<S, E, P>,
  { id, before, forumId: givenForumId, events, context }: Fold<S, E, P>,
) {
  const { definition } = planning;
  let state = before?.state;
  let forumId = before?.forumId ?? givenForumId;
  let version = before?.version ?? 0;
  let head = before?.head ?? genesisHash;
  const envelopes: Envelope[] = [];
  for (const event of events) {
    const unsealed = unsealedEnvelope(planning, { id, event, version: ++version, head, context });
    // An aggregate's first event decides its forum, and yet carries it: so it is folded once to learn which.
    forumId ??= definition.forumIdOf(definition.evolve(state, recorded(unsealed)));
    const named = forumId === undefined ? unsealed : { ...unsealed, forumid: forumId };
    const envelope: Envelope = { ...named, hash: eventHash(named) };
    head = envelope.hash;
    envelopes.push(envelope);
    state = definition.evolve(state, recorded(envelope));
  }
  if (envelopes.length === 0) throw new StoreBroken(`a write to ${definition.name} without an event`);
  const parsed = definition.state.safeParse(state);
  if (!parsed.success) throw new StoreBroken(`state of ${definition.name} breaks its schema`, { cause: parsed.error });
  return { state: parsed.data, version, head, events: envelopes };
}

/** The events of an owner are typed by their definitions, which have just been checked. */
const recorded = <E>(envelope: Envelope): Recorded<E> => recordedOf(envelope) as unknown as Recorded<E>;

interface Sealing extends Pick<Planning<unknown, StatedEvent, unknown>, 'eventOf' | 'newEventId'> {
  readonly definition: { readonly name: string };
}

interface Unsealed {
  readonly id: Id;
  readonly event: StatedEvent;
  readonly version: number;
  readonly head: string;
  readonly context: CommandContext;
}

function unsealedEnvelope(
  { definition, eventOf, newEventId }: Sealing,
  { id, event, version, head, context }: Unsealed,
): Envelope {
  const known = eventOf(event.type);
  if (!known) throw new StoreBroken(`${event.type} is no event of ${definition.name}`);
  const data = known.data.safeParse(event.data);
  if (!data.success) throw new StoreBroken(`data of ${event.type} break their schema`, { cause: data.error });
  return {
    specversion: '1.0',
    id: newEventId(),
    source: known.source,
    type: known.type,
    subject: id,
    time: context.now.toISOString(),
    datacontenttype: 'application/json',
    dataschema: known.dataschema,
    sequence: sequenceOf(version),
    correlationid: context.correlationId,
    ...(context.causationId === undefined ? {} : { causationid: context.causationId }),
    ...(context.traceparent === undefined ? {} : { traceparent: context.traceparent }),
    actor: actorOf(context.principal),
    previoushash: head,
    hash: '',
    data: data.data as Record<string, unknown>,
  };
}

const textIdPattern = idPattern('txt');

interface WordsRequest<S, E extends StatedEvent, P> {
  readonly id: Id;
  readonly before: Before<S, P>;
  readonly decision: FullDecision<E, P>;
  readonly now: Date;
  readonly limitBytes: number;
}

function changedWords<S, E extends StatedEvent, P>({ id, before, decision, now, limitBytes }: WordsRequest<S, E, P>) {
  const entries: Record<TextId, KeptWords | ErasedWords> = {};
  const erasures: Erasure[] = [];
  let bytes = before.wordsBytes;
  const standing = (textId: TextId) => entries[textId] ?? before.stored?.words[textId];
  const put = (textId: TextId, entry: KeptWords | ErasedWords) => {
    if (!textIdPattern.test(textId)) throw new StoreBroken(`${textId} is no text id`);
    bytes += bytesOf(entry) - bytesOf(standing(textId));
    entries[textId] = entry;
  };
  for (const [textId, text] of Object.entries(decision.words ?? {})) {
    put(textId, { text: text.text, language: text.language, salt: text.salt ?? newSalt() });
  }
  for (const { textId, reason } of decision.erase ?? []) {
    // What is gone already keeps the date and reason of its first erasure.
    if (!isKept(standing(textId))) continue;
    put(textId, { erasedAt: now, reason });
    erasures.push({ aggregateId: id, textId, erasedAt: now, reason });
  }
  if (bytes > limitBytes && bytes > before.wordsBytes) throw new DocumentTooLarge('words', limitBytes);
  return { entries, bytes, erasures };
}

const bytesOf = (entry: KeptWords | ErasedWords | undefined) => (isKept(entry) ? Buffer.byteLength(entry.text) : 0);
