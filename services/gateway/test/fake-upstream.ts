import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OrganisationKind } from '@throughline/contracts';

/** A request as it came through the door. */
interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface FakeUpstream {
  readonly name: string;
  readonly url: string;
  readonly arrived: Arrived[];
  /** Organisations and forums that it says are there. */
  readonly known: Map<string, { readonly kind?: OrganisationKind }>;
  /** When it has something to say, by its own clock; told when the clock passes. */
  readonly due: Date[];
  readonly stops: string[];
  /** How it answers what nothing here knows; default: 200 with what arrived. */
  answer: (arrived: Arrived, response: ServerResponse) => void;
  stop(): Promise<void>;
}

const json = (response: ServerResponse, status: number, body: unknown) => {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    .end(text);
};

const document = (name: string) => ({
  openapi: '3.1.0',
  info: { title: name, version: '1.0.0' },
  paths: {
    [`/v1/${name}`]: { get: { summary: `Read ${name}` } },
    '/internal/secret': { get: { summary: 'not for anybody' } },
  },
  components: { schemas: {}, securitySchemes: {} },
  'x-problems': [{ code: `${name}-broke`, kind: 'conflict', title: `${name} broke`, remedy: 'Wait.' }],
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += String(piece);
  return text;
}

/** A service that says what arrived at it, and plays along with what the gateway asks of every service. */
export async function fakeUpstream(name: string): Promise<FakeUpstream> {
  const started = Date.now();
  let now = new Date(started);
  const upstream: Omit<FakeUpstream, 'url' | 'stop'> = {
    name,
    arrived: [],
    known: new Map(),
    due: [],
    stops: [],
    answer: (arrived, response) => json(response, 200, { ...arrived, answeredBy: name }),
  };
  const nextDueAt = () =>
    upstream.due.toSorted((one, other) => one.getTime() - other.getTime())[0]?.toISOString() ?? null;

  async function play(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrived = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: await bodyOf(request),
    };
    if (arrived.url === '/internal/openapi.json') return json(response, 200, document(name));
    if (arrived.url === '/readyz') return json(response, 200, { status: 'ready', lag: {} });
    if (arrived.url.startsWith('/internal/journal')) return json(response, 200, { events: [] });
    if (arrived.url === '/internal/clock') {
      if (arrived.method === 'PUT') {
        now = new Date((JSON.parse(arrived.body) as { now: string }).now);
        upstream.stops.push(now.toISOString());
        upstream.due.splice(0, upstream.due.length, ...upstream.due.filter((moment) => moment > now));
      }
      return json(response, 200, { now: now.toISOString(), nextDueAt: nextDueAt() });
    }
    const thing = upstream.known.get(arrived.url.split('/').at(-1) ?? '');
    if (thing) return json(response, 200, { id: arrived.url.split('/').at(-1), ...thing });
    if (/^\/v1\/(?:organisations|forums)\/[a-z]{3}_[^/]+$/.test(arrived.url))
      return json(response, 404, { code: 'not-found', title: 'There is nothing here', status: 404 });
    upstream.arrived.push(arrived);
    return upstream.answer(arrived, response);
  }

  const server = createServer((request, response) => void play(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(upstream, {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}
