import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { administrator } from '@throughline/embedded';
import { type ApiDocument, type DescribedRoute, describedRoutes } from './described-routes.ts';
import { openTheatre, type Theatre } from './theatre.ts';

interface Asked {
  readonly method?: string;
  readonly address?: string;
  readonly bearer?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly problem: Problem;
}

interface Problem {
  readonly code?: string;
  readonly status?: number;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
}

const longMs = 180_000;
let theatre: Theatre;
let document: ApiDocument;
let routes: readonly DescribedRoute[];
/** Whoever of the cast the route lets in at the door. */
const admitted = new Map<string, string>();

beforeAll(async () => {
  // What is counted here is not how often somebody asks: that is the pressure tests'.
  const unlimited = { RATE_LIMIT_PER_KEY: '1000000', RATE_LIMIT_PUBLIC_POSTS: '1000000' };
  theatre = await openTheatre('api', '2026-11-02T16:40:00Z', unlimited);
  document = (await (await theatre.anybody.get('/openapi.json')).json()) as ApiDocument;
  routes = describedRoutes(document);
  const { sessions } = theatre.stack;
  const { token } = await sessions.openFirstAdministrator(administrator);
  const people = await Promise.all(theatre.cast.people.map(({ id }) => sessions.open(id)));
  const keys = Object.values(theatre.cast.organisations).map(({ apiKey }) => apiKey);
  for (const route of routes) admitted.set(route.name, await firstLetIn(route, [token, ...people, ...keys]));
}, longMs);
afterAll(async () => {
  await theatre?.close();
}, longMs);

