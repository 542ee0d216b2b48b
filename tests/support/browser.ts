// Chromium for tests: playwright-core on the system's own browser. Without one the tests are
// skipped, and say so loudly.
import { type APIResponse, type Browser, type BrowserContext, chromium, type Page, type Route } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { findTool } from '../../tools/start/system-tools.ts';

/**
 * The shell comes first: it is the same engine without the desktop's browser around it, and opens a
 * page for a fifth of the processor.
 */
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Quiet on the network: nothing but the pages of the test. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function findBrowser(): string | undefined {
  return names.map(findTool).find((path) => path !== undefined);
}

export interface BrowserFixture {
  /** A page in a context of its own: no cookies, no storage. */
  newPage(options?: Parameters<Browser['newContext']>[0]): Promise<Page>;
  newContext(options?: Parameters<Browser['newContext']>[0]): Promise<BrowserContext>;
}

/**
 * How many times slower than it is the browser's processor shall be: a race that a slow machine
 * hides shows on a fast one, and the reverse.
 */
const slowdown = Number(process.env.BROWSER_SLOWDOWN ?? 1);
/** Of one test, at full speed. */
const limitMs = 120_000;

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
}

export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, headless: true, args: flags });
}

/**
 * What the platform answers to a request that a test has stopped. It is sent by Node, which does
 * not find the names below .localhost.
 */
export async function answerTo(route: Route): Promise<APIResponse> {
  const url = new URL(route.request().url());
  const headers = { ...(await route.request().allHeaders()), host: url.host };
  url.hostname = '127.0.0.1';
  return await route.fetch({ url: url.href, headers });
}

/** A describe block with one browser for all of its tests. */
export function describeWithBrowser(name: string, body: (fixture: BrowserFixture) => void): void {
  const executablePath = findBrowser();
  if (!executablePath) {
    describe.skip(`${name} [skipped: Chromium is not installed; apt-get install chromium-headless-shell]`, () =>
      body(noBrowser));
    return;
  }
  // What the page computes for itself, as axe does, takes as many times longer.
  describe(name, { timeout: limitMs * slowdown }, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await launchBrowser(executablePath);
    });
    afterAll(() => browser?.close());
    const newContext: BrowserFixture['newContext'] = async (options) => {
      if (!browser) throw new Error('The browser starts in beforeAll: open pages inside a test.');
      const context = await browser.newContext(options);
      // A page that is closed at once has no processor to slow down.
      if (slowdown > 1) context.on('page', (page) => void slowDown(page).catch(() => {}));
      return context;
    };
    body({ newContext, newPage: async (options) => await (await newContext(options)).newPage() });
  });
}

const noBrowser: BrowserFixture = {
  newPage: () => Promise.reject(new Error('no browser')),
  newContext: () => Promise.reject(new Error('no browser')),
};
