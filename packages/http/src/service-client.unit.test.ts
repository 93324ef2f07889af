import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Unavailable } from '@throughline/kernel';
import { z } from 'zod';
import { ForeignProblem, UnexpectedAnswer } from './service-client.errors.ts';
import { type ServiceClient, serviceClient } from './service-client.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const body = async (request: IncomingMessage) => Buffer.concat(await request.toArray()).toString();

async function against(listener: RequestListener, options: { timeoutMs?: number } = {}): Promise<ServiceClient> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = serviceClient({
    baseUrl: `http://127.0.0.1:${port}`,
    tokens: { serviceToken: async () => 'own' },
    ...options,
  });
  closers.push(
    () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
    () => client.close(),
  );
  return client;
}

const answer = (response: ServerResponse, status: number, document: unknown, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(document));

const echo = z.object({ method: z.string(), authorization: z.string().optional(), body: z.string() });

describe('a service client', () => {
  it('asks in its own name, in the reader’s, or in nobody’s', async () => {
    const client = await against(async (request, response) =>
      answer(response, 200, {
        method: request.method,
        authorization: request.headers.authorization,
        body: await body(request),
      }),
    );
    expect(await client.getJson('/x', echo)).toEqual({ method: 'GET', authorization: 'Bearer own', body: '' });
    const sent = await client.postJson('/x', { a: 1 }, echo, { token: 'reader' });
    expect(sent).toEqual({ method: 'POST', authorization: 'Bearer reader', body: '{"a":1}' });
    expect((await client.getJson('/x', echo, { token: null })).authorization).toBeUndefined();
  });
  it('reads a page with its neighbours', async () => {
    const client = await against((_request, response) =>
      answer(response, 200, { items: [1, 2] }, { link: '</v1/x?cursor=b>; rel="next", </v1/x?cursor=a>; rel="prev"' }),
    );
    expect(await client.getPage('/v1/x', z.int())).toEqual({
      items: [1, 2],
      next: '/v1/x?cursor=b',
      prev: '/v1/x?cursor=a',
    });
  });
  it('hands a refusal on with its own code, kind and faults', async () => {
    const errors = [{ pointer: '/a', code: 'missing', message: 'is missing' }];
    const client = await against((_request, response) =>
      answer(response, 409, { code: 'ask-already-referred', title: 'Already', detail: 'It is.', errors }),
    );
    const refused = client.getJson('/x', z.unknown());
    await expect(refused).rejects.toThrow(ForeignProblem);
    await expect(refused).rejects.toMatchObject({
      code: 'ask-already-referred',
      kind: 'conflict',
      message: 'It is.',
      faults: errors,
    });
  });
  it('takes 5xx for an absence, with the other’s Retry-After', async () => {
    const client = await against((_request, response) => answer(response, 503, {}, { 'retry-after': '9' }));
    await expect(client.getJson('/x', z.unknown())).rejects.toMatchObject({
      code: 'unavailable',
      retryAfterSeconds: 9,
    });
  });
  it('never tells a reader to sign in because this service was refused', async () => {
    const client = await against((_request, response) => answer(response, 401, { code: 'unauthenticated', title: '' }));
    await expect(client.getJson('/x', z.unknown())).rejects.toThrow(UnexpectedAnswer);
    await expect(client.getJson('/x', z.unknown(), { token: 'reader' })).rejects.toThrow(ForeignProblem);
  });
  it('calls an answer unexpected that is not what was agreed, or no JSON', async () => {
    const client = await against((request, response) =>
      request.url === '/text' ? response.end('<html>') : answer(response, 200, { a: 'x' }),
    );
    await expect(client.getJson('/x', z.object({ a: z.int() }))).rejects.toThrow(UnexpectedAnswer);
    await expect(client.getJson('/text', z.unknown())).rejects.toThrow(UnexpectedAnswer);
  });
  it('gives up after its timeout', async () => {
    const client = await against(() => undefined, { timeoutMs: 100 });
    await expect(client.getJson('/x', z.unknown())).rejects.toThrow(Unavailable);
  });
  it('says unavailable when nobody listens, having asked twice', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const client = serviceClient({ baseUrl: `http://127.0.0.1:${port}` });
    closers.push(() => client.close());
    await expect(client.getJson('/x', z.unknown())).rejects.toMatchObject({
      code: 'unavailable',
      retryAfterSeconds: 2,
    });
  });
});
