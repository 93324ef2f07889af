import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { expectSoundPage, openBrowser, type TestBrowser, type Visit } from '@throughline/testing/browser';
import type { Page } from 'playwright-core';
import { type FakeGateway, startFakeGateway } from './fake-gateway.ts';
import { concernId, draftId, forumId, freshId, housing, triagedId } from './northgate.ts';
import { type RunningPortal, startPortal } from './start-portal.ts';

let gateway: FakeGateway;
let portal: RunningPortal;
let browser: TestBrowser;
const visits: Visit[] = [];
beforeAll(async () => {
  gateway = await startFakeGateway();
  portal = await startPortal({ gatewayUrl: gateway.url });
  browser = await openBrowser(portal.url);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  await gateway?.stop();
});
afterEach(async () => {
  gateway.answer(() => undefined);
  gateway.asked.length = 0;
  await Promise.all(visits.splice(0).map((visit) => visit.close()));
});

async function visitAs(personId: string, path: string, javaScript: boolean): Promise<Visit> {
  const cookies = [{ name: 'throughline_session', value: `ths_${personId}` }];
  const visit = await browser.visit(path, { width: 320, javaScript, cookies });
  visits.push(visit);
  return visit;
}

/** Somebody at a form, without JavaScript: what works here works everywhere. */
const at = async (personId: string, path: string): Promise<Page> => (await visitAs(personId, path, false)).page;

const sent = () => gateway.asked.filter(({ method }) => method !== 'GET');
const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
const refusal = (status: number, code: string, errors: readonly { pointer: string; message: string }[] = []) => ({
  status,
  body: {
    type: `/docs/problems/${code}`,
    title: code,
    status,
    detail: 'It is answered, and in that state nobody can triage.',
    code,
    ...(errors.length > 0 ? { errors: errors.map((error) => ({ code: 'invalid', ...error })) } : {}),
  },
});

it('an officer answers ask by ask, reads it once more, and publishes', async () => {
  const page = await at('per_officer', `/concerns/${concernId}`);
  await page.getByRole('button', { name: 'Change the draft' }).click();
  expect(await page.getByLabel('In short').inputValue()).toBe('You get a new boiler.');
  await page.getByLabel('The answer in full').fill('A new boiler is fitted.\nThe old one goes.');
  await page.getByLabel('Year').fill('');
  await press(page, 'Save as a draft');
  expect(await page.title()).toMatch(/^Error: /);
  expect(await page.getByRole('link', { name: 'Enter by when, for ask 1' }).getAttribute('href')).toBe(
    '#ask-1-due-day',
  );
  expect(await page.getByLabel('The answer in full').inputValue()).toBe('A new boiler is fitted.\nThe old one goes.');
  expect(sent()).toEqual([]);

  await page.getByLabel('Year').fill('2027');
  await press(page, 'Save as a draft');
  expect(new URL(page.url()).pathname).toBe(`/concerns/${concernId}/answers/${draftId}`);
  const [draft] = sent();
  expect(draft).toMatchObject({
    method: 'PATCH',
    path: `/v1/concerns/${concernId}/answers/${draftId}`,
    authorization: 'Bearer ths_per_officer',
    ifMatch: '"9"',
    body: {
      outcomes: [
        {
          ask: 1,
          outcome: 'agreed',
          reason: 'within-current-plan',
          text: { text: 'A new boiler is fitted.\r\nThe old one goes.', language: 'en' },
          plain: { text: 'You get a new boiler.', language: 'en' },
          commitment: {
            text: { text: 'Replace the boiler.', language: 'en' },
            ownerId: housing,
            due: '2027-01-22',
            kept: false,
          },
        },
      ],
    },
  });
  expect(draft?.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);

  await press(page, 'Publish');
  expect(sent()[1]).toMatchObject({ path: `/v1/concerns/${concernId}/answers/${draftId}/publish`, body: {} });
  expect(await page.getByText('The answer has been published.').isVisible()).toBe(true);
});

