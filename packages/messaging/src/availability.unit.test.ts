import { expect, it } from '@jest/globals';
import { Unavailable } from '@throughline/kernel';
import { watchAvailability } from './availability.ts';

const quiet = { onAway: () => undefined, onBack: () => undefined };

it('one asks whether it is back, and all others wait', async () => {
  const availability = watchAvailability(new AbortController().signal, quiet);
  let asked = 0;
  const work = (who: string) => async () => {
    if (++asked < 3) throw new Unavailable();
    return who;
  };
  const first = availability.whenThere(work('first'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(availability.awayBecause).toBe('unavailable');
  const others = Promise.all(['a', 'b', 'c'].map((who) => availability.whenThere(work(who))));
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toBe(1);
  expect(await first).toBe('first');
  expect(await others).toEqual(['a', 'b', 'c']);
  expect(availability.awayBecause).toBeUndefined();
});

it('what fails for another reason rises at once', async () => {
  const availability = watchAvailability(new AbortController().signal, quiet);
  await expect(availability.whenThere(() => Promise.reject(new TypeError('a defect')))).rejects.toThrow('a defect');
});

it('who waits is let go when it is given up', async () => {
  const giveUp = new AbortController();
  const availability = watchAvailability(giveUp.signal, quiet);
  const waiting = [1, 2].map(() => availability.whenThere(() => Promise.reject(new Unavailable())));
  const outcomes = Promise.allSettled(waiting);
  giveUp.abort();
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
