import { setTimeout as pause } from 'node:timers/promises';
import type { Envelope } from '@throughline/contracts';
import { type Clock, type Id, isAppError, NotFound, type Principal } from '@throughline/kernel';
import { ConcurrentWrites, KeyTaken, Stale, StoreBroken } from './aggregate.errors.ts';
import type { CommandContext, Decision, Outcome, Stored } from './aggregate-definition.ts';
import type { AggregateDocument } from './aggregate-document.ts';
import { type AggregateDocuments, DatabaseAway } from './aggregate-documents.ts';
import type { AggregateStore } from './aggregate-store.ts';
import { changeOf, documentOf, fitting, storedOf } from './document-form.ts';
import { commandsToKeep, doneBefore, storedKey } from './done-commands.ts';
import type { ErasureLedger } from './erasure-ledger.ts';
import type { StatedEvent } from './stated-event.ts';
import { turns } from './turns.ts';
import { fullDecision, type Planning, planWrite, type WritePlan } from './write-plan.ts';

const attempts = 5;

/** What a store is made of, whichever documents it stands on. */
export interface CommandStoreParts<S, E extends StatedEvent, P> {
  readonly planning: Planning<S, E, P>;
  readonly documents: AggregateDocuments;
  /** The service whose database it is: its own timers and consumers see everything. */
  readonly service: string;
  readonly idempotencySecret: string;
  readonly machineClock: Clock;
  readonly erasureLedger: ErasureLedger | undefined;
  /** Resolves when there is room for more events; throws Unavailable when there is none for too long. */
  readonly room: () => Promise<void>;
  /** Called after an acknowledged write with the outbox as loaded and the new events. */
  readonly handOver: (id: Id, events: readonly Envelope[]) => void;
}

type Decide<S, E extends StatedEvent, P> = (state: S, before: Stored<S, P>) => Decision<E, P> | Promise<Decision<E, P>>;

