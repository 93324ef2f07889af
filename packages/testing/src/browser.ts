import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import { chromium, type Page } from 'playwright-core';
import { findChromium } from './find-chromium.ts';

/** One page as a reader opened it, in a window and with cookies of its own. */
export interface Visit {
  readonly page: Page;
  /** Of the window, in CSS pixels. */
  readonly width: number;
  /** What the first address was answered with. */
  readonly status: number | undefined;
  /** Requests that left our origin: there must be none. */
  readonly strangers: readonly string[];
  /** What the page complained of: errors of scripts and of its security policy. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** How a page is opened. `personId` signs in by a session cookie that a stand-in for the gateway knows. */
export interface VisitOptions {
  readonly width: number;
  /** Default true. */
  readonly javaScript?: boolean;
  readonly cookies?: readonly { readonly name: string; readonly value: string }[];
}

/** A real browser over one origin. */
export interface TestBrowser {
  visit(path: string, options: VisitOptions): Promise<Visit>;
  close(): Promise<void>;
}

const height = 800;
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Starts Debian's Chromium ({@link findChromium}) for pages of `origin`. */
export async function openBrowser(origin: string): Promise<TestBrowser> {
  // Tests run as root too, where Chromium's own sandbox does not start; it sees our own pages only.
  const browser = await chromium.launch({ executablePath: findChromium(), chromiumSandbox: false });
  return {
    async visit(path, { width, javaScript = true, cookies = [] }) {
      const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled: javaScript });
      if (cookies.length) await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: origin })));
      const page = await context.newPage();
      const strangers: string[] = [];
      const faults: string[] = [];
      page.on('request', (request) => {
        if (new URL(request.url()).origin !== new URL(origin).origin) strangers.push(request.url());
      });
      page.on('console', (message) => {
        // A page that is meant to be a 404 is reported as an error too.
        const isFault = message.type() === 'error' && !message.text().includes('the server responded with a status');
        if (isFault) faults.push(message.text());
      });
      page.on('pageerror', (error) => faults.push(error.message));
      const response = await page.goto(new URL(path, origin).href);
      return { page, width, status: response?.status(), strangers, faults, close: () => context.close() };
    },
    close: () => browser.close(),
  };
}

/**
 * What every page owes its readers, whatever it shows: one heading that says something, a title, no sideways scroll, no
 * finding of axe (WCAG 2.2 AA and its best practices), no request to anybody else, no complaint of the browser.
 */
export async function expectSoundPage({ page, width, strangers, faults }: Visit): Promise<void> {
  const headings = await page.locator('h1').allTextContents();
  expect(headings).toEqual([expect.stringMatching(/\S/)]);
  expect(await page.title()).toMatch(/\S – Throughline$/);
  const sideways = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  expect({ width, sideways }).toEqual({ width, sideways: 0 });
  // A page of ours holds no other, and so needs no second window in which axe puts frames together: a third of the time.
  expect(page.frames()).toHaveLength(1);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(rules).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ target }) => target) }))).toEqual([]);
  expect(strangers).toEqual([]);
  expect(faults).toEqual([]);
}
