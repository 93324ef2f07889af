import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  administrator,
  type Cast,
  demoClient,
  freePort,
  type Stack,
  seedCast,
  serviceNames,
  startStack,
  startStores,
} from '@throughline/embedded';
import { tokens } from '@throughline/http';
import { newId } from '@throughline/kernel';
import { freshNames } from '../fresh.ts';
import { waitUntil } from '../wait-until.ts';
import type { BaselineKind } from './baseline.ts';
import { countEverything } from './count-everything.ts';
import { type Burst, burst, cpuMicroseconds, type Shot } from './measure.ts';
import { type PairedRatio, pairedRatio, quantile } from './statistics.ts';
import { measureVisibility } from './visibility.ts';

/** How long and how hard. */
export interface AcceptOptions {
  readonly checkout: string;
  /** Each round measures every contender once. At least 2. */
  readonly rounds: number;
  readonly secondsEach: number;
  readonly clients: number;
  readonly say: (line: string) => void;
  /** Where the raw figures go. */
  readonly rawFile: string;
}

/** One of the four: through the gateway with everything on, the service alone, and the two plain ways. */
type Contender = 'P' | 'D' | 'B0' | 'B1';
const contenders: readonly Contender[] = ['P', 'D', 'B0', 'B1'];

interface Measured {
  readonly acceptedPerSecond: number;
  readonly cpuMicrosecondsPerRequest: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly accepted: number;
  readonly refused: number;
}

/** What the design asks of the write path (issue 3: required, and aimed at). */
const targets = [
  { name: 'D/B0', ours: 'D', theirs: 'B0', required: 2, aimedAt: 3 },
  { name: 'D/B1', ours: 'D', theirs: 'B1', required: 1.3, aimedAt: 1.5 },
  { name: 'P/B0', ours: 'P', theirs: 'B0', required: 1.5, aimedAt: undefined },
] as const;
const visibleMedianMs = 25;
const visibleP99Ms = 150;

const bodyFor = (forumId: string, number: number) =>
  JSON.stringify({
    forumId,
    category: 'housing',
    narrative: { text: `Heating has been off for weeks in the temporary flats. Benchmark ${number}.`, language: 'en' },
    asks: [
      { text: 'Repair the heating', language: 'en' },
      { text: 'Name one housing officer for the building', language: 'en' },
    ],
    onBehalfOf: {
      peopleConcerned: 14,
      consent: { scope: ['forum', 'institution', 'public-summary'], version: '2026-1', givenOn: '2026-11-02' },
    },
    identityTier: 'forum',
    areas: ['E05011118'],
  });

