import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { expectSoundPage, openBrowser, type TestBrowser } from '@throughline/testing/browser';
import { type FakeGateway, startFakeGateway } from './fake-gateway.ts';
import { concernId, draftId, forumId, freshId, housing, meetingId, triagedId } from './northgate.ts';
import { type RunningPortal, startPortal } from './start-portal.ts';

const widths = [320, 1280];
/** Set PICTURES to a folder to keep what the browser saw. */
const pictures = process.env['PICTURES'];

let gateway: FakeGateway;
let portal: RunningPortal;
let browser: TestBrowser;
beforeAll(async () => {
  gateway = await startFakeGateway();
  portal = await startPortal({ gatewayUrl: gateway.url });
  browser = await openBrowser(portal.url);
  if (pictures) mkdirSync(pictures, { recursive: true });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  await gateway?.stop();
});

const signedInAs = (personId?: string) =>
  personId ? { cookies: [{ name: 'throughline_session', value: `ths_${personId}` }] } : {};

const officer = 'per_officer';
const soundPages: readonly { name: string; path: string; status?: number; personId?: string }[] = [
  { name: 'home', path: '/' },
  { name: 'find', path: '/traces' },
  { name: 'find-error', path: '/traces?reference=nothing', status: 400 },
  { name: 'trace-open', path: '/traces/NMF-2026-0042' },
  { name: 'trace-complete', path: '/traces/NMF-2026-0007' },
  { name: 'dashboard', path: '/dashboard', personId: officer },
  { name: 'concern', path: `/concerns/${concernId}`, personId: officer },
  { name: 'concern-received', path: `/concerns/${freshId}?done=raised`, personId: 'per_secretariat' },
  { name: 'triage', path: `/concerns/${freshId}/triage`, personId: 'per_secretariat' },
  { name: 'refer', path: `/concerns/${triagedId}/refer`, personId: 'per_secretariat' },
  { name: 'answer', path: `/concerns/${concernId}/referrals/ref_1/answer`, personId: officer },
  { name: 'draft', path: `/concerns/${concernId}/answers/${draftId}`, personId: officer },
  { name: 'verdicts', path: `/concerns/${concernId}/verdicts`, personId: 'per_caseworker' },
  { name: 'raise', path: '/concerns/new', personId: 'per_caseworker' },
  { name: 'forum', path: `/forums/${forumId}` },
  { name: 'meeting', path: `/meetings/${meetingId}` },
  { name: 'organisation', path: `/organisations/${housing}` },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'accessibility', path: '/accessibility' },
  { name: 'privacy', path: '/privacy' },
  { name: 'deadlines', path: '/how-deadlines-are-counted' },
  { name: 'not-found', path: '/nowhere', status: 404 },
];

for (const { name, path, status = 200, personId } of soundPages)
  it(`${name} is sound at ${widths.join(' and ')} pixels`, async () => {
    const look = async (width: number) => {
      const seen = await browser.visit(path, { width, ...signedInAs(personId) });
      if (pictures) await seen.page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
      expect(seen.status).toBe(status);
      expect(seen.page.url()).toBe(`${portal.url}${path}`);
      await expectSoundPage(seen);
      await seen.close();
    };
    await Promise.all(widths.map(look));
  });

it('no page leads nowhere', async () => {
  const { page, close } = await browser.visit('/', { width: 1280, ...signedInAs(officer) });
  const targets = new Set<string>();
  for (const { path } of soundPages) {
    await page.goto(`${portal.url}${path}`);
    const hrefs = await page
      .locator('a[href]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    for (const href of hrefs) if (href.startsWith('/')) targets.add(href.split('#')[0] ?? '');
  }
  expect(targets.size).toBeGreaterThan(8);
  for (const target of targets)
    expect({ target, status: (await page.request.get(`${portal.url}${target}`)).status() }).toEqual({
      target,
      status: 200,
    });
  await close();
});

it('somebody signs in, sees the dashboard they asked for, narrows it and signs out, without JavaScript', async () => {
  const { page, close } = await browser.visit('/dashboard', { width: 1280, javaScript: false });
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await page.getByLabel('Priya Marsh').check();
  await page.getByRole('button', { name: 'Sign in' }).click();
  expect(new URL(page.url()).pathname).toBe('/dashboard');
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ name: 'throughline_session', httpOnly: true, sameSite: 'Lax', secure: false });

  await page.getByLabel('Category').selectOption('health');
  await page.getByRole('button', { name: 'Show' }).click();
  const narrowed = gateway.asked.findLast(({ path }) => path.startsWith('/v1/dashboards'));
  expect(new URLSearchParams(narrowed?.path.split('?')[1]).get('category')).toBe('health');
  expect(new URLSearchParams(narrowed?.path.split('?')[1]).get('institution')).toBe(housing);
  expect(narrowed?.authorization).toBe('Bearer ths_per_officer');

  await page.getByRole('button', { name: 'Sign out' }).click();
  expect(await page.context().cookies()).toEqual([]);
  await close();
});

it('choosing nobody is answered with an error summary that leads to the choice', async () => {
  const { page, close } = await browser.visit('/sign-in', { width: 1280 });
  await page.getByRole('button', { name: 'Sign in' }).click();
  expect(await page.title()).toMatch(/^Error: /);
  await page.getByRole('link', { name: 'Choose a person' }).click();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('person');
  await close();
});

it('the days of a clock open without JavaScript', async () => {
  const { page, close } = await browser.visit(`/concerns/${concernId}`, {
    width: 320,
    javaScript: false,
    ...signedInAs(officer),
  });
  await page.getByText('How this was counted').first().click();
  expect(await page.getByText('Not counted: A bank holiday of this story').isVisible()).toBe(true);
  await close();
});
