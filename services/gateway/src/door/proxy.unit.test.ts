import { Agent, createServer, request as httpRequest, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import { type Proxy, proxyTo } from './proxy.ts';

const servers: Server[] = [];
const proxies: Proxy[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A door before a service. */
async function doorBefore(service: RequestListener): Promise<string> {
  const proxy = proxyTo(await serve(service));
  proxies.push(proxy);
  return serve((request, response) =>
    proxy.pass(request, response, {
      requestId: 'one',
      token: undefined,
      traceparent: undefined,
      answerHeaders: [],
      refuse: (error) => response.writeHead(503).end(error.code),
    }),
  );
}

const refusingUnread: RequestListener = (_request, response) =>
  void response.writeHead(413, { 'content-length': 9 }).end('too large');

interface Sending {
  readonly pieces: number;
  readonly headers?: Record<string, string | number>;
  readonly agent?: Agent;
}

/** Sends pieces of 16 KiB, slowly, whether there is an answer already or not. */
async function sendSlowly(
  url: string,
  { pieces, headers = {}, agent }: Sending,
): Promise<{ status: number; text: string }> {
  const request = httpRequest(url, { method: 'POST', headers, agent });
  const answer = new Promise<{ status: number; text: string }>((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece) => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text })).on('error', reject);
    });
  });
  const piece = Buffer.alloc(16 * 1024, ' ');
  for (let sent = 0; sent < pieces; sent += 1) {
    request.write(piece);
    await sleep(1);
  }
  request.end();
  return answer;
}

it.each([
  ['of a length that was said', { 'content-length': 40 * 16 * 1024 }],
  ['of a length that nobody knows', { 'transfer-encoding': 'chunked' }],
])(
  'a sender reads why it was refused, while it is still sending a body %s, and keeps its connection',
  async (_what, headers) => {
    const door = await doorBefore(refusingUnread);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let times = 0; times < 5; times += 1) {
      const { status, text } = await sendSlowly(door, { pieces: 40, headers, agent });
      expect([status, text]).toEqual([413, 'too large']);
    }
    agent.destroy();
  },
);

it.each([
  ['small', 2],
  ['large', 40],
])('a %s body arrives as it was sent', async (_size, pieces) => {
  const door = await doorBefore(async (request, response) => {
    let size = 0;
    for await (const piece of request) size += (piece as Buffer).length;
    response.end(`${size} of ${request.headers['content-length']}`);
  });
  const length = pieces * 16 * 1024;
  const { text } = await sendSlowly(door, { pieces, headers: { 'content-length': length } });
  expect(text).toBe(`${length} of ${length}`);
});

it.each([
  ['small', 4 * 16 * 1024],
  ['large', 40 * 16 * 1024],
])('of a %s body that breaks off, nothing whole reaches the service', async (_size, length) => {
  const seen: string[] = [];
  const door = await doorBefore((request, response) => {
    request
      .resume()
      .on('end', () => seen.push('whole'))
      .on('error', () => seen.push('broken'));
    request.on('end', () => response.end());
  });
  const request = httpRequest(door, { method: 'POST', headers: { 'content-length': length } });
  request.on('error', () => undefined);
  request.write(Buffer.alloc(16 * 1024));
  await sleep(30);
  request.destroy();
  await sleep(50);
  expect(seen).not.toContain('whole');
});
