import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a public route answered: the parts that the demo reads. */
export interface Answer {
  readonly created: string;
  readonly id: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

/** Talks to the public API as one bearer, as any other program would. */
export interface DemoClient {
  get(path: string): Promise<Answer>;
  post(path: string, body?: object): Promise<Answer>;
  put(path: string, body: object, version?: number): Promise<Answer>;
}

/** How patient a client is: for so long it repeats what found nobody there or was answered 503. Default 20,000. */
interface Patience {
  readonly patienceMs?: number;
}

const betweenTriesMs = 150;

/** The API answered, and it was a refusal. */
class RefusedByApi extends Error {
  override readonly name = 'RefusedByApi';
  readonly status: number;
  readonly body: string;

  constructor(call: string, status: number, body: string) {
    super(`${call} was answered ${status}: ${body}`);
    this.status = status;
    this.body = body;
  }
}

/**
 * A client for `url` (the gateway) with a bearer token or API key. Each POST has one Idempotency-Key, so what is
 * repeated after a failure happens once. Throws {@link RefusedByApi}.
 */
export function demoClient(url: string, bearer: string, { patienceMs = 20_000 }: Patience = {}): DemoClient {
  async function once(method: string, path: string, headers: Record<string, string>, body?: object): Promise<Answer> {
    const response = await fetch(new URL(path, url), { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (!response.ok) throw new RefusedByApi(`${method} ${path}`, response.status, text);
    return (text ? JSON.parse(text) : {}) as Answer;
  }
  async function call(method: string, path: string, body?: object, version?: number): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${bearer}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
      ...(version !== undefined && { 'if-match': `"${version}"` }),
    };
    for (const until = performance.now() + patienceMs; ; ) {
      try {
        return await once(method, path, headers, body);
      } catch (error) {
        const isFinal = error instanceof RefusedByApi && error.status !== 503;
        if (isFinal || performance.now() > until) throw error;
        await sleep(betweenTriesMs);
      }
    }
  }
  return {
    get: (path) => call('GET', path),
    post: (path, body = {}) => call('POST', path, body),
    put: (path, body, version) => call('PUT', path, body, version),
  };
}
