import { describe, expect, it } from '@jest/globals';
import { type ActionEvent, actionEvents } from '@throughline/contracts';
import { newId, newUuid, systemClock } from '@throughline/kernel';
import fc from 'fast-check';
import { memoryDocuments } from './aggregate-documents.memory.ts';
import { type AggregateDocuments, DatabaseAway } from './aggregate-documents.ts';
import type { AggregateStore } from './aggregate-store.ts';
import { commandStore } from './command-store.ts';
import { knownEvents } from './known-events.ts';
import {
  assigned,
  command,
  officer,
  progressed,
  type SampleParticulars,
  type SampleState,
  sampleActions,
} from './sample-action.test.ts';
import { defaultLimits } from './write-plan.ts';

/** What becomes of a write whose answer never comes. */
type Fault = 'none' | 'lost before' | 'lost after' | 'done later' | 'overtaken';

function storeOver(documents: AggregateDocuments, limits = defaultLimits) {
  const relayed: string[] = [];
  const store: AggregateStore<SampleState, ActionEvent, SampleParticulars> = commandStore({
    planning: {
      definition: sampleActions,
      options: {},
      limits,
      eventOf: knownEvents(sampleActions),
      newEventId: newUuid,
    },
    documents,
    service: 'tests',
    idempotencySecret: 'a secret that guards nothing but tests',
    machineClock: systemClock,
    erasureLedger: undefined,
    room: async () => undefined,
    handOver: (_id, events) => void relayed.push(...events.map(({ id }) => id)),
  });
  return { store, relayed };
}

/** Documents whose writes meet the faults in turn. */
function faulty(faults: readonly Fault[]): AggregateDocuments {
  const documents = memoryDocuments();
  const queue = [...faults];
  async function facing<Result>(work: () => Promise<Result>): Promise<Result> {
    const fault = queue.shift() ?? 'none';
    if (fault === 'none') return work();
    if (fault === 'lost after') await work();
    if (fault === 'done later') setTimeout(() => void work(), 15);
    if (fault === 'overtaken') setTimeout(() => void work(), 1);
    throw new DatabaseAway(new Error(fault));
  }
  return {
    ...documents,
    insert: (document) => facing(() => documents.insert(document)),
    write: (id, version, change) => facing(() => documents.write(id, version, change)),
  };
}

describe('a write whose outcome is unknown', () => {
  it.each<Fault>(['lost before', 'lost after', 'done later', 'overtaken'])(
    'is a creation all the same: %s',
    async (fault) => {
      const { store } = storeOver(faulty([fault]));
      const id = newId('act');
      const outcome = await store.create(command(), id, () => [assigned()]);
      expect(outcome).toMatchObject({ replayed: false, stored: { id, version: 1 } });
    },
  );

  it.each<Fault>(['lost before', 'lost after', 'done later', 'overtaken'])(
    'is a change all the same: %s',
    async (fault) => {
      const { store } = storeOver(faulty(['none', fault]));
      const id = newId('act');
      await store.create(command(), id, () => [assigned()]);
      const outcome = await store.change(id, command({ ifMatch: 1 }), () => progressed());
      expect(outcome).toMatchObject({ replayed: false, stored: { version: 2 } });
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect((await store.require(id, officer)).version).toBe(2);
    },
  );

  it('is handed to the relay although the answer never came', async () => {
    const { store, relayed } = storeOver(faulty(['none', 'lost after']));
    const id = newId('act');
    await store.create(command(), id, () => [assigned()]);
    await store.change(id, command(), () => progressed());
    expect(new Set(relayed).size).toBe(2);
  });

  it('is told to the caller as unavailable when it never clears up, and the repetition finds out', async () => {
    const { store } = storeOver(faulty(['none', 'lost after', ...Array<Fault>(4).fill('lost before')]));
    const id = newId('act');
    await store.create(command(), id, () => [assigned()]);
    const away = storeOver({
      ...memoryDocuments(),
      load: () => Promise.reject(new DatabaseAway(new Error('away'))),
    }).store.change(id, command(), () => progressed());
    await expect(away).rejects.toMatchObject({ kind: 'unavailable', retryAfterSeconds: 2 });
    expect(await store.change(id, command(), () => progressed())).toMatchObject({ changed: true });
  });

  it('never becomes two, whatever the order of faults', async () => {
    const fault = fc.constantFrom<Fault>('none', 'lost before', 'lost after', 'done later', 'overtaken');
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 4 }), fc.integer({ min: 1, max: 4 }), async (faults, parallel) => {
        const { store } = storeOver(faulty(['none', ...faults]));
        const id = newId('act');
        await store.create(command(), id, () => [assigned()]);
        const contexts = Array.from({ length: parallel }, () => command());
        await Promise.all(contexts.map((context) => store.change(id, context, () => progressed())));
        await new Promise((resolve) => setTimeout(resolve, 20));
        const { version, state } = await store.require(id, officer);
        expect(version).toBe(1 + parallel);
        expect(state.reports).toHaveLength(parallel);
      }),
      { numRuns: 40 },
    );
  });
});

describe('an outbox that nobody empties', () => {
  it('stops taking events at its limit, with the time to wait', async () => {
    const { store } = storeOver(memoryDocuments(), { ...defaultLimits, outbox: 3 });
    const id = newId('act');
    await store.create(command(), id, () => [assigned()]);
    for (let more = 0; more < 2; more++) await store.change(id, command(), () => progressed());
    const oneMore = store.change(id, command(), () => progressed());
    await expect(oneMore).rejects.toMatchObject({ kind: 'unavailable', retryAfterSeconds: 5 });
  });
});

describe('a decision that erases', () => {
  it('is refused where nothing records erasures, and the words stay', async () => {
    const { store } = storeOver(memoryDocuments());
    const id = newId('act');
    const { textId, ...report } = progressed();
    await store.create(command(), id, () => [assigned()]);
    await store.change(id, command(), () => report);
    const erasing = store.change(id, command(), () => ({
      events: [actionEvents.textErased.of({ textId, reason: 'taken-down' })],
      erase: [{ textId, reason: 'taken-down' }],
    }));
    await expect(erasing).rejects.toMatchObject({ code: 'store-broken' });
    expect((await store.require(id, officer)).words[textId]).toHaveProperty('text');
  });
});
