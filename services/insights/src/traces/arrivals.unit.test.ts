import type { Envelope } from '@throughline/contracts';
import type { Sink } from '@throughline/messaging';
import { arrivals } from './arrivals.ts';

const [one, other] = ['con_00000000000000000000000001', 'con_00000000000000000000000002'];
const envelope = (subject: string, version: number) =>
  ({ subject, sequence: String(version).padStart(10, '0') }) as Envelope;

function listening(apply: Sink['apply'] = async () => undefined) {
  const { announcing, arrival } = arrivals();
  return { arrival, sink: announcing({ apply } as Sink) };
}

describe('arrivals', () => {
  it('are heard of by everybody who waits for that version or an earlier one of the aggregate', async () => {
    const { arrival, sink } = listening();
    const all = [arrival(one, 2, 5_000), arrival(one, 1, 5_000), arrival(one, 3, 30), arrival(other, 2, 30)];
    await sink.apply(envelope(one, 2));
    expect(await Promise.all(all)).toEqual([true, true, false, false]);
  });

  it('are not told of before they are taken in, nor when they were refused', async () => {
    const { arrival, sink } = listening(async () => Promise.reject(new Error('refused')));
    const waiting = arrival(one, 1, 30);
    await expect(sink.apply(envelope(one, 1))).rejects.toThrow('refused');
    expect(await waiting).toBe(false);
  });
});
