import { describe, expect, it } from '@jest/globals';
import {
  type ActionEvent,
  actionEvents,
  type Envelope,
  envelopeV1,
  recordedOf,
  versionOf,
} from '@throughline/contracts';
import {
  anonymous,
  Forbidden,
  firstBrokenLink,
  NotAllowedNow,
  NotFound,
  newId,
  Unavailable,
} from '@throughline/kernel';
import type { AggregateDefinition, AggregateOptions } from './aggregate-definition.ts';
import type { AggregateStore } from './aggregate-store.ts';
import type { Erasure, ErasureLedger } from './erasure-ledger.ts';
import type { Journal } from './journal-port.ts';
import {
  assigned,
  command,
  completed,
  evolve,
  forumId,
  officer,
  progressed,
  type SampleParticulars,
  type SampleState,
  sampleActions,
} from './sample-action.test.ts';
import { isKept, saltedHash } from './words.ts';

type Definition = AggregateDefinition<SampleState, ActionEvent, SampleParticulars>;

/** What the suite is run against. Each call of `open` gives an empty database. */
export interface StoreUnderTest {
  readonly store: AggregateStore<SampleState, ActionEvent, SampleParticulars>;
  readonly journal: Journal;
}

export interface OpenOptions {
  readonly definition?: Definition;
  readonly options?: AggregateOptions<SampleState>;
  readonly machineClock: { now(): Date };
  readonly erasureLedger: ErasureLedger;
}

const visibleToAll: Definition = { ...sampleActions, visibleTo: () => true };

