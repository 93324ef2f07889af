import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { type FakeGateway, startFakeGateway } from './fake-gateway.ts';
import { findChromium } from './find-chromium.ts';
import { concernId, draftId, forumId, freshId, housing, meetingId, triagedId } from './northgate.ts';
import { type RunningPortal, startPortal } from './start-portal.ts';

const widths = [320, 1280];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Set PICTURES to a folder to keep what the browser saw. */
const pictures = process.env['PICTURES'];

let gateway: FakeGateway;
let portal: RunningPortal;
let browser: Browser;
beforeAll(async () => {
  gateway = await startFakeGateway();
  portal = await startPortal({ gatewayUrl: gateway.url });
  browser = await chromium.launch({ executablePath: findChromium(), chromiumSandbox: false });
  if (pictures) mkdirSync(pictures, { recursive: true });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  await gateway?.stop();
});

async function visitor(
  width: number,
  { personId, javaScript = true }: { personId?: string | undefined; javaScript?: boolean } = {},
) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: javaScript });
  if (personId) await context.addCookies([{ name: 'throughline_session', value: `ths_${personId}`, url: portal.url }]);
  return context;
}

/** Everything that every page owes its readers, whatever it shows. */
async function expectSoundPage(
  page: Page,
  { width, strangers, faults }: { width: number; strangers: string[]; faults: string[] },
) {
  expect(await page.locator('h1').count()).toBe(1);
  expect(((await page.locator('h1').textContent()) ?? '').trim()).not.toBe('');
  expect(await page.title()).toMatch(/\S – Throughline$/);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect({ width, sideways }).toEqual({ width, sideways: 0 });
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => target) }))).toEqual([]);
  expect(strangers).toEqual([]);
  expect(faults).toEqual([]);
}

async function open(context: BrowserContext, path: string) {
  const page = await context.newPage();
  const strangers: string[] = [];
  const faults: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(portal.url)) strangers.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('the server responded with a status'))
      faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  const response = await page.goto(`${portal.url}${path}`);
  return { page, strangers, faults, status: response?.status() };
}

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
    for (const width of widths) {
      const context = await visitor(width, { personId });
      const seen = await open(context, path);
      if (pictures) await seen.page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
      expect(seen.status).toBe(status);
      expect(seen.page.url()).toBe(`${portal.url}${path}`);
      await expectSoundPage(seen.page, { width, ...seen });
      await context.close();
    }
  });

it('no page leads nowhere', async () => {
  const context = await visitor(1280, { personId: officer });
  const targets = new Set<string>();
  for (const { path } of soundPages) {
    const { page } = await open(context, path);
    const hrefs = await page
      .locator('a[href]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    for (const href of hrefs) if (href.startsWith('/')) targets.add(href.split('#')[0] ?? '');
    await page.close();
  }
  expect(targets.size).toBeGreaterThan(8);
  for (const target of targets)
    expect({ target, status: (await context.request.get(`${portal.url}${target}`)).status() }).toEqual({
      target,
      status: 200,
    });
  await context.close();
});

it('somebody signs in, sees the dashboard they asked for, narrows it and signs out, without JavaScript', async () => {
  const context = await visitor(1280, { javaScript: false });
  const page = await context.newPage();
  await page.goto(`${portal.url}/dashboard`);
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await page.getByLabel('Priya Marsh').check();
  await page.getByRole('button', { name: 'Sign in' }).click();
  expect(new URL(page.url()).pathname).toBe('/dashboard');
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({ name: 'throughline_session', httpOnly: true, sameSite: 'Lax', secure: false });

  await page.getByLabel('Category').selectOption('health');
  await page.getByRole('button', { name: 'Show' }).click();
  const narrowed = gateway.asked.findLast(({ path }) => path.startsWith('/v1/dashboards'));
  expect(new URLSearchParams(narrowed?.path.split('?')[1]).get('category')).toBe('health');
  expect(new URLSearchParams(narrowed?.path.split('?')[1]).get('institution')).toBe(housing);
  expect(narrowed?.authorization).toBe('Bearer ths_per_officer');

  await page.getByRole('button', { name: 'Sign out' }).click();
  expect(await context.cookies()).toEqual([]);
  await context.close();
});

it('choosing nobody is answered with an error summary that leads to the choice', async () => {
  const context = await visitor(1280);
  const { page } = await open(context, '/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  expect(await page.title()).toMatch(/^Error: /);
  await page.getByRole('link', { name: 'Choose a person' }).click();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('person');
  await context.close();
});

it('the days of a clock open without JavaScript', async () => {
  const context = await visitor(320, { personId: officer, javaScript: false });
  const { page } = await open(context, `/concerns/${concernId}`);
  await page.getByText('How this was counted').first().click();
  expect(await page.getByText('Not counted: A bank holiday of this story').isVisible()).toBe(true);
  await context.close();
});
