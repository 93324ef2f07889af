import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

/** How long it took until what was submitted could be read in its trace. */
export interface Visibility {
  readonly ratePerSecond: number;
  readonly accepted: number;
  /** From sending the submission to reading its trace, in milliseconds. */
  readonly delaysMs: readonly number[];
}

const forSeconds = 10;
/** One submission in so many is followed to its trace: looking must not be the load. */
const followedOneIn = 20;

/**
 * Submits at a steady rate through the gateway for 10 s. Some submissions are followed: their trace is asked for with
 * `?after=` as soon as they are accepted, so the delay is what a client sees, submission and all.
 */
export async function measureVisibility(
  url: string,
  apiKey: string,
  nextBody: () => string,
  ratePerSecond: number,
): Promise<Visibility> {
  const pool = new Pool(url, { connections: 64, pipelining: 1 });
  const authorization = `Bearer ${apiKey}`;
  const delaysMs: number[] = [];
  let accepted = 0;

  async function submit(isFollowed: boolean): Promise<void> {
    const sent = performance.now();
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: '/v1/concerns',
      headers: { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: nextBody(),
    });
    const answer = (await body.json()) as { id: string; version: number };
    if (statusCode !== 201) throw new Error(`a submission was answered ${statusCode}: ${JSON.stringify(answer)}`);
    accepted++;
    if (!isFollowed) return;
    const path = `/v1/traces/${answer.id}?after=${answer.id}@${answer.version}`;
    const trace = await pool.request({ method: 'GET', path, headers: { authorization } });
    await trace.body.dump();
    if (trace.statusCode !== 200) throw new Error(`a trace was answered ${trace.statusCode}`);
    delaysMs.push(performance.now() - sent);
  }

  const underWay: Promise<void>[] = [];
  const began = performance.now();
  for (let index = 0; index < ratePerSecond * forSeconds; index++) {
    const due = began + (index / ratePerSecond) * 1_000;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    underWay.push(submit(index % followedOneIn === 0));
  }
  await Promise.all(underWay);
  await pool.close();
  return { ratePerSecond, accepted, delaysMs };
}
