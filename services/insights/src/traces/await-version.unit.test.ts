import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from '@throughline/kernel';
import { type Sight, versionAwaiter } from './await-version.ts';
import { VersionUnknown } from './trace.errors.ts';

const aggregateId = 'con_00000000000000000000000001';

function sightOf({ arrivesAfter = 0, exists = true, isParked = false } = {}) {
  let asked = 0;
  const journal: number[] = [];
  const sight = {
    sink: { seen: async () => (asked++ >= arrivesAfter ? { version: 3, hash: '' } : undefined) },
    parking: { find: async () => (isParked ? { aggregateId } : undefined) },
    arrival: (_id: string, _version: number, withinMs: number) => sleep(withinMs, false),
    journalOf: async (_id: string, after: number) => {
      journal.push(after);
      return exists ? [{ sequence: String(after + 1).padStart(10, '0') }] : [];
    },
  } as unknown as Sight;
  return { sight, journal };
}

describe('waiting for a version', () => {
  it('does not wait for what is there', async () => {
    const { sight, journal } = sightOf();
    await expect(versionAwaiter({ concern: sight })({ aggregateId, version: 3 })).resolves.toBe('seen');
    expect(journal).toEqual([]);
  });

  it('waits for what arrives in a moment, without asking its owner', async () => {
    const { sight, journal } = sightOf({ arrivesAfter: 4 });
    await expect(versionAwaiter({ concern: sight })({ aggregateId, version: 3 })).resolves.toBe('seen');
    expect(journal).toEqual([]);
  });

  it('says at once that a parked aggregate is behind', async () => {
    const { sight } = sightOf({ arrivesAfter: Number.POSITIVE_INFINITY, isParked: true });
    await expect(versionAwaiter({ concern: sight })({ aggregateId, version: 3 })).resolves.toBe('behind');
  });

  it('refuses a version that its owner does not have, long before the two seconds are over', async () => {
    const { sight, journal } = sightOf({ arrivesAfter: Number.POSITIVE_INFINITY, exists: false });
    const began = performance.now();
    await expect(versionAwaiter({ concern: sight })({ aggregateId, version: 9 })).rejects.toThrow(VersionUnknown);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(journal).toEqual([8]);
  });

  it('gives up after two seconds', async () => {
    const { sight } = sightOf({ arrivesAfter: Number.POSITIVE_INFINITY });
    await expect(versionAwaiter({ concern: sight })({ aggregateId, version: 3 })).rejects.toThrow(Unavailable);
  });

  it('keeps a hundred waiting and no more', async () => {
    const { sight } = sightOf({ arrivesAfter: Number.POSITIVE_INFINITY });
    const wait = versionAwaiter({ concern: sight });
    const waiting = Array.from({ length: 100 }, () => wait({ aggregateId, version: 3 }).catch(() => 'gave up'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const began = performance.now();
    await expect(wait({ aggregateId, version: 3 })).rejects.toThrow(Unavailable);
    expect(performance.now() - began).toBeLessThan(500);
    await Promise.all(waiting);
    // Whoever has given up has made room.
    const { sight: arriving } = sightOf({ arrivesAfter: 2 });
    await expect(versionAwaiter({ concern: arriving })({ aggregateId, version: 3 })).resolves.toBe('seen');
  });

  it('knows nothing of aggregates that are not followed here', async () => {
    await expect(versionAwaiter({})({ aggregateId, version: 1 })).rejects.toThrow(VersionUnknown);
  });
});
