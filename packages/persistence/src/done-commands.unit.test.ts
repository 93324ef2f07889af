import { describe, expect, it } from '@jest/globals';
import { newId } from '@throughline/kernel';
import fc from 'fast-check';
import { commandsToKeep, storedKey } from './done-commands.ts';

const now = new Date('2026-11-02T10:00:00.000Z');
const hourMs = 60 * 60 * 1000;

const done = (hoursAgo: number) => ({
  key: 'key',
  version: 1,
  fingerprint: 'fingerprint',
  at: new Date(now.getTime() - hoursAgo * hourMs),
});

describe('the commands that a document remembers', () => {
  it('are those of the last 24 h, never fewer than 50, the new one among them', () => {
    const day = fc.array(fc.integer({ min: 0, max: 72 }), { maxLength: 400 });
    fc.assert(
      fc.property(day, (hours) => {
        const commands = hours.toSorted((one, other) => other - one).map(done);
        const recent = commands.filter(({ at }) => at.getTime() > now.getTime() - 24 * hourMs).length;
        const kept = commandsToKeep(commands, now);
        expect(kept).toBeGreaterThanOrEqual(recent + 1);
        expect(kept).toBeGreaterThanOrEqual(Math.min(commands.length + 1, 50));
        expect(kept).toBe(Math.max(recent, Math.min(commands.length, 49)) + 1);
      }),
    );
  });

  it('are at most 1,000: the next one is refused until the oldest is a day old', () => {
    const full = [done(30), ...Array.from({ length: 1_000 }, () => done(23))];
    expect(() => commandsToKeep(full, now)).toThrow(
      expect.objectContaining({ code: 'too-many-commands', retryAfterSeconds: 3_600 }),
    );
    expect(commandsToKeep(full.slice(0, -1), now)).toBe(1_000);
  });

  it('go by keys that nobody can read, each of its owner', () => {
    const person = { kind: 'person', id: newId('per'), roles: [] } as const;
    const key = { kind: 'key', id: newId('key'), organisationId: newId('org'), scopes: [] } as const;
    const otherKey = { ...key, id: newId('key') };
    const of = (principal: typeof person | typeof key) => storedKey('secret', { principal, commandKey: 'legible' });
    expect(of(person)).toMatch(/^[0-9a-f]{32}$/);
    expect(of(person)).not.toBe(of(key));
    expect(of(otherKey)).toBe(of(key));
  });
});
