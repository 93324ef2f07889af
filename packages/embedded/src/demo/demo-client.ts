import { randomUUID } from 'node:crypto';

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

/** A client for `url` (the gateway) with a bearer token or API key. Throws with the problem's text when a call is refused. */
export function demoClient(url: string, bearer: string): DemoClient {
  async function call(method: string, path: string, body?: object, version?: number): Promise<Answer> {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
        ...(version !== undefined && { 'if-match': `"${version}"` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return (text ? JSON.parse(text) : {}) as Answer;
  }
  return {
    get: (path) => call('GET', path),
    post: (path, body = {}) => call('POST', path, body),
    put: (path, body, version) => call('PUT', path, body, version),
  };
}