/** Load, decide, write once: the algorithm that the database's store and its twin share. */
export function commandStore<S, E extends StatedEvent, P>(parts: CommandStoreParts<S, E, P>): AggregateStore<S, E, P> {
  const { planning, documents, service, idempotencySecret, machineClock, erasureLedger, room, handOver } = parts;
  const { definition, options, limits } = planning;
  const waitForTurn = turns();

  const isVisible = (principal: Principal, stored: Stored<S, P>) =>
    (principal.kind === 'service' && principal.id === service) || (definition.visibleTo?.(principal, stored) ?? true);
  const stored = (document: AggregateDocument) => storedOf(definition, document);
  const seenBy = (principal: Principal, document: AggregateDocument | undefined) => {
    if (!document) return undefined;
    const found = stored(document);
    return isVisible(principal, found) ? found : undefined;
  };

  async function recordErasures(plan: WritePlan<S, P>) {
    if (plan.erasures.length === 0) return;
    if (!erasureLedger) throw new StoreBroken(`${definition.name}: words cannot be erased without an erasure ledger`);
    await erasureLedger.append(plan.erasures);
  }

  /** Which unique key stood in the way. Engines word that differently, so it is looked up. */
  async function takenKey(plan: WritePlan<S, P>): Promise<KeyTaken> {
    for (const [name, value] of Object.entries(plan.keys)) {
      const holder = await documents.loadByKey(name, value);
      if (holder && holder._id !== plan.after.id) return new KeyTaken(name);
    }
    return new KeyTaken('id');
  }

  function replayOf(
    document: AggregateDocument,
    context: CommandContext,
    how: { key: string; replayed: boolean },
  ): Outcome<S, P> | undefined {
    const done = doneBefore(document, how.key, context.fingerprint);
    if (!done) return undefined;
    // Its process may have died before its relay ran.
    if (document.outbox.length > 0) handOver(document._id, document.outbox);
    return {
      stored: stored(document),
      ...(done.created === undefined ? {} : { created: done.created }),
      replayed: how.replayed,
      changed: true,
    };
  }

  const outcomeOf = (plan: WritePlan<S, P>): Outcome<S, P> => ({
    stored: plan.after,
    ...(plan.created === undefined ? {} : { created: plan.created }),
    replayed: false,
    changed: true,
  });

  async function create(
    context: CommandContext,
    id: Id,
    decide: () => Decision<E, P> | Promise<Decision<E, P>>,
  ): Promise<Outcome<S, P>> {
    await room();
    const key = storedKey(idempotencySecret, context);
    const before = { wordsBytes: 0, waiting: 0 };
    let decision: Decision<E, P>;
    try {
      decision = await decide();
    } catch (refusal) {
      // What was made once stays made, whatever the rules say by now. Asked only here: a creation itself reads nothing.
      const first = await documents.loadByCreationKey(key);
      const replay = first && replayOf(first, context, { key, replayed: true });
      if (replay) return replay;
      throw refusal;
    }
    const plan = await planWrite(planning, { id, before, decision: fullDecision(decision), context });
    const document = fitting(
      documentOf(plan, { key, fingerprint: context.fingerprint, at: machineClock.now() }),
      limits.writeBytes,
    );
    let unknown: unknown;
    for (let attempt = 1; attempt <= attempts; attempt++) {
      try {
        if (unknown) await pause(retryDelayMs(attempt));
        if ((await documents.insert(document)) === 'inserted') {
          handOver(id, plan.events);
          return outcomeOf(plan);
        }
        const first = await documents.loadByCreationKey(key);
        const replay = first && replayOf(first, context, { key, replayed: !unknown || first._id !== id });
        if (replay) return replay;
        throw await takenKey(plan);
      } catch (error) {
        if (!isAway(error)) throw error;
        unknown = error;
      }
    }
    throw unknown;
  }

  /**
   * Decides, and compares `If-Match`. Access is the decision's to refuse and comes first: a version is told to nobody who
   * may not know of the thing. To who may, a stale version explains more than the rule that was broken because of it.
   */
  async function decided(before: Stored<S, P>, { ifMatch }: CommandContext, decide: Decide<S, E, P>) {
    const isStale = ifMatch !== undefined && ifMatch !== before.version;
    try {
      const decision = await decide(before.state, before);
      if (!isStale) return decision;
    } catch (refusal) {
      if (!isStale || !isRuleBroken(refusal)) throw refusal;
    }
    throw new Stale(before.version);
  }

  async function change(id: Id, context: CommandContext, decide: Decide<S, E, P>): Promise<Outcome<S, P>> {
    await room();
    const key = storedKey(idempotencySecret, context);
    let unknown: unknown;

    async function attempt(): Promise<Outcome<S, P> | undefined> {
      const document = await documents.load(id);
      const before = seenBy(context.principal, document);
      if (!document || !before) throw new NotFound();
      const replay = replayOf(document, context, { key, replayed: !unknown });
      if (replay) return replay;
      const decision = fullDecision(await decided(before, context, decide));
      if (decision.events.length === 0) return nothingSaid(document, before, decision);
      const plan = await planWrite(planning, {
        id,
        before: { stored: before, wordsBytes: document.wordsBytes, waiting: document.outbox.length },
        decision,
        context,
      });
      const now = machineClock.now();
      const write = fitting(
        changeOf(document, plan, {
          command: { key, fingerprint: context.fingerprint, at: now },
          keepCommands: commandsToKeep(document.commands, now),
        }),
        limits.writeBytes,
      );
      await recordErasures(plan);
      const result = await documents.write(id, document.version, write);
      if (result === 'duplicate') throw await takenKey(plan);
      if (result === 'conflict') return undefined;
      handOver(id, [...document.outbox, ...plan.events]);
      return outcomeOf(plan);
    }

    const attemptOnce = async () => {
      try {
        return await attempt();
      } catch (error) {
        if (!isAway(error)) throw error;
        unknown = error;
        return undefined;
      }
    };

    return (
      (await attemptOnce()) ??
      waitForTurn.take(id, async () => {
        for (let more = 2; more <= attempts; more++) {
          if (unknown || more > 2) await pause(retryDelayMs(more));
          const outcome = await attemptOnce();
          if (outcome) return outcome;
        }
        throw unknown ?? new ConcurrentWrites();
      })
    );
  }

  /** Nothing to write, but a due time that has passed must not keep the sweep coming back. */
  async function nothingSaid(
    document: AggregateDocument,
    before: Stored<S, P>,
    decision: Exclude<Decision<E, P>, readonly E[]>,
  ): Promise<Outcome<S, P>> {
    if (decision.words || decision.erase || decision.particulars)
      throw new StoreBroken(`a decision on ${definition.name} keeps something without saying so in an event`);
    const computed = decision.nextDueAt === undefined ? await options.nextDueAt?.(before.state) : decision.nextDueAt;
    const nextDueAt = computed ?? undefined;
    if (options.nextDueAt || decision.nextDueAt !== undefined) {
      if (nextDueAt?.getTime() !== document.nextDueAt?.getTime())
        await documents.setNextDueAt(document._id, document.version, nextDueAt);
    }
    return {
      stored: before,
      ...(decision.created === undefined ? {} : { created: decision.created }),
      replayed: false,
      changed: false,
    };
  }

  return {
    create,
    change,
    find: async (id, principal) => seenBy(principal, await documents.load(id)),
    async require(id, principal) {
      const found = seenBy(principal, await documents.load(id));
      if (!found) throw new NotFound();
      return found;
    },
    findByKey: async (name, value, principal) => seenBy(principal, await documents.loadByKey(name, value)),
    async findMany(ids, principal) {
      const found = new Map((await documents.loadMany(ids)).map((document) => [document._id, document]));
      return ids.flatMap((id) => seenBy(principal, found.get(id)) ?? []);
    },
    due: (now, limit) => documents.due(now, limit),
    nextDue: () => documents.nextDue(),
  };
}

const isRuleBroken = (error: unknown) =>
  isAppError(error) && (error.kind === 'conflict' || error.kind === 'impossible');

const isAway = (error: unknown) => isAppError(error) && error.code === DatabaseAway.problem.code;

/** 10, 20, 40, 80 ms, each up to doubled at random, so that two processes do not meet again. */
const retryDelayMs = (attempt: number) => 10 * 2 ** (attempt - 2) * (1 + Math.random());
