import { shortCache } from './short-cache.ts';

const cache = (now: () => number, size = 10) =>
  shortCache<number>({ ageMs: 3_000, size, remembersError: (error) => error === 'no', machineNow: now });

it('an answer is good for three seconds and not a moment longer', async () => {
  let now = 0;
  let asked = 0;
  const remembered = cache(() => now);
  const find = async () => (asked += 1);
  await remembered.get('key', find);
  now = 2_999;
  await remembered.get('key', find);
  expect(asked).toBe(1);
  now = 3_000;
  expect(await remembered.get('key', find)).toBe(2);
});

it('equal questions of one moment are asked once', async () => {
  let asked = 0;
  const remembered = cache(() => 0);
  const find = async () => (asked += 1);
  await Promise.all(Array.from({ length: 50 }, () => remembered.get('key', find)));
  expect(asked).toBe(1);
});

it('a refusal is remembered; a failure is asked about again', async () => {
  let asked = 0;
  const remembered = cache(() => 0);
  const failWith = (reason: unknown) => async () => {
    asked += 1;
    throw reason;
  };
  for (const _ of [1, 2]) await expect(remembered.get('refused', failWith('no'))).rejects.toBe('no');
  expect(asked).toBe(1);
  for (const _ of [1, 2]) await expect(remembered.get('failed', failWith('away'))).rejects.toBe('away');
  expect(asked).toBe(3);
});

it('it forgets when told to, and never holds more than it may', async () => {
  let asked = 0;
  const remembered = cache(() => 0, 2);
  const find = async () => (asked += 1);
  await remembered.get('a', find);
  remembered.clear();
  await remembered.get('a', find);
  expect(asked).toBe(2);
  for (const key of ['b', 'c', 'a']) await remembered.get(key, find);
  expect(asked).toBe(5);
});
