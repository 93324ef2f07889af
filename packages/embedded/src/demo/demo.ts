import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '../stack/stack.ts';
import { administrator } from './demo-cast.ts';
import { type DemoClient, demoClient } from './demo-client.ts';
import { type Cast, seedCast } from './seed-cast.ts';
import { seedConcerns } from './seed-concerns.ts';

const weeksOfHistoryMs = 35 * 86_400_000;

/** Where a new demo's business clock starts: five weeks before `present`, so that the forum has a past. */
export const demoBeginning = (present: Date): Date => new Date(present.getTime() - weeksOfHistoryMs);

const castFile = (dataDir: string) => join(dataDir, 'cast.json');

/** Whether the data in this folder has its demo forum already, whole. */
export const isSeeded = (dataDir: string): boolean => existsSync(castFile(dataDir));

/** The cast of a demo that was seeded before. */
export const seededCast = (dataDir: string): Cast => JSON.parse(readFileSync(castFile(dataDir), 'utf8')) as Cast;

/**
 * Seeds one fictional forum through the public API and lets it live until `present`. Half a demo is never taken for a
 * whole one: the cast is written down last.
 */
export async function seedDemo(stack: Stack, present: Date, onProgress: (text: string) => void): Promise<Cast> {
  const { dataDir } = stack.surroundings;
  onProgress('Seeding one fictional forum …');
  const first = await stack.sessions.openFirstAdministrator(administrator);
  const admin = demoClient(stack.url, first.token);
  const today = demoBeginning(present).toISOString().slice(0, 10);
  const cast = await seedCast(stack.url, admin, stack.sessions, today);
  const clients = new Map<string, Promise<DemoClient>>();
  async function signIn(who: string): Promise<DemoClient> {
    const organisation = Object.entries(cast.organisations).find(([key]) => who === `api:${key}`)?.[1];
    if (organisation) return demoClient(stack.url, organisation.apiKey);
    const person = cast.people.find(({ key }) => key === who);
    if (!person) throw new Error(`nobody of the cast is called ${who}`);
    return demoClient(stack.url, await stack.sessions.open(person.id));
  }
  function as(who: string): Promise<DemoClient> {
    const client = clients.get(who) ?? signIn(who);
    clients.set(who, client);
    return client;
  }
  await seedConcerns({
    cast,
    as,
    present,
    // The clock runs on while things are done: a moment that has just passed needs no move.
    moveClockTo: async (instant) => {
      const { now } = await admin.get('/v1/demo-clock');
      if (instant > new Date(String(now))) await admin.put('/v1/demo-clock', { now: instant.toISOString() });
    },
  });
  const everybody: Cast = {
    ...cast,
    people: [
      { key: 'administrator', id: first.personId, role: 'administrator', name: administrator.name },
      ...cast.people,
    ],
  };
  writeFileSync(castFile(dataDir), JSON.stringify(everybody, null, 2), { mode: 0o600 });
  return everybody;
}
