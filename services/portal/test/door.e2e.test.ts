import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { type FakeGateway, startFakeGateway } from './fake-gateway.ts';
import { concernId } from './northgate.ts';
import { type RunningPortal, startPortal } from './start-portal.ts';

let gateway: FakeGateway;
let portal: RunningPortal;
beforeAll(async () => {
  gateway = await startFakeGateway();
  portal = await startPortal({ gatewayUrl: gateway.url });
});
afterAll(async () => {
  await portal?.stop();
  await gateway?.stop();
});
afterEach(() => {
  gateway.answer(() => undefined);
  gateway.asked.length = 0;
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${portal.url}${path}`, { headers, redirect: 'manual' });
const post = (path: string, headers: Record<string, string>, body = '') =>
  fetch(`${portal.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
    redirect: 'manual',
  });
const officer = { cookie: 'throughline_session=ths_per_officer' };
const ours = () => ({ 'sec-fetch-site': 'same-origin', origin: portal.url });

it('every page forbids what is inline, foreign or framed', async () => {
  const policy = (await get('/')).headers.get('content-security-policy') ?? '';
  expect(policy.split(';').sort()).toEqual(
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].sort(),
  );
  const html = await (await get('/')).text();
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=/);
  expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
});

it('assets may be kept for ever, pages of somebody signed in not at all', async () => {
  const [, style = ''] = /href="(\/assets\/throughline[^"]+)"/.exec(await (await get('/')).text()) ?? [];
  expect((await get(style)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect((await get('/dashboard', officer)).headers.get('cache-control')).toBe('no-store');
  expect((await get('/privacy')).headers.get('cache-control')).toBe('no-cache');
});

it('a trace whose words cannot be had just now is not kept by anybody', async () => {
  expect((await get('/traces/NMF-2026-0042')).headers.get('cache-control')).toBe('no-store');
  expect((await get('/traces/NMF-2026-0007')).headers.get('cache-control')).toBe('no-cache');
});

it.each([
  [{ 'sec-fetch-site': 'cross-site' }],
  [{ 'sec-fetch-site': 'same-site' }],
  [{ origin: 'https://elsewhere.example' }],
  [{}],
])('a form sent with %j is refused before anything is done', async (headers) => {
  const response = await post(`/concerns/${concernId}/acknowledge`, { ...officer, ...headers });
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('You may not see or do this');
  expect(gateway.asked.filter(({ method }) => method === 'POST')).toEqual([]);
});

it('a session that is no longer good leads to signing in, and back', async () => {
  const response = await get('/dashboard?status=referred', { cookie: 'throughline_session=ths_gone' });
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('/sign-in?then=%2Fdashboard%3Fstatus%3Dreferred');
});

it('after signing in nobody is sent to another site', async () => {
  const response = await post('/sign-in', ours(), 'person=per_officer&then=//elsewhere.example');
  expect(response.headers.get('location')).toBe('/');
  expect(response.headers.get('set-cookie')).toMatch(/^throughline_session=ths_per_officer; .*HttpOnly; SameSite=Lax$/);
});

it.each([
  [503, 'This cannot be shown at the moment'],
  [403, 'You may not see or do this'],
  [404, 'There is nothing here'],
  [429, 'Too many requests'],
])('when the API answers %i the page says what to do next', async (status, title) => {
  gateway.answer(({ path }) =>
    path.startsWith('/v1/traces') ? { status, body: { type: '/x', title: 'x', status, code: 'x' } } : undefined,
  );
  const response = await get('/traces/NMF-2026-0042');
  expect(response.status).toBe(status);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.text()).toContain(`<h1 class="govuk-heading-l">${title}</h1>`);
});

it('an answer that breaks the API’s promise is our fault, logged, and shows nothing of it', async () => {
  gateway.answer(({ path }) => (path.startsWith('/v1/traces') ? { body: { secret: 'canary' } } : undefined));
  const response = await get('/traces/NMF-2026-0042');
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('canary');
  expect(portal.failures).toHaveLength(1);
});

it('home goes on without the parts that cannot be had', async () => {
  gateway.answer(({ path }) =>
    path.startsWith('/v1/overdue')
      ? { status: 503, body: { type: '/x', title: 'x', status: 503, code: 'x' } }
      : undefined,
  );
  const html = await (await get('/')).text();
  expect(html).toContain('What is overdue cannot be shown at the moment.');
  expect(html).toContain('Northgate Migration Forum');
});

it('home leaves out what the API does not have', async () => {
  gateway.answer(({ path }) =>
    path.startsWith('/v1/overdue')
      ? { status: 404, body: { type: '/x', title: 'x', status: 404, code: 'x' } }
      : undefined,
  );
  expect(await (await get('/')).text()).not.toContain('Overdue now');
});

it('what people write is text on the page, whatever it looks like', async () => {
  const html = await (await get('/traces?reference=%22%3E%3Cscript%3Ealert(1)%3C/script%3E')).text();
  expect(html).not.toContain('<script>alert');
});

it('a reference as people type it leads to its trace', async () => {
  const response = await get('/traces?reference=nmf+2026+42');
  expect([response.status, response.headers.get('location')]).toEqual([303, '/traces/NMF-2026-0042']);
});

it('in production nobody is offered to be somebody, and the page says what is missing', async () => {
  const production = await startPortal({ gatewayUrl: gateway.url, mode: 'production' });
  const response = await fetch(`${production.url}/sign-in`);
  expect(response.status).toBe(503);
  expect(await response.text()).toContain('Signing in has not been set up');
  const attempt = await fetch(`${production.url}/sign-in`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'person=per_officer',
  });
  expect(attempt.status).toBe(404);
  expect(gateway.asked.filter(({ path }) => path.startsWith('/internal'))).toEqual([]);
  await production.stop();
});
