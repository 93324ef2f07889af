import { expect, it } from '@jest/globals';
import type { Envelope } from '@throughline/contracts';
import { problem, Unavailable } from '@throughline/kernel';
import { chain } from '../test/events.ts';
import { recordingSink } from '../test/recording-sink.ts';
import { catchUp } from './catch-up.ts';
import { memoryParking } from './memory-parking.ts';

class RuleBroken extends problem({ code: 'rule-broken', kind: 'broken', title: 'A rule is broken', remedy: 'None.' }) {}

const pagesOf = (events: readonly Envelope[], size: number) => async (after: string | undefined) => {
  const from = Number(after ?? 0);
  const page = events.slice(from, from + size);
  return from + size < events.length ? { events: page, next: String(from + size) } : { events: page };
};
const none = { applied: 0, skipped: 0, already: 0, parked: 0, gap: 0 };

it('a journal is read once through the gate, and a second reading changes nothing', async () => {
  const chains = [chain(7), chain(3), chain(5)];
  const events = chains.flat();
  const sink = recordingSink();
  const journalPage = pagesOf(events, 4);
  expect(await catchUp({ journalPage, sink })).toEqual({ ...none, applied: 15, marks: [] });
  expect(await catchUp({ journalPage, sink })).toEqual({ ...none, already: 15, marks: [] });
  for (const [first] of chains) expect(sink.versionsOf(first?.subject ?? '')[0]).toBe(1);
});

it('what was discarded is skipped, what is broken is parked with its successors, the rest goes on', async () => {
  const [discarded, broken, healthy] = [chain(3), chain(3), chain(3)];
  const parking = memoryParking();
  const aggregateId = discarded[0]?.subject ?? '';
  await parking.discard({ aggregateId, version: 2, reason: 'mistake', by: 'per_1', discardedAt: new Date(0) });
  const sink = recordingSink();
  sink.before = ({ id }) => {
    if (id === broken[1]?.id) throw new RuleBroken();
  };
  const journalPage = pagesOf([discarded, broken, healthy].flat(), 5);
  const { marks, ...counts } = await catchUp({ journalPage, sink, parking });
  expect(counts).toEqual({ ...none, applied: 6, skipped: 1, parked: 2 });
  expect(marks).toMatchObject([
    { aggregateId: broken[0]?.subject, version: 2, reason: 'broken', errorCode: 'rule-broken' },
  ]);
});

it('when something is away it stops, and run again it goes on where it stood', async () => {
  const events = chain(6);
  const sink = recordingSink();
  let calls = 0;
  sink.before = () => {
    if (++calls === 4) throw new Unavailable();
  };
  const journalPage = pagesOf(events, 6);
  await expect(catchUp({ journalPage, sink })).rejects.toMatchObject({ kind: 'unavailable' });
  await catchUp({ journalPage, sink });
  expect(sink.versionsOf(events[0]?.subject ?? '')).toEqual([1, 2, 3, 4, 5, 6]);
});