async function startBaseline(kind: BaselineKind, stores: { mongodbUrl: string; natsUrl: string }) {
  const port = await freePort();
  const names = freshNames(`bench-${kind}`);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'baseline.js'), kind], {
    env: {
      ...process.env,
      MONGODB_URL: stores.mongodbUrl,
      NATS_URL: stores.natsUrl,
      DATABASE: names.database,
      STREAM: `${names.streamPrefix}BENCH`,
      PORT: String(port),
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntil(`the baseline ${kind} listens`, async () => (await fetch(url)).status > 0, { timeoutMs: 20_000 });
  return { url, pids: [child.pid ?? 0], stop: () => child.kill('SIGTERM') };
}

function measured({ accepted, refused, seconds, latenciesMs }: Burst, cpu: number): Measured {
  return {
    acceptedPerSecond: accepted / seconds,
    cpuMicrosecondsPerRequest: cpu / Math.max(1, accepted + refused),
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
    accepted,
    refused,
  };
}

async function castOf(stack: Stack): Promise<Cast> {
  await stack.whenReady();
  const { token } = await stack.sessions.openFirstAdministrator(administrator);
  return seedCast(stack.url, demoClient(stack.url, token), stack.sessions, new Date().toISOString().slice(0, 10));
}

const shuffled = (round: number) =>
  contenders.map((_, index) => contenders[(index + round) % contenders.length] as Contender);
const show = ({ ratio, low, high }: PairedRatio) => `${ratio.toFixed(2)} (95 % ${low.toFixed(2)}–${high.toFixed(2)})`;

/**
 * Measures how many concerns are accepted a second: interleaved rounds in one run on one stack, everything co-located,
 * compared as ratios within rounds. Resolves to whether every promise held.
 */
export async function benchAccept(options: AcceptOptions): Promise<boolean> {
  const { checkout, rounds, secondsEach, clients, say, rawFile } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  const stores = await startStores({ dataDir: join(dataDir, 'stores'), onProgress: say });
  const { database, streamPrefix } = freshNames('bench');
  const stack = await startStack({
    checkout,
    dataDir,
    stores,
    mode: 'test',
    databasePrefix: database,
    streamPrefix,
    // The limiter stays in the path; only its number is raised.
    environment: { RATE_LIMIT_PER_KEY: '1000000', RATE_LIMIT_PUBLIC_POSTS: '1000000' },
    logLevel: 'warn',
  });
  const baselines: { stop(): unknown }[] = [];
  try {
    const cast = await castOf(stack);
    const apiKey = cast.organisations.kinfolk.apiKey;
    const { gateway: privateJwk = {} } = stack.surroundings.secrets.privateKeys;
    const asGateway = tokens({ issuer: 'gateway', privateJwk, publicJwks: stack.surroundings.secrets.publicKeys });
    const b0 = await startBaseline('transaction', stores);
    const b1 = await startBaseline('two-inserts', stores);
    baselines.push(b0, b1);
    const pidOf = (name: keyof Stack['services']) => stack.services[name].pid ?? 0;
    let number = 0;
    let answered = 0;
    const shot = (headers: Record<string, string>) => (): Shot => ({
      path: '/v1/concerns',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
      body: bodyFor(cast.forum.id, ++number),
    });
    /** What the gateway hands to the service behind it. */
    const internalToken = () =>
      asGateway.sign({
        kind: 'key',
        id: newId('key'),
        organisationId: cast.organisations.kinfolk.id,
        scopes: ['concerns:submit'],
      });
    const run: Record<Contender, () => Promise<Measured>> = {
      P: async () => {
        await whenQuiet(stack);
        return fireAtUs(stack.url, shot({ authorization: `Bearer ${apiKey}` }), [pidOf('gateway'), pidOf('feedback')]);
      },
      D: () =>
        alone(async () =>
          fireAtUs(stack.services.feedback.url, shot({ authorization: `Bearer ${await internalToken()}` }), [
            pidOf('feedback'),
          ]),
        ),
      B0: () => alone(() => fire(b0.url, shot({}), b0.pids)),
      B1: () => alone(() => fire(b1.url, shot({}), b1.pids)),
    };
    /** The plain ways have no consumers; while they and the service alone are measured, nobody else of ours runs. */
    const others = serviceNames.filter((name) => name !== 'feedback').map(pidOf);
    async function alone<T>(work: () => Promise<T>): Promise<T> {
      await whenQuiet(stack);
      for (const pid of others) process.kill(pid, 'SIGSTOP');
      try {
        return await work();
      } finally {
        for (const pid of others) process.kill(pid, 'SIGCONT');
      }
    }
    async function fire(url: string, next: () => Shot, pids: readonly number[]): Promise<Measured> {
      const before = cpuMicroseconds(pids);
      const result = await burst(url, next, clients, secondsEach);
      if (result.refused > 0) say(`  refused: ${result.complaints.join(' | ')}`);
      return measured(result, cpuMicroseconds(pids) - before);
    }
    async function fireAtUs(...parameters: Parameters<typeof fire>): Promise<Measured> {
      const result = await fire(...parameters);
      answered += result.accepted;
      return result;
    }
    say(`${cpus().length} cores; ${rounds} rounds of ${secondsEach} s each, ${clients} clients; warming up …`);
    for (const contender of contenders) await run[contender]();
    const results: Record<Contender, Measured[]> = { P: [], D: [], B0: [], B1: [] };
    for (let round = 0; round < rounds; round++) {
      for (const contender of shuffled(round)) results[contender].push(await run[contender]());
      const line = contenders.map((name) => `${name} ${results[name].at(-1)?.acceptedPerSecond.toFixed(0)}/s`);
      say(`  round ${round + 1}: ${line.join('  ')}`);
    }
    const median = (name: Contender, of: keyof Measured) =>
      quantile(
        results[name].map((each) => each[of]),
        0.5,
      );
    for (const name of contenders)
      say(
        `${name.padEnd(3)} ${median(name, 'acceptedPerSecond').toFixed(0).padStart(5)}/s  ` +
          `${median(name, 'cpuMicrosecondsPerRequest').toFixed(0).padStart(5)} µs CPU a request  ` +
          `p50 ${median(name, 'p50Ms').toFixed(1)} ms  p99 ${median(name, 'p99Ms').toFixed(1)} ms`,
      );
    const rates = (name: Contender) => results[name].map(({ acceptedPerSecond }) => acceptedPerSecond);
    const ratios = targets.map((target) => ({
      ...target,
      measured: pairedRatio(rates(target.ours), rates(target.theirs)),
    }));
    for (const { name, measured: ratio, required, aimedAt } of ratios)
      say(
        `${name} ${show(ratio)}: ${ratio.ratio >= required ? 'holds' : 'FAILS'} (required ${required}${aimedAt ? `, aimed at ${aimedAt}` : ''})`,
      );
    await whenQuiet(stack);
    const visibility = await measureVisibility(
      stack.url,
      apiKey,
      () => bodyFor(cast.forum.id, ++number),
      median('P', 'acceptedPerSecond') / 2,
    );
    answered += visibility.accepted;
    const visible = { medianMs: quantile(visibility.delaysMs, 0.5), p99Ms: quantile(visibility.delaysMs, 0.99) };
    const isVisible = visible.medianMs <= visibleMedianMs && visible.p99Ms <= visibleP99Ms;
    say(
      `submission → visible at ${visibility.ratePerSecond.toFixed(0)}/s: median ${visible.medianMs.toFixed(1)} ms, ` +
        `p99 ${visible.p99Ms.toFixed(1)} ms (${visibility.delaysMs.length} samples): ${isVisible ? 'holds' : 'FAILS'} (≤ ${visibleMedianMs}, ≤ ${visibleP99Ms})`,
    );
    await whenQuiet(stack);
    const counts = await countEverything({
      mongodbUrl: stores.mongodbUrl,
      natsUrl: stores.natsUrl,
      database,
      streamPrefix,
    });
    say(
      `2xx ${answered}, ${Object.entries(counts)
        .map(([what, count]) => `${what} ${count}`)
        .join(', ')}`,
    );
    const areEqual =
      counts.concerns === answered &&
      counts.concerns === counts.submitted &&
      counts.concerns === counts.streamed &&
      counts.concerns === counts.projected;
    const raw = {
      at: new Date().toISOString(),
      cores: cpus().length,
      rounds,
      secondsEach,
      clients,
      results,
      ratios,
      visibility,
      answered,
      counts,
    };
    mkdirSync(join(rawFile, '..'), { recursive: true });
    writeFileSync(rawFile, `${JSON.stringify(raw, null, 2)}\n`);
    return areEqual && isVisible && ratios.every(({ measured: ratio, required }) => ratio.ratio >= required);
  } finally {
    for (const baseline of baselines) baseline.stop();
    await stack.stop();
    await stores.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Waits until the stack has nothing left to relay or to take in, so that one contender does not pay for another. */
async function whenQuiet(stack: Stack): Promise<void> {
  await waitUntil(
    'nothing is under way',
    async () => {
      const { lag } = (await (await fetch(`${stack.services.gateway.url}/readyz`)).json()) as {
        lag: Record<string, number>;
      };
      return Object.values(lag).every((events) => events === 0);
    },
    { timeoutMs: 60_000, everyMs: 100 },
  );
  await sleep(300);
}
