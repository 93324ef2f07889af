import { afterAll, describe, expect, it } from '@jest/globals';
import { type ActionEvent, type Envelope, type Recorded, versionOf } from '@throughline/contracts';
import { newId } from '@throughline/kernel';
import fc from 'fast-check';
import { inMemoryDatabase } from './in-memory-database.ts';
import { assigned, command, completed, progressed, sampleActions } from './sample-action.test.ts';
import { testDatabases } from './test-database.test.ts';

const databases = testDatabases();
afterAll(() => databases.dropAll());

interface ActionMirror {
  readonly types: readonly string[];
}

const project = (previous: ActionMirror | undefined, event: Recorded<ActionEvent>): ActionMirror => ({
  types: [...(previous?.types ?? []), event.type],
});

/** A history as an owner would have written it. */
async function historyOf(length: number): Promise<readonly Envelope[]> {
  const { journal, ...database } = inMemoryDatabase();
  const store = database.aggregate(sampleActions);
  const { stored } = await store.create(command(), newId('act'), () => [assigned()]);
  for (let more = 1; more < length - 1; more++) await store.change(stored.id, command(), () => progressed());
  if (length > 1) await store.change(stored.id, command(), () => [completed()]);
  return (await journal.page({ aggregateId: stored.id })).events;
}

async function withMirror() {
  const { database } = await databases.open();
  const mirror = database.mirror<ActionMirror, ActionEvent>({ collection: 'action_mirrors', project });
  const handled: string[] = [];
  let isFailing = false;
  const effects = database.effects<ActionEvent>({
    name: 'mail',
    handle: async (event) => {
      handled.push(`${event.subject}@${event.version}`);
      if (isFailing) throw new Error('the handler failed');
    },
  });
  await database.ensureIndexes();
  return { database, mirror, effects, handled, failing: (value: boolean) => void (isFailing = value) };
}

describe('a mirror', () => {
  it('takes each event once and in order, however often they come', async () => {
    const { mirror } = await withMirror();
    const events = await historyOf(4);
    for (const event of events) for (let time = 0; time < 3; time++) await mirror.apply(event);
    for (const event of events.slice(0, -1)) await mirror.apply(event);
    const last = events.at(-1);
    expect(await mirror.find(last?.subject ?? '')).toEqual({
      _id: last?.subject,
      seen: 4,
      head: last?.hash,
      types: events.map(({ type }) => type),
    });
    expect(await mirror.seen(last?.subject ?? '')).toEqual({ version: 4, hash: last?.hash });
    expect(await mirror.seen(newId('act'))).toBeUndefined();
  });

  it('refuses what comes after a gap, and a second event of a version', async () => {
    const { mirror } = await withMirror();
    const [first, second, third] = await historyOf(3);
    const [another] = await historyOf(1);
    if (!first || !second || !third || !another) throw new Error('a history of three');
    await expect(mirror.apply(second)).rejects.toMatchObject({ code: 'gap-before', seen: 0 });
    await mirror.apply(first);
    await expect(mirror.apply(third)).rejects.toMatchObject({ code: 'gap-before', seen: 1 });
    await expect(mirror.apply({ ...first, hash: another.hash })).rejects.toMatchObject({ code: 'fork-found' });
    await expect(mirror.apply({ ...second, previoushash: another.hash })).rejects.toMatchObject({ code: 'fork-found' });
    expect((await mirror.find(first.subject))?.types).toHaveLength(1);
  });

  it('is the same whatever the order of delivery, as long as everything comes in the end', async () => {
    const { mirror } = await withMirror();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 4 }), { maxLength: 12 }), async (order) => {
        const events = await historyOf(5);
        const deliveries = [...order.flatMap((place) => events[place] ?? []), ...events];
        await Promise.all(
          [0, 1].map(async () => {
            for (const event of deliveries) await mirror.apply(event).catch(expectGap);
          }),
        );
        for (const event of events) await mirror.apply(event).catch(expectGap);
        expect((await mirror.find(events[0]?.subject ?? ''))?.types).toEqual(events.map(({ type }) => type));
      }),
      { numRuns: 8 },
    );
  });

  it('moves its gate over what is skipped, never back, and can forget', async () => {
    const { mirror } = await withMirror();
    const events = await historyOf(4);
    const [first, second, third, fourth] = events;
    if (!first || !second || !third || !fourth) throw new Error('a history of four');
    await mirror.skip(second);
    await mirror.skip(first);
    expect(await mirror.seen(first.subject)).toEqual({ version: 2, hash: second.hash });
    await mirror.apply(third);
    await mirror.skip(fourth);
    expect((await mirror.find(first.subject))?.types).toEqual([third.type]);
    await mirror.forget?.(first.subject);
    expect(await mirror.seen(first.subject)).toBeUndefined();
    await mirror.apply(first);
    await mirror.clear();
    expect(await mirror.find(first.subject)).toBeUndefined();
  });
});

