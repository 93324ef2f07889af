import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Envelope, versionOf } from '@throughline/contracts';

type Words = { readonly text: string; readonly language: string };

/** Another service as far as the one under test asks it: its journal, its words, and whatever `pages` holds. */
export interface FakeOwner {
  readonly url: string;
  /** What its journal route answers. */
  readonly journal: Envelope[];
  /** What its words route answers, by text id; anything else is `null`. */
  readonly words: Map<string, Words>;
  /** Further answers by path: a body for 200. Paths without one are 404. */
  readonly pages: Map<string, unknown>;
  /** Method and path (with query) of every request, in order. */
  readonly asked: string[];
  /** The bearer of the last words request, so that a test can see in whose name it was asked. */
  lastBearer(): string | undefined;
  /** From now on requests are left hanging (`silent`), refused with 503 (`away`), or answered again. */
  behave(how: 'silent' | 'away' | 'well'): void;
  stop(): Promise<void>;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function journalPage(journal: readonly Envelope[], { searchParams }: URL) {
  const aggregate = searchParams.get('aggregate');
  const [afterId = '', afterVersion = '0'] = (searchParams.get('after') ?? '').split('@');
  const events = journal
    .filter(({ subject }) => (aggregate ? subject === aggregate : subject.startsWith(searchParams.get('prefix') ?? '')))
    .filter((event) =>
      aggregate
        ? versionOf(event) > Number(afterVersion)
        : event.subject > afterId || (event.subject === afterId && versionOf(event) > Number(afterVersion)),
    )
    .toSorted((a, b) => (a.subject === b.subject ? versionOf(a) - versionOf(b) : a.subject < b.subject ? -1 : 1));
  return { events };
}

/** Starts a fake owner on a free port. */
export async function fakeOwner(): Promise<FakeOwner> {
  const journal: Envelope[] = [];
  const words = new Map<string, Words>();
  const pages = new Map<string, unknown>();
  const asked: string[] = [];
  let bearer: string | undefined;
  let manner: 'silent' | 'away' | 'well' = 'well';

  async function answerOf(request: IncomingMessage, url: URL): Promise<unknown> {
    if (url.pathname === '/internal/journal') return journalPage(journal, url);
    if (url.pathname !== '/internal/words') return pages.get(url.pathname);
    bearer = request.headers.authorization;
    const { ids } = JSON.parse(await textOf(request)) as { readonly ids: readonly { readonly textId: string }[] };
    return { words: Object.fromEntries(ids.map(({ textId }) => [textId, words.get(textId) ?? null])) };
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://owner');
    asked.push(`${request.method} ${url.pathname}${url.search}`);
    if (manner === 'silent') return;
    const refuse = (status: number, code: string) =>
      response
        .writeHead(status, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify({ type: `/docs/problems/${code}`, title: code, status, detail: code, code }));
    if (manner === 'away') {
      refuse(503, 'unavailable');
      return;
    }
    answerOf(request, url).then(
      (body) => {
        if (body === undefined) refuse(404, 'not-found');
        else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      },
      () => refuse(500, 'broken'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    journal,
    words,
    pages,
    asked,
    lastBearer: () => bearer,
    behave(how) {
      manner = how;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