it('a first answer is begun as a new draft', async () => {
  const page = await at('per_college', `/concerns/${concernId}`);
  await press(page, 'Acknowledge the referral');
  expect(sent()[0]?.path).toBe(`/v1/concerns/${concernId}/referrals/ref_2/acknowledge`);
  await page.getByRole('button', { name: 'Write an answer' }).click();
  await page.getByLabel('Outcome').selectOption('not-ours');
  await page.getByLabel('Reason').selectOption('other-body');
  await page.getByLabel('In short').fill('Housing does this.');
  await page.getByLabel('The answer in full').fill('Classes in the building are run by Housing.');
  await page.getByLabel('whose is it?').selectOption(housing);
  await press(page, 'Save as a draft');
  expect(sent()[1]).toMatchObject({
    method: 'POST',
    path: `/v1/concerns/${concernId}/answers`,
    body: { referralId: 'ref_2', outcomes: [{ ask: 3, outcome: 'not-ours', nextInstitutionId: housing }] },
  });
});

it('the secretariat acknowledges, triages and refers', async () => {
  const page = await at('per_secretariat', `/concerns/${freshId}`);
  await press(page, 'Acknowledge the concern');
  expect(await page.getByText('The concern has been acknowledged.').isVisible()).toBe(true);

  await page.getByRole('button', { name: 'Triage' }).click();
  await press(page, 'Record the triage');
  expect(await page.locator('.govuk-error-summary__list li').allTextContents()).toEqual(
    ['Choose a theme', 'Enter a public summary', 'Choose who may see it'].map((text) => expect.stringContaining(text)),
  );
  await page.getByLabel('Basic rights and needs').check();
  await page.getByLabel('Public summary').fill('No heating in temporary flats.');
  await page.getByLabel('Everybody').check();
  await page.getByLabel('It is urgent').check();
  await press(page, 'Record the triage');
  expect(sent().at(-1)).toMatchObject({
    path: `/v1/concerns/${freshId}/triage`,
    body: {
      theme: 'basic-rights-and-needs',
      category: 'housing',
      publicSummary: { text: 'No heating in temporary flats.', language: 'en' },
      asks: [1, 2, 3].map((number) => ({ number, text: { text: `Ask number ${number}`, language: 'en' } })),
      visibility: 'public',
      urgent: true,
    },
  });

  await page.goto(`${portal.url}/concerns/${triagedId}/refer`);
  await page.getByLabel('Ask 1').check();
  await page.getByLabel('Ask 2').check();
  await page.getByLabel('Northgate City Council – Housing').check();
  await press(page, 'Refer');
  expect(sent().at(-1)).toMatchObject({
    path: `/v1/concerns/${triagedId}/referrals`,
    body: { institutionId: housing, asks: [1, 2] },
  });
});

it('a caseworker raises a concern on behalf of people, with as many asks as it takes', async () => {
  const page = await at('per_caseworker', '/concerns/new');
  await page.getByLabel('Housing').check();
  await page.getByLabel('Language in which you write').selectOption('so');
  await page.getByLabel('What has happened?').fill('Guriga kuleyl ma leh.');
  await page.getByLabel('Ask 1').fill('Hagaaji kuleylka.');
  await press(page, 'Add another ask');
  await page.getByLabel('Ask 4').fill('Magacaw hal sarkaal.');
  await page.getByLabel('How many people').fill('14');
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
  for (const consent of [
    'The forum’s secretariat may see',
    'The institutions asked may see',
    'A public summary may be',
  ])
    await page.getByLabel(consent).check();
  await page.getByLabel('Day').fill('31');
  await page.getByLabel('Month').fill('2');
  await page.getByLabel('Year').fill('2026');
  await press(page, 'Raise the concern');
  expect(await page.locator('.govuk-error-summary__list li').allTextContents()).toEqual([
    expect.stringContaining('Enter the day on which they agreed'),
  ]);
  expect(await page.getByLabel('Ask 4').inputValue()).toBe('Magacaw hal sarkaal.');
  expect(sent()).toEqual([]);
  const key = await page.locator('input[name=key]').getAttribute('value');

  await page.getByLabel('Month').fill('1');
  await press(page, 'Raise the concern');
  expect(sent()).toEqual([
    expect.objectContaining({
      path: '/v1/concerns',
      idempotencyKey: key,
      body: {
        forumId,
        category: 'housing',
        narrative: { text: 'Guriga kuleyl ma leh.', language: 'so' },
        asks: ['Hagaaji kuleylka.', 'Magacaw hal sarkaal.'].map((text) => ({ text, language: 'so' })),
        onBehalfOf: {
          peopleConcerned: 14,
          consent: { scope: ['forum', 'institution', 'public-summary'], version: '2026-1', givenOn: '2026-01-31' },
        },
        identityTier: 'forum',
        urgent: false,
      },
    }),
  ]);
  expect(new URL(page.url()).pathname).toBe(`/concerns/${freshId}`);
});

