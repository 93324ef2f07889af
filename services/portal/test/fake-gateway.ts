import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as northgate from './northgate.ts';

/** What the portal asked of the gateway, for tests to look at. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly ifMatch: string | undefined;
  readonly body: unknown;
}

type Answer = { readonly status?: number; readonly body: object };
type Answering = (asked: Asked, url: URL) => Answer | undefined;

export interface FakeGateway {
  readonly url: string;
  readonly asked: Asked[];
  /** Answers differently from now on; undefined falls through to the story's own answers. */
  answer(otherwise: Answering): void;
  stop(): Promise<void>;
}

const refusal = (status: number, code: string): Answer => ({
  status,
  body: { type: `/docs/problems/${code}`, title: code, status, detail: `${code}.`, instance: '/', code },
});

const tokenOf = (personId: string) => `ths_${personId}`;
const personOf = ({ authorization }: Asked) =>
  northgate.people.find(({ id }) => authorization === `Bearer ${tokenOf(id)}`);

const story: Answering = (asked, { pathname: path, searchParams }) => {
  const person = personOf(asked);
  const needsPerson = /^\/v1\/(me$|dashboards|concerns)/.test(path);
  if (needsPerson && !person) return refusal(401, 'unauthenticated');
  const traces = [
    northgate.openTrace,
    northgate.completeTrace,
    ...[northgate.freshConcern, northgate.triagedConcern].map(({ id, reference }) => ({
      ...northgate.openTrace,
      id,
      reference,
    })),
  ];
  const trace = traces.find(({ id, reference }) => [id, reference].some((name) => path === `/v1/traces/${name}`));
  if (trace) return { body: trace };
  const organisation = northgate.organisations.find(({ id }) => path === `/v1/organisations/${id}`);
  if (organisation) return { body: organisation };
  const kind = searchParams.get('kind');
  const ids = searchParams.get('ids')?.split(',');
  const answers: Record<string, object | undefined> = {
    '/v1/me': person,
    '/v1/organisations': {
      items: northgate.organisations.filter(
        ({ id, kind: its }) => (!ids || ids.includes(id)) && (!kind || its === kind),
      ),
    },
    '/v1/forums': { items: [northgate.forum] },
    [`/v1/forums/${northgate.forumId}`]: northgate.forum,
    [`/v1/forums/${northgate.forumId}/meetings`]: { items: [northgate.meeting, northgate.nextMeeting] },
    [`/v1/meetings/${northgate.meetingId}`]: northgate.meeting,
    [`/v1/meetings/${northgate.nextMeetingId}`]: northgate.nextMeeting,
    '/v1/actions': { items: [northgate.action] },
    '/v1/overdue': northgate.overdue,
    '/v1/public/concerns': northgate.answered,
    '/v1/dashboards/open-concerns': northgate.openConcerns,
    '/internal/demo/people': { items: northgate.people },
  };
  const body = answers[path];
  return body ? { body } : undefined;
};

const isService = ({ authorization }: Asked) => authorization?.startsWith('Bearer ey') ?? false;

/** Concerns by their addresses; a command is answered with the concern it was about, and with an id for what it made. */
const concerns: Answering = (asked, { pathname }) => {
  const [, id, rest] = /^\/v1\/concerns(?:\/([^/]+))?(\/.+)?$/.exec(pathname) ?? [];
  const known = [
    northgate.concern,
    { ...northgate.concern, id: northgate.concludedId },
    northgate.freshConcern,
    northgate.triagedConcern,
  ];
  const concern = known.find((each) => each.id === id);
  if (!personOf(asked)) return undefined;
  if (asked.method === 'POST' && pathname === '/v1/concerns')
    return { status: 201, body: { ...northgate.freshConcern, created: northgate.freshId } };
  if (!concern) return undefined;
  if (asked.method !== 'GET')
    return { status: rest === '/answers' ? 201 : 200, body: { ...concern, created: northgate.draftId } };
  return { body: rest === '/clocks' ? northgate.clocks : concern };
};

const sessions: Answering = (asked) => {
  const { method, path, body } = asked;
  if (path.startsWith('/internal/') && !isService(asked)) return refusal(403, 'forbidden');
  if (method !== 'POST' || path !== '/internal/demo/sessions') return undefined;
  const { personId } = body as { personId: string };
  if (!northgate.people.some(({ id }) => id === personId)) return refusal(404, 'not-found');
  return {
    status: 200,
    body: { personId, token: tokenOf(personId), expiresAt: new Date(Date.now() + 3_600_000).toISOString() },
  };
};

async function askedOf(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    authorization: request.headers.authorization,
    ifMatch: request.headers['if-match'],
    idempotencyKey: request.headers['idempotency-key']?.toString(),
    body: text ? (JSON.parse(text) as unknown) : undefined,
  };
}

/** A gateway that answers in api.md's shapes out of the story, and forwards everything else to the portal as the real one does. */
export async function startFakeGateway(): Promise<FakeGateway> {
  const asked: Asked[] = [];
  let otherwise: Answering = () => undefined;
  const server: Server = createServer((request, response) => void reply(request, response));
  async function reply(request: IncomingMessage, response: ServerResponse) {
    const one = await askedOf(request);
    asked.push(one);
    const url = new URL(one.path, 'http://gateway.invalid');
    const answer =
      otherwise(one, url) ??
      sessions(one, url) ??
      concerns(one, url) ??
      (one.method === 'GET' ? story(one, url) : undefined) ??
      refusal(404, 'not-found');
    response.writeHead(answer.status ?? 200, {
      'content-type': (answer.status ?? 200) < 400 ? 'application/json' : 'application/problem+json',
    });
    response.end(JSON.stringify(answer.body));
  }
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    answer: (differently) => {
      otherwise = differently;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