/** The promises of every AggregateStore, whatever it stands on. */
export function aggregateStoreContract(open: (options: OpenOptions) => Promise<StoreUnderTest>) {
  let machineTime = new Date('2026-11-02T10:00:00.000Z');
  const erasures: Erasure[] = [];
  const erasureLedger: ErasureLedger = {
    append: async (entries) => {
      erasures.push(...entries);
    },
    all: async () => erasures,
  };
  const fresh = (options: Partial<OpenOptions> = {}) => {
    machineTime = new Date('2026-11-02T10:00:00.000Z');
    erasures.length = 0;
    return open({ machineClock: { now: () => machineTime }, erasureLedger, ...options });
  };
  const eventsOf = async (journal: Journal, aggregateId: string): Promise<readonly Envelope[]> =>
    (await journal.page({ aggregateId, limit: 500 })).events;

  async function oneAction(options: Partial<OpenOptions> = {}) {
    const under = await fresh(options);
    const { stored } = await under.store.create(command(), newId('act'), () => [assigned()]);
    return { ...under, id: stored.id };
  }

  describe('creating', () => {
    it('stores the fold of the events under the version that counts them', async () => {
      const { store } = await fresh();
      const id = newId('act');
      const outcome = await store.create(command(), id, () => [assigned(), completed()]);
      expect(outcome).toMatchObject({ replayed: false, changed: true });
      expect(await store.require(id, officer)).toEqual(outcome.stored);
      expect(outcome.stored).toMatchObject({ id, version: 2, forumId, state: { status: 'completed' } });
    });

    it('seals each event into the chain and says who did what, when and because of what', async () => {
      const { store, journal } = await fresh();
      const id = newId('act');
      const context = command({ causationId: newId('con'), correlationId: 'flow' });
      const { stored } = await store.create(context, id, () => [assigned(), completed()]);
      const events = await eventsOf(journal, id);
      expect(events.map((event) => envelopeV1.parse(event))).toHaveLength(2);
      expect(events.map(({ sequence }) => sequence)).toEqual(['0000000001', '0000000002']);
      expect(firstBrokenLink(events as (Envelope & { previoushash: string; hash: string })[])).toBeUndefined();
      expect(events[1]?.hash).toBe(stored.head);
      expect(events[0]).toMatchObject({
        source: '/meetings',
        subject: id,
        type: actionEvents.assigned.type,
        dataschema: actionEvents.assigned.dataschema,
        time: context.now.toISOString(),
        actor: officer.kind === 'person' ? officer.id : '',
        forumid: forumId,
        correlationid: 'flow',
        causationid: context.causationId,
      });
    });

    it('makes the same of an aggregate when its events are folded again', async () => {
      const { store, journal, id } = await oneAction();
      await store.change(id, command(), () => progressed());
      const refolded = (await eventsOf(journal, id)).reduce<SampleState | undefined>(
        (state, event) => evolve(state, recordedOf(event) as never),
        undefined,
      );
      expect((await store.require(id, officer)).state).toEqual(refolded);
    });

    it('makes one of a hundred identical creations, and answers all with it', async () => {
      const { store } = await fresh();
      const context = command({ commandKey: 'the same' });
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, () => store.create(context, newId('act'), () => [assigned()])),
      );
      expect(new Set(outcomes.map(({ stored }) => stored.id)).size).toBe(1);
      expect(outcomes.filter(({ replayed }) => !replayed)).toHaveLength(1);
    });

    it('answers a replay with what was made, and the id of what was made inside', async () => {
      const { store } = await fresh();
      const context = command();
      const inside = newId('ref');
      const first = await store.create(context, newId('act'), () => ({ events: [assigned()], created: inside }));
      const again = await store.create(context, newId('act'), () => [assigned()]);
      expect(again).toEqual({ stored: first.stored, created: inside, replayed: true, changed: true });
    });

    it('answers a replay also when its rules refuse by now, and a new creation is refused all the same', async () => {
      const { store } = await fresh();
      const context = command();
      const refuse = async () => {
        throw new NotAllowedNow('The due date has passed.');
      };
      const first = await store.create(context, newId('act'), async () => [assigned()]);
      await store.change(first.stored.id, command(), () => progressed());
      const again = await store.create(context, newId('act'), refuse);
      expect(again).toMatchObject({ replayed: true, stored: { id: first.stored.id, version: 2 } });
      await expect(store.create(command(), newId('act'), refuse)).rejects.toMatchObject({ code: 'not-allowed-now' });
      const other = store.create({ ...context, fingerprint: 'other' }, newId('act'), refuse);
      await expect(other).rejects.toMatchObject({ code: 'idempotency-mismatch' });
    });

    it('refuses a key that was used for something else, and keeps keys of two owners apart', async () => {
      const { store } = await fresh();
      const context = command({ commandKey: 'mine' });
      await store.create(context, newId('act'), () => [assigned()]);
      const other = store.create({ ...context, fingerprint: 'other' }, newId('act'), () => [assigned()]);
      await expect(other).rejects.toMatchObject({ code: 'idempotency-mismatch', kind: 'impossible' });
      const theirs = command({ commandKey: 'mine', principal: { kind: 'person', id: newId('per'), roles: [] } });
      expect(await store.create(theirs, newId('act'), () => [assigned()])).toMatchObject({ replayed: false });
    });

    it('lets a unique key belong to one only, and names it', async () => {
      const { store } = await fresh();
      const make = () =>
        store.create(command(), newId('act'), () => ({ events: [assigned()], particulars: { external: 'X-1' } }));
      const { stored } = await make();
      await expect(make()).rejects.toMatchObject({ code: 'key-taken', key: 'external' });
      expect(await store.findByKey('external', 'X-1', officer)).toEqual(stored);
      const { stored: second } = await store.create(command(), newId('act'), () => [assigned()]);
      const taking = store.change(second.id, command(), () => ({
        events: [completed()],
        particulars: { external: 'X-1' },
      }));
      await expect(taking).rejects.toMatchObject({ code: 'key-taken', key: 'external' });
      expect((await store.require(second.id, officer)).version).toBe(1);
    });

    it('refuses an event that breaks its schema, and writes nothing', async () => {
      const { store } = await fresh();
      const id = newId('act');
      const broken = { ...assigned(), data: { ownerId: 'somebody' } } as unknown as ActionEvent;
      await expect(store.create(command(), id, () => [broken])).rejects.toMatchObject({ code: 'store-broken' });
      await expect(store.create(command(), id, () => [])).rejects.toMatchObject({ code: 'store-broken' });
      expect(await store.find(id, officer)).toBeUndefined();
    });
  });

  describe('changing', () => {
    it('keeps versions contiguous under twenty parallel changes', async () => {
      const { store, journal, id } = await oneAction();
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () => store.change(id, command(), () => progressed())),
      );
      const versions = outcomes.map(({ stored }) => stored.version).toSorted((one, other) => one - other);
      expect(versions).toEqual(Array.from({ length: 20 }, (_, index) => index + 2));
      const events = await eventsOf(journal, id);
      expect(events.map(versionOf)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
      expect(firstBrokenLink(events as (Envelope & { previoushash: string; hash: string })[])).toBeUndefined();
    });

    it('row 16: a hundred writers on one aggregate finish or conflict, and versions are contiguous', async () => {
      const { store, journal, id } = await oneAction();
      const settled = await Promise.allSettled(
        Array.from({ length: 100 }, () => store.change(id, command(), () => progressed())),
      );
      const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      for (const reason of refused) expect(reason).toMatchObject({ status: 409 });
      const done = settled.length - refused.length;
      expect(done).toBeGreaterThan(0);
      const events = await eventsOf(journal, id);
      expect(events.map(versionOf)).toEqual(Array.from({ length: done + 1 }, (_, index) => index + 1));
      expect(firstBrokenLink(events as (Envelope & { previoushash: string; hash: string })[])).toBeUndefined();
      expect((await store.require(id, officer)).version).toBe(done + 1);
    });

    it('does a command once, however often and however parallel it comes', async () => {
      const { store, id } = await oneAction();
      const context = command();
      const report = progressed();
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, () => store.change(id, context, () => ({ ...report, created: report.textId }))),
      );
      expect(outcomes.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect(new Set(outcomes.map(({ created }) => created))).toEqual(new Set([report.textId]));
      expect((await store.require(id, officer)).version).toBe(2);
    });

    it('refuses a used key with another fingerprint, that of the creation too', async () => {
      const { store } = await fresh();
      const creation = command();
      const { stored } = await store.create(creation, newId('act'), () => [assigned()]);
      const change = command();
      await store.change(stored.id, change, () => [completed()]);
      for (const { commandKey } of [creation, change]) {
        const reused = store.change(stored.id, command({ commandKey, fingerprint: 'other' }), () => [completed()]);
        await expect(reused).rejects.toMatchObject({ code: 'idempotency-mismatch' });
      }
    });

    it('refuses a stale If-Match, but a replay wins over it', async () => {
      const { store, id } = await oneAction();
      const context = command({ ifMatch: 1 });
      await store.change(id, context, () => [completed()]);
      expect(await store.change(id, context, () => [completed()])).toMatchObject({ replayed: true });
      const stale = store.change(id, command({ ifMatch: 1 }), () => [completed()]);
      await expect(stale).rejects.toMatchObject({ code: 'stale', kind: 'stale' });
    });

    it.each([
      ['who may not know of it', () => new NotFound(), 'not-found'],
      ['who may not do it', () => new Forbidden('It is not yours to do.'), 'forbidden'],
      ['whom a rule refuses', () => new NotAllowedNow('It is done already.'), 'stale'],
      ['whose answer needs something that is away', () => new Unavailable(), 'unavailable'],
    ])('compares If-Match after access: %s', async (_who, refusal, code) => {
      const { store, id } = await oneAction({ definition: visibleToAll });
      const refused = (ifMatch: number) =>
        store.change(id, command({ ifMatch }), async () => {
          throw refusal();
        });
      await expect(refused(999)).rejects.toMatchObject({ code });
      await expect(refused(1)).rejects.toMatchObject({ code: refusal().code });
    });

    it('writes nothing for a stale If-Match although its decision was allowed', async () => {
      const { store, id } = await oneAction();
      const stale = store.change(id, command({ ifMatch: 999 }), () => [completed()]);
      await expect(stale).rejects.toMatchObject({ code: 'stale' });
      expect((await store.require(id, officer)).version).toBe(1);
    });

    it('lets exactly one of many with the same If-Match through', async () => {
      const { store, id } = await oneAction();
      const results = await Promise.allSettled(
        Array.from({ length: 10 }, () => store.change(id, command({ ifMatch: 1 }), () => [completed()])),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await store.require(id, officer)).version).toBe(2);
    });

    it('writes nothing when the decision has nothing to say, and lets a refusal rise', async () => {
      const { store, id } = await oneAction();
      expect(await store.change(id, command(), () => [])).toMatchObject({ changed: false, stored: { version: 1 } });
      const refused = store.change(id, command(), () => {
        throw new RangeError('no');
      });
      await expect(refused).rejects.toThrow('no');
      const silent = store.change(id, command(), () => ({ events: [], words: progressed().words }));
      await expect(silent).rejects.toMatchObject({ code: 'store-broken' });
      expect((await store.require(id, officer)).version).toBe(1);
    });

    it('does not tell what is hidden from what is not there', async () => {
      const { store, id } = await oneAction();
      const hidden = store.change(id, command({ principal: anonymous }), () => [completed()]);
      const missing = store.change(newId('act'), command(), () => [completed()]);
      const [one, other] = await Promise.all(
        [hidden, missing].map((promise) => promise.catch((error: Error) => error)),
      );
      expect([one, other].map((error) => (error as Error).message)).toEqual([
        (one as Error).message,
        (one as Error).message,
      ]);
      expect(one).toMatchObject({ code: 'not-found' });
      expect(await store.find(id, anonymous)).toBeUndefined();
      expect(await store.findMany([id], anonymous)).toEqual([]);
    });

    it('remembers the commands of a day and never fewer than fifty', async () => {
      const { store, id } = await oneAction();
      const early = command();
      await store.change(id, early, () => progressed());
      machineTime = new Date('2026-11-04T10:00:00.000Z');
      for (let more = 1; more < 50; more++) await store.change(id, command(), () => progressed());
      expect(await store.change(id, early, () => progressed())).toMatchObject({ replayed: true });
      await store.change(id, command(), () => progressed());
      expect(await store.change(id, early, () => progressed())).toMatchObject({ replayed: false });
    });
  });

  describe('words', () => {
    it('stay with the aggregate, each with its salt, and in no event', async () => {
      const { store, journal, id } = await oneAction();
      const report = progressed('canary-4711');
      await store.change(id, command(), () => report);
      const { words } = await store.require(id, officer);
      const entry = words[report.textId];
      expect(isKept(entry) && entry.text).toBe('canary-4711');
      const events = await eventsOf(journal, id);
      expect(JSON.stringify(events)).not.toContain('canary-4711');
      expect(isKept(entry) && events[1]?.data['textHashes']).toEqual([
        { textId: report.textId, sha256: isKept(entry) && saltedHash(entry) },
      ]);
    });

    it('are destroyed after the ledger has them, leaving date and reason', async () => {
      const { store, id } = await oneAction();
      const { textId, ...report } = progressed('to be forgotten');
      await store.change(id, command(), () => report);
      const context = command();
      await store.change(id, context, () => ({
        events: [actionEvents.textErased.of({ textId, reason: 'taken-down' })],
        erase: [{ textId, reason: 'taken-down' }],
      }));
      const { words } = await store.require(id, officer);
      expect(words[textId]).toEqual({ erasedAt: context.now, reason: 'taken-down' });
      expect(erasures).toEqual([{ aggregateId: id, textId, erasedAt: context.now, reason: 'taken-down' }]);
    });

    it('have a limit together, and an erased text gives its room back', async () => {
      const { store, id } = await oneAction({ definition: { ...sampleActions, limits: { wordsBytes: 100 } } });
      const long = progressed('x'.repeat(80));
      await store.change(id, command(), () => long);
      const tooMuch = store.change(id, command(), () => progressed('y'.repeat(30)));
      await expect(tooMuch).rejects.toMatchObject({ code: 'document-too-large', kind: 'too-large' });
      await store.change(id, command(), () => ({
        events: [actionEvents.textErased.of({ textId: long.textId, reason: 'taken-down' })],
        erase: [{ textId: long.textId, reason: 'taken-down' }],
      }));
      expect(await store.change(id, command(), () => progressed('y'.repeat(30)))).toMatchObject({ changed: true });
    });

    it('keep a single write within its limit', async () => {
      const { store, id } = await oneAction({ definition: { ...sampleActions, limits: { writeBytes: 3_000 } } });
      const tooMuch = store.change(id, command(), () => progressed('x'.repeat(3_000)));
      await expect(tooMuch).rejects.toMatchObject({ code: 'document-too-large' });
    });
  });

  describe('due times', () => {
    const dueUntilDone: AggregateOptions<SampleState> = {
      nextDueAt: ({ status, due }) => (status === 'completed' ? null : new Date(`${due}T09:00:00.000Z`)),
    };

    it('are found in their order, and gone when the clock stops', async () => {
      const { store, id } = await oneAction({ options: dueUntilDone });
      const sooner = new Date('2026-11-20T09:00:00.000Z');
      const { stored: second } = await store.create(command(), newId('act'), () => ({
        events: [assigned()],
        nextDueAt: sooner,
      }));
      expect(await store.nextDue()).toEqual(sooner);
      expect(await store.due(new Date('2026-12-31'), 10)).toEqual([second.id, id]);
      expect(await store.due(new Date('2026-11-21'), 10)).toEqual([second.id]);
      await store.change(second.id, command(), () => [completed()]);
      expect(await store.due(new Date('2026-12-31'), 10)).toEqual([id]);
    });

    it('are put right by a decision that has nothing to say, without a new version', async () => {
      const { store } = await fresh({ options: dueUntilDone });
      const { stored } = await store.create(command(), newId('act'), () => ({
        events: [assigned()],
        nextDueAt: new Date('2026-11-03'),
      }));
      await store.change(stored.id, command(), () => []);
      expect(await store.due(new Date('2026-11-04'), 10)).toEqual([]);
      expect(await store.require(stored.id, officer)).toMatchObject({ version: 1 });
    });
  });

  it('finds many in the order asked for, leaving out what is not there', async () => {
    const { store, id } = await oneAction();
    const { stored: second } = await store.create(command(), newId('act'), () => [assigned()]);
    const found = await store.findMany([second.id, newId('act'), id], officer);
    expect(found.map((stored) => stored.id)).toEqual([second.id, id]);
  });
}
