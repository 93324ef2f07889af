import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expectSoundPage, openBrowser, type TestBrowser, type Visit } from '@throughline/testing/browser';
import { steps, type Thread } from './story-01.ts';
import { openTheatre, type Theatre } from './theatre.ts';
import { traceThatMisses } from './trace-answer.ts';

const longMs = 180_000;
const widths = [320, 1280] as const;
/** Set PICTURES to a folder to keep what the browser saw: `docs/pictures` has those of the README. */
const pictures = process.env['PICTURES'];
const upToTheMeeting = steps.slice(0, steps.findIndex(({ name }) => name.startsWith('the meeting')) + 1);

let theatre: Theatre;
let browser: TestBrowser;
const thread = {} as Thread;

beforeAll(async () => {
  theatre = await openTheatre('pages', '2026-11-02T16:40:00Z');
  const { stage } = theatre;
  for (const step of upToTheMeeting) {
    await stage.moveClockTo(step.at);
    await step.act(stage, thread);
    await traceThatMisses(stage.as('auditor'), thread.concernId, step.missingAfter(stage));
  }
  browser = await openBrowser(theatre.stack.url);
  if (pictures) mkdirSync(pictures, { recursive: true });
}, longMs);
afterAll(async () => {
  await browser?.close();
  await theatre?.close();
}, longMs);

async function picture({ page, width }: Visit, name: string): Promise<void> {
  if (!pictures) return;
  const file = `${name}${width === 320 ? '-narrow' : ''}.png`;
  await page.screenshot({ path: join(pictures, file), fullPage: true });
}

const nameOf = (key: string) => theatre.cast.people.find((person) => person.key === key)?.name ?? key;

/** The steps that the trace page says are missing, each as a reader sees it. */
async function missingShown({ page }: Visit) {
  const shown = await page.locator('.tl-missing__step').all();
  return Promise.all(
    shown.map(async (step) => ({
      what: (await step.getByRole('heading').innerText()).replaceAll(/\s+/g, ' ').trim(),
      who: (await step.getByRole('link').innerText()).trim(),
    })),
  );
}

describe.each(widths)('at %i pixels, after the meeting', (width) => {
  it(
    'the trace is public, sound, and names what is missing and whose turn it is',
    async () => {
      const visit = await browser.visit(`/traces/${thread.reference}`, { width });
      expect(visit.status).toBe(200);
      await picture(visit, 'trace');
      await expectSoundPage(visit);
      const [housing, learning] = await Promise.all(
        (['housing', 'learning'] as const).map((key) => organisationName(theatre.stage.organisations[key])),
      );
      expect(await missingShown(visit)).toEqual([
        { what: 'An answer Asks 1 and 2', who: housing },
        { what: 'An answer Ask 3', who: learning },
        { what: 'Completing an action', who: housing },
      ]);
      await visit.close();
    },
    longMs,
  );

  it(
    'an officer signs in by choosing who to be, and sees what their institution owes',
    async () => {
      const visit = await browser.visit('/dashboard', { width });
      const { page } = visit;
      expect(new URL(page.url()).pathname).toBe('/sign-in');
      await page.getByLabel(nameOf('housing-1')).check();
      await page.getByRole('button', { name: 'Sign in' }).click();
      expect(new URL(page.url()).pathname).toBe('/dashboard');
      await picture(visit, 'dashboard');
      await expectSoundPage(visit);
      await page.getByRole('link', { name: thread.reference }).click();
      expect(new URL(page.url()).pathname).toBe(`/concerns/${thread.concernId}`);
      await expectSoundPage(visit);
      await visit.close();
    },
    longMs,
  );

  it(
    'the meeting’s page shows what was decided, and every link of the trace leads somewhere',
    async () => {
      const visit = await browser.visit(`/meetings/${thread.meetingId}`, { width });
      expect(visit.status).toBe(200);
      await expectSoundPage(visit);
      expect(await visit.page.getByText('Housing is asked to name an officer by the 15th.').isVisible()).toBe(true);
      await visit.page.goto(`${theatre.stack.url}/traces/${thread.reference}`);
      const hrefs = await visit.page
        .locator('a[href^="/"]')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
      for (const href of new Set(hrefs))
        expect({ href, status: (await theatre.anybody.get(href)).status }).toEqual({ href, status: 200 });
      await visit.close();
    },
    longMs,
  );
});

async function organisationName(id: string): Promise<string> {
  const response = await theatre.anybody.get(`/v1/organisations/${id}`);
  const { names } = (await response.json()) as { names: readonly { text: string }[] };
  return names[0]?.text ?? id;
}