async function ask(route: DescribedRoute, asked: Asked = {}): Promise<Got> {
  const { method = route.method, address = route.address, bearer, headers, body } = asked;
  const response = await fetch(new URL(address, theatre.stack.url), {
    method,
    headers: { ...(bearer && { authorization: `Bearer ${bearer}` }), ...headers },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    problem: isProblem ? (JSON.parse(text) as Problem) : {},
  };
}

const withUnknownParameter = (address: string) => `${address}?noSuchParameter=1`;

/** The first bearer who is not forbidden the route, asked so that nothing is done. */
async function firstLetIn(route: DescribedRoute, bearers: readonly string[]): Promise<string> {
  for (const bearer of bearers) {
    const { status } = await ask(route, { address: withUnknownParameter(route.address), bearer });
    if (status !== 403) return bearer;
  }
  throw new Error(`${route.name} lets in nobody of the cast`);
}

const problemShape = {
  type: expect.stringMatching(/^\/docs\/problems\/[a-z-]+$/),
  title: expect.stringMatching(/\S/),
  status: expect.any(Number),
  detail: expect.stringMatching(/\S/),
  instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
  code: expect.stringMatching(/^[a-z-]+$/),
};

/** Asks every route of `which`, and expects one kind of problem in its whole form from each; `also` tells further faults. */
async function expectOfEach(
  which: (route: DescribedRoute) => boolean,
  asking: (route: DescribedRoute) => Asked,
  refused: {
    readonly status: number;
    /** Any where a list has a word of its own for it. */
    readonly code?: string;
    readonly also?: (got: Got, route: DescribedRoute) => unknown;
  },
): Promise<void> {
  const asked = routes.filter(which);
  expect(asked.length).toBeGreaterThan(0);
  const faults: unknown[] = [];
  for (const route of asked) {
    const got = await ask(route, asking(route));
    const { status, problem, text } = got;
    const isRight =
      status === refused.status && problem.status === status && (refused.code ?? problem.code) === problem.code;
    const further = isRight && refused.also?.(got, route);
    if (!isRight || further) faults.push({ route: route.name, status, text: text.slice(0, 300), further });
    else expect({ route: route.name, ...problem }).toMatchObject({ route: route.name, ...problemShape });
  }
  expect(faults).toEqual([]);
}

const every = () => true;
const writes = ({ method }: DescribedRoute) => method !== 'GET';
const bearerOf = (route: DescribedRoute) => ({ bearer: admitted.get(route.name) });
const json = ({ mediaType }: DescribedRoute) => ({ 'content-type': mediaType });
const faultAt = (pointer: string, code?: string) => (got: Got) =>
  got.problem.errors?.some((error) => error.pointer === pointer && (code ?? error.code) === error.code)
    ? undefined
    : `nothing is told of ${pointer}`;

describe('every route of /openapi.json keeps the conventions of the API', () => {
  it('the document is joined of all services, and leaves nobody out', () => {
    expect(document['x-missing']).toBeUndefined();
    const firstWords = new Set(routes.map(({ address }) => address.split('/').slice(0, 3).join('/')));
    for (const each of ['me', 'organisations', 'meetings', 'concerns', 'notices', 'traces'])
      expect(firstWords).toContain(`/v1/${each}`);
  });

  it('docs/api/openapi.json has the same routes: `node infra/tools/docs.mjs --api <url>` writes it', () => {
    const written = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../docs/api/openapi.json'), 'utf8'));
    const names = ({ paths }: ApiDocument) =>
      Object.entries(paths).map(([path, operations]) => `${Object.keys(operations).sort().join(' ')} ${path}`);
    expect(names(written as ApiDocument)).toEqual(names(document));
  });

  it(
    'an unknown query parameter is 400, and named',
    () =>
      expectOfEach(every, (route) => ({ address: withUnknownParameter(route.address), ...bearerOf(route) }), {
        status: 400,
        code: 'malformed',
        also: faultAt('query:noSuchParameter', 'unknown-parameter'),
      }),
    longMs,
  );

  it(
    'an unknown field of a body is 400, and named',
    () =>
      expectOfEach(
        ({ hasBody }) => hasBody,
        (route) => ({
          ...bearerOf(route),
          headers: json(route),
          body: JSON.stringify({ ...route.bodyChoice, noSuchField: 1 }),
        }),
        { status: 400, code: 'malformed', also: faultAt('/noSuchField', 'unknown-field') },
      ),
    longMs,
  );

  it(
    'a body where none is taken is 400',
    () =>
      expectOfEach(
        (route) => writes(route) && !route.hasBody,
        (route) => ({ ...bearerOf(route), headers: json(route), body: '{"noSuchField":1}' }),
        { status: 400, code: 'malformed' },
      ),
    longMs,
  );

  it(
    'without a bearer it is 401, unless the route is public',
    async () => {
      await expectOfEach(
        ({ isPublic }) => !isPublic,
        () => ({}),
        {
          status: 401,
          code: 'unauthenticated',
          also: ({ headers }) => (headers.get('www-authenticate')?.startsWith('Bearer') ? undefined : 'no challenge'),
        },
      );
      const refused: unknown[] = [];
      for (const route of routes.filter(({ isPublic }) => isPublic)) {
        const { status } = await ask(route);
        if (status === 401 || status === 403) refused.push({ route: route.name, status });
      }
      expect(refused).toEqual([]);
    },
    longMs,
  );

  it(
    'a bearer that is none is 401 everywhere',
    () => expectOfEach(every, () => ({ bearer: 'ths_nobody' }), { status: 401, code: 'unauthenticated' }),
    longMs,
  );

  it(
    'a method that the address does not take is 405, and Allow names those that it takes',
    () =>
      expectOfEach(
        every,
        ({ methods }) => ({ method: ['PUT', 'PATCH', 'DELETE', 'POST'].find((each) => !methods.includes(each)) ?? '' }),
        {
          status: 405,
          code: 'method-not-allowed',
          also: ({ headers }, { methods }) => {
            const allowed = (headers.get('allow') ?? '').split(', ').sort();
            const described = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort();
            return allowed.join() === described.join() ? undefined : { allowed, described };
          },
        },
      ),
    longMs,
  );

  it(
    'a body of another media type is 415',
    () =>
      expectOfEach(
        writes,
        (route) => ({ ...bearerOf(route), headers: { 'content-type': 'text/plain' }, body: 'words' }),
        { status: 415, code: 'unsupported-media-type' },
      ),
    longMs,
  );

  it(
    'a body past the limit of the document is 413',
    () =>
      expectOfEach(
        writes,
        (route) => ({ ...bearerOf(route), headers: json(route), body: ' '.repeat(route.bodyLimitBytes + 1) }),
        { status: 413, code: 'too-large' },
      ),
    longMs,
  );

  it(
    'an id that cannot be one is 404, as one that nobody has',
    () =>
      expectOfEach(
        ({ malformedAddress }) => malformedAddress !== undefined,
        (route) => ({ ...bearerOf(route), address: route.malformedAddress ?? '' }),
        { status: 404, code: 'not-found' },
      ),
    longMs,
  );

  it(
    'a list refuses more than a hundred items and a cursor that it never gave',
    async () => {
      const isList = ({ queryNames }: DescribedRoute) => queryNames.includes('cursor');
      // A forum's lists are read of a forum that there is.
      const inForum = (address: string) => address.replace(/frm_\w+/, theatre.stage.forumId);
      for (const query of ['limit=101', 'limit=0', 'cursor=never~given'])
        await expectOfEach(isList, (route) => ({ ...bearerOf(route), address: `${inForum(route.address)}?${query}` }), {
          status: 400,
          also: faultAt(`query:${query.split('=')[0]}`),
        });
    },
    longMs,
  );

  it(
    'pages of other origins may read what is public, and nothing else',
    async () => {
      const wrong: unknown[] = [];
      for (const route of routes) {
        const { headers } = await ask(route, { ...bearerOf(route), address: withUnknownParameter(route.address) });
        const origin = headers.get('access-control-allow-origin');
        const right = route.isPublic && route.method === 'GET' ? '*' : null;
        if (origin !== right) wrong.push({ route: route.name, origin });
      }
      expect(wrong).toEqual([]);
    },
    longMs,
  );

  it(
    'every problem of the document has the page that its type names',
    async () => {
      const codes = document['x-problems'].map(({ code }) => code);
      expect(codes.length).toBeGreaterThan(30);
      const without: string[] = [];
      for (const code of codes) {
        const page = await theatre.anybody.get(`/docs/problems/${code}`);
        if (page.status !== 200 || !(await page.text()).includes(code)) without.push(code);
      }
      expect(without).toEqual([]);
    },
    longMs,
  );
});
