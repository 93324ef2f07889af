import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningStores, startStores } from '@throughline/embedded';
import { steps, type Thread } from './story-01.ts';
import { openTheatre, type Theatre } from './theatre.ts';
import { type TraceAnswer, traceThatMisses } from './trace-answer.ts';

const longMs = 240_000;
const dataDir = mkdtempSync(join(tmpdir(), 'throughline-lost-'));
let stores: RunningStores;
let theatre: Theatre;

beforeAll(async () => {
  // Its own broker, whose store nobody else needs.
  const { MONGODB_URL: _mongo, NATS_URL: _nats, ...env } = process.env;
  stores = await startStores({ dataDir, env });
  theatre = await openTheatre('lost', '2026-11-02T16:40:00Z', {}, stores);
}, longMs);
afterAll(async () => {
  await theatre?.close();
  await stores?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, longMs);

it(
  'the broker’s store is deleted in the middle of the story, and the trace comes out whole',
  async () => {
    const { stage } = theatre;
    const thread = {} as Thread;
    const half = Math.floor(steps.length / 2);
    let last: TraceAnswer | undefined;
    for (const [index, step] of steps.entries()) {
      await stage.moveClockTo(step.at);
      await step.act(stage, thread);
      if (index === half) {
        if (!stores.broker) throw new Error('the broker is ours');
        await stores.broker.kill();
        await stores.broker.eraseStore();
        await stores.broker.start();
      }
      last = await traceThatMisses(stage.as('auditor'), thread.concernId, step.missingAfter(stage), 60_000);
    }
    expect(last?.complete).toBe(true);
    const { faults } = await theatre.verify();
    expect(faults).toEqual([]);
  },
  longMs,
);
