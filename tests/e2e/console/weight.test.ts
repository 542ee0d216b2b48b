// What the first page costs, as a browser loads it: script, gzipped; and what is loaded only when
// it is opened.
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWithBrowser } from '../../support/browser.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { desktop, makeSite, settled, signedIn } from './console.ts';

const limitBytes = 100 * 1024;
/** Of bits-ui's floating layer, and of nothing else. */
const placesMenus = 'data-bits-floating-content-wrapper';

describeWithBrowser('the console is light', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  /** The scripts that a page loads on its own, and their gzipped size. */
  async function scriptsOf(
    page: Page,
    open: () => Promise<unknown>,
  ): Promise<{ sizes: number[]; bytes: number; text: string }> {
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.body());
    });
    await open();
    await settled(page);
    const bodies = await Promise.all(scripts);
    const sizes = bodies.map((body) => gzipSync(body).length);
    return { sizes, bytes: sizes.reduce((sum, size) => sum + size, 0), text: bodies.join('\n') };
  }

  test('the sign-in page stays under 100 KB of script', async () => {
    const page = await browser.newPage(desktop);
    const { bytes } = await scriptsOf(page, () => page.goto(`${platform.url}/login`));
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThanOrEqual(limitBytes);
    await page.context().close();
  });

  test('the list of sessions stays under 100 KB of script, and has no terminal and no menu in it', async () => {
    const { context, person } = await signedIn(browser, platform.url);
    await makeSite(person);
    const page = await context.newPage();
    const { sizes, bytes, text } = await scriptsOf(page, () => page.goto(`${platform.url}/sessions`));
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThanOrEqual(limitBytes);
    expect(text).not.toContain('xterm-helper-textarea');
    expect(text).not.toContain(placesMenus);
    expect(sizes.length).toBeLessThanOrEqual(20);

    // The first move to a menu's button brings it: the press finds it there.
    const [script] = await Promise.all([
      page.waitForResponse(async (response) => (await response.text().catch(() => '')).includes(placesMenus)),
      page.getByRole('button', { name: /^Workspace/ }).hover(),
    ]);
    expect(script.ok()).toBe(true);
    await page.getByRole('button', { name: /^Workspace/ }).click();
    await page.getByRole('menuitemcheckbox').waitFor();
    await context.close();
  });
});
