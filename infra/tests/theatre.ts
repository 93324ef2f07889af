import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  administrator,
  type Cast,
  type DemoClient,
  demoClient,
  type ServiceName,
  type Stack,
  seedCast,
  startStack,
} from '@throughline/embedded';
import { addressOf, freshNames, type JournalVerification, verifyJournals } from '@throughline/testing';
import type { Stage } from './story-01.ts';

/** A whole stack for one test file: every service a process of its own, on fresh databases and streams. */
export interface Theatre {
  readonly stack: Stack;
  readonly stage: Stage;
  readonly cast: Cast;
  /** A client that is nobody: what the public sees. */
  readonly anybody: { get(path: string): Promise<Response> };
  readonly admin: DemoClient;
  /** kill -9; its supervisor starts it again by itself. */
  killService(name: ServiceName): void;
  verify(): Promise<JournalVerification>;
  close(): Promise<void>;
}

const checkout = resolve(import.meta.dirname, '../..');
const owners: readonly ServiceName[] = ['gateway', 'organisations', 'meetings', 'feedback', 'notifications'];

/** Raises the curtain: the stack runs, its clock stands at `startsAt`, the cast of the demo is registered and seated. */
export async function openTheatre(
  whose: string,
  startsAt: string,
  environment: NodeJS.ProcessEnv = {},
  stores = { mongodbUrl: addressOf('MONGODB_URL'), natsUrl: addressOf('NATS_URL') },
): Promise<Theatre> {
  const { database, streamPrefix } = freshNames(whose);
  const dataDir = mkdtempSync(join(tmpdir(), `throughline-${whose}-`));
  const lines: string[] = [];
  const stack = await startStack({
    checkout,
    dataDir,
    stores,
    mode: 'test',
    startsAt: new Date(startsAt),
    databasePrefix: database,
    streamPrefix,
    environment,
    onLine: (service, line) => lines.push(`${service}: ${line}`),
  });
  try {
    await stack.whenReady();
    const { token } = await stack.sessions.openFirstAdministrator(administrator);
    const admin = demoClient(stack.url, token);
    const cast = await seedCast(stack.url, admin, stack.sessions, startsAt.slice(0, 10));
    const tokens = new Map<string, string>(
      await Promise.all(cast.people.map(async ({ key, id }) => [key, await stack.sessions.open(id)] as const)),
    );
    for (const [key, { apiKey }] of Object.entries(cast.organisations)) tokens.set(`api:${key}`, apiKey);
    const stage: Stage = {
      as(who) {
        const token = tokens.get(who);
        if (!token) throw new Error(`nobody of the cast is called ${who}`);
        return demoClient(stack.url, token);
      },
      forumId: cast.forum.id,
      organisations: Object.fromEntries(
        Object.entries(cast.organisations).map(([key, { id }]) => [key, id]),
      ) as Stage['organisations'],
      async moveClockTo(instant) {
        await admin.put('/v1/demo-clock', { now: instant });
      },
    };
    return {
      stack,
      stage,
      cast,
      admin,
      anybody: { get: (path) => fetch(new URL(path, stack.url)) },
      killService(name) {
        const { pid } = stack.services[name];
        if (pid !== undefined) process.kill(pid, 'SIGKILL');
      },
      verify: () =>
        verifyJournals(
          stores.mongodbUrl,
          owners.map((name) => `${database}_${name}`),
        ),
      async close() {
        await stack.stop();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await stack.stop();
    throw new Error(`the stack did not come up; its last lines:\n${lines.slice(-30).join('\n')}`, { cause: error });
  }
}