describe('a mirror that reacts', () => {
  async function withReactions(name?: string) {
    const opened = await databases.open(name === undefined ? {} : { name });
    const done: string[] = [];
    let isFailing = false;
    const mirror = opened.database.mirror<ActionMirror, ActionEvent>({
      collection: 'action_mirrors',
      project,
      react: {
        to: [assigned().type, completed().type],
        async handle({ type, version }, { types }) {
          done.push(`${type}@${version} of ${types.length}`);
          if (isFailing) throw new Error('the reaction failed');
        },
      },
    });
    return { ...opened, mirror, done, failing: (value: boolean) => void (isFailing = value) };
  }
  const [first, last] = [`${assigned().type}@1 of 1`, `${completed().type}@3 of 3`];

  it('does so before its gate moves, to what it names alone, and again after a failure', async () => {
    const { database, mirror, done, failing } = await withReactions();
    await database.ensureIndexes();
    const events = await historyOf(3);
    const id = events[0]?.subject ?? '';
    failing(true);
    for (const event of events.slice(0, 1)) await expect(mirror.apply(event)).rejects.toThrow('the reaction failed');
    expect(await mirror.seen(id)).toBeUndefined();
    failing(false);
    for (const event of [...events, ...events]) await mirror.apply(event);
    expect(done).toEqual([first, first, last]);
    expect(await mirror.find(id)).toEqual({
      _id: id,
      seen: 3,
      head: events[2]?.hash,
      types: events.map(({ type }) => type),
    });
  });

  it('does not to what was written before its first start, of which there is one', async () => {
    const [before, after] = [await historyOf(3), withReactions()];
    const { name, database, mirror, done } = await after;
    await new Promise((resolve) => setTimeout(resolve, 2));
    await database.ensureIndexes();
    for (const event of before) await mirror.apply(event);
    expect(done).toEqual([]);
    const later = await historyOf(3);
    await new Promise((resolve) => setTimeout(resolve, 2));
    const again = await withReactions(name);
    await again.database.ensureIndexes();
    for (const event of later) await again.mirror.apply(event);
    expect(again.done).toEqual([first, last]);
  });

  it('does not once more when it has been forgotten or cleared and reads the same again', async () => {
    const { database, mirror, done } = await withReactions();
    await database.ensureIndexes();
    const events = await historyOf(4);
    const id = events[0]?.subject ?? '';
    for (const event of events.slice(0, 2)) await mirror.apply(event);
    for (const forget of [() => mirror.forget?.(id), () => mirror.clear()]) {
      await forget();
      expect((await mirror.seen(id))?.version ?? 0).toBe(0);
      await mirror.apply(events[0] as Envelope);
    }
    for (const event of events.slice(1)) await mirror.apply(event);
    expect(done).toEqual([first, `${completed().type}@4 of 4`]);
    expect(Object.keys((await mirror.find(id)) ?? {}).toSorted()).toEqual(['_id', 'head', 'seen', 'types']);
  });
});

const expectGap = (error: unknown) =>
  expect(error).toMatchObject({ code: expect.stringMatching(/gap-before|concurrent/) });

describe('an effect', () => {
  it('runs before its gate moves, and so again after a failure', async () => {
    const { effects, handled, failing } = await withMirror();
    const [first, second] = await historyOf(2);
    if (!first || !second) throw new Error('a history of two');
    failing(true);
    await expect(effects.apply(first)).rejects.toThrow('the handler failed');
    expect(await effects.seen(first.subject)).toBeUndefined();
    failing(false);
    for (const event of [first, first, second, first]) await effects.apply(event);
    expect(handled.map((entry) => Number(entry.split('@')[1]))).toEqual([1, 1, 2]);
  });

  it('does not run for what is skipped', async () => {
    const { effects, handled } = await withMirror();
    const events = await historyOf(3);
    for (const event of events.slice(0, 2)) await effects.skip(event);
    for (const event of events) await effects.apply(event);
    expect(handled).toEqual([`${events[0]?.subject}@3`]);
    expect(versionOf(events[2] as Envelope)).toBe(3);
  });
});
