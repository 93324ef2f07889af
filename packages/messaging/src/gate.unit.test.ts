import { expect, it } from '@jest/globals';
import { newId } from '@throughline/kernel';
import fc from 'fast-check';
import { chain, eventAfter } from '../test/events.ts';
import { recordingSink } from '../test/recording-sink.ts';
import { weigh } from './gate.ts';
import { createIntake } from './intake.ts';
import { memoryParking } from './memory-parking.ts';

const events = chain(9);
const [first, second, third] = events as [(typeof events)[0], (typeof events)[0], (typeof events)[0]];
const seenAt = ({ sequence, hash }: (typeof events)[0]) => ({ version: Number(sequence), hash });

it('the first event opens the gate, and only the first', () => {
  expect(weigh(undefined, first)).toBe('next');
  expect(weigh(undefined, second)).toBe('gap');
});

it('the next event is the one whose previous hash is the head; another history is a fork', () => {
  expect(weigh(seenAt(first), second)).toBe('next');
  expect(weigh(seenAt(first), third)).toBe('gap');
  const other = eventAfter(undefined, { subject: first.subject, actor: 'per_other' });
  expect(weigh(seenAt(other), second)).toBe('fork');
  expect(weigh(seenAt(first), other)).toBe('fork');
});

it('what was seen is done', () => {
  expect(weigh(seenAt(second), second)).toBe('done');
  expect(weigh(seenAt(third), first)).toBe('done');
});

it('whatever is delivered, how often and in which order: each version has one effect, in order, and a journal completes it', async () => {
  const id = events[0]?.subject ?? newId('con');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...events), { maxLength: 40 }), async (deliveries) => {
      const sink = recordingSink();
      const journal = async (_id: string, after: number) => events.slice(after, after + 2);
      const intake = createIntake({
        subscription: { sink, parking: memoryParking(), journalOf: journal },
        clock: { now: () => new Date() },
        firstStart: () => undefined,
        isDiscarded: () => false,
        onParked: (mark) => expect(mark).toBeUndefined(),
      });
      for (const event of deliveries) await intake.take(event);
      expect(sink.versionsOf(id)).toEqual(sink.versionsOf(id).map((_, place) => place + 1));
      await intake.catchUpWith(id);
      expect(sink.versionsOf(id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }),
  );
});