it('whoever raises a concern as nobody gets a return code, in the page and never in an address', async () => {
  gateway.answer(({ method, path }) =>
    method === 'POST' && path === '/v1/concerns'
      ? { status: 201, body: { created: freshId, reference: 'NMF-2026-0060', returnCode: 'k7q2-m4xt' } }
      : undefined,
  );
  const page = await at('per_caseworker', '/concerns/new');
  await page.getByLabel('Housing').check();
  await page.getByLabel('What has happened?').fill('No heating.');
  await page.getByLabel('Ask 1').fill('Repair it.');
  await page.getByLabel('The forum’s secretariat may see').check();
  for (const [field, value] of [
    ['Day', '2'],
    ['Month', '11'],
    ['Year', '2026'],
  ] as const)
    await page.getByLabel(field).fill(value);
  await page.getByLabel('Nobody: your organisation').check();
  await press(page, 'Raise the concern');
  expect(sent()[0]?.body).toMatchObject({ identityTier: 'anonymous', onBehalfOf: { consent: { scope: ['forum'] } } });
  expect(await page.getByText('k7q2-m4xt').isVisible()).toBe(true);
  expect(page.url()).not.toContain('k7q2');
});

it('a caseworker says whether it helped', async () => {
  const page = await at('per_caseworker', `/concerns/${concernId}`);
  await page.getByRole('button', { name: 'Say whether it helped' }).click();
  await press(page, 'Record the verdict');
  expect(await page.getByRole('link', { name: 'Choose a verdict' }).getAttribute('href')).toBe('#verdict-2');
  await page.getByLabel('Partly resolved').check();
  await page.getByLabel('Why?').fill('Nobody answers the phone.');
  await press(page, 'Record the verdict');
  expect(sent()[0]).toMatchObject({
    path: `/v1/concerns/${concernId}/verdicts`,
    body: { verdicts: [{ ask: 2, verdict: 'partly', text: { text: 'Nobody answers the phone.', language: 'en' } }] },
  });
});

it('what the API refuses stands beside its field, and nothing that was typed is lost', async () => {
  gateway.answer(({ method, path }) =>
    method === 'PATCH' && path.includes('/answers/')
      ? refusal(400, 'malformed', [{ pointer: '/outcomes/0/plain/text', message: 'at most 500 characters' }])
      : undefined,
  );
  const page = await at('per_officer', `/concerns/${concernId}/referrals/ref_1/answer`);
  await page.getByLabel('In short').fill('Very long');
  await press(page, 'Save as a draft');
  expect(await page.getByRole('link', { name: 'Ask 1: at most 500 characters' }).getAttribute('href')).toBe(
    '#ask-1-plain',
  );
  expect(await page.getByLabel('In short').inputValue()).toBe('Very long');
  expect(await page.getByLabel('In short').getAttribute('aria-describedby')).toContain('ask-1-plain-error');
});

it('a rule of the domain that a form runs into is told on the form', async () => {
  gateway.answer(({ method, path }) =>
    method === 'POST' && path.endsWith('/triage') ? refusal(409, 'not-allowed-now') : undefined,
  );
  const page = await at('per_secretariat', `/concerns/${freshId}/triage`);
  await page.getByLabel('Basic rights and needs').check();
  await page.getByLabel('Public summary').fill('Kept as it was typed.');
  await page.getByLabel('Everybody').check();
  await press(page, 'Record the triage');
  expect(await page.getByRole('link', { name: 'nobody can triage' }).getAttribute('href')).toBe('#form');
  expect(await page.getByLabel('Public summary').inputValue()).toBe('Kept as it was typed.');
});

it('a form full of errors has no accessibility fault', async () => {
  const visit = await visitAs('per_secretariat', `/concerns/${freshId}/triage`, true);
  const { page } = visit;
  await press(page, 'Record the triage');
  await expectSoundPage(visit);
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('govuk-error-summary');
});
