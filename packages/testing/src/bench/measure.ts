import { readFileSync } from 'node:fs';
import { Pool } from 'undici';

/** Jiffies a second on every Linux that Node runs on (USER_HZ). */
const ticksPerSecond = 100;

/** CPU time that these processes have used so far, in microseconds; one that is gone counts nothing. */
export function cpuMicroseconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return sum + ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1e6;
  }, 0);
}

/** One request of a load. */
export interface Shot {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What a burst of requests came to. */
export interface Burst {
  readonly accepted: number;
  readonly refused: number;
  readonly seconds: number;
  /** In the order in which the answers came, in milliseconds. */
  readonly latenciesMs: readonly number[];
  /** Bodies of the first few answers that were not 2xx, to explain a failure. */
  readonly complaints: readonly string[];
}

/** Fires for `seconds` from `clients` connections, each waiting for its answer before the next shot. */
export async function burst(url: string, next: () => Shot, clients: number, seconds: number): Promise<Burst> {
  const pool = new Pool(url, { connections: clients, pipelining: 1 });
  const until = performance.now() + seconds * 1_000;
  const started = performance.now();
  const latenciesMs: number[] = [];
  const complaints: string[] = [];
  let accepted = 0;
  let refused = 0;
  async function client() {
    while (performance.now() < until) {
      const begun = performance.now();
      const { statusCode, body } = await pool.request({ method: 'POST', ...next() });
      const text = await body.text();
      latenciesMs.push(performance.now() - begun);
      if (statusCode >= 200 && statusCode < 300) accepted++;
      else {
        refused++;
        if (complaints.length < 3) complaints.push(`${statusCode} ${text.slice(0, 300)}`);
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, client));
  const elapsed = (performance.now() - started) / 1_000;
  await pool.close();
  return { accepted, refused, seconds: elapsed, latenciesMs, complaints };
}
