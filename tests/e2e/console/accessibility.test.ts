// axe finds nothing on any page, in light and dark, wide and narrow; and no page is wider than a
// phone. Each page is opened in one scheme and changes to the other: wide ones are opened in light,
// narrow ones in dark.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWithBrowser } from '../../support/browser.ts';
import { expectStatus } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { desktop, expectAccessible, makeSession, makeSite, phone, signedIn } from './console.ts';

const looks: [string, BrowserContextOptions][] = [
  ['wide', { ...desktop, colorScheme: 'light' }],
  ['narrow', { ...phone, colorScheme: 'dark' }],
];

/** In the scheme that it was opened in, and in the other. */
async function expectAccessibleInBoth(page: Page, what: string): Promise<void> {
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  for (const dark of [isDark, !isDark]) {
    const colorScheme = dark ? 'dark' : 'light';
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
    await expectAccessible(page, `${what} (${colorScheme})`);
  }
  await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' });
}

describeWithBrowser('the console is accessible', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  test.each(looks)('before sign-in: %s', async (_, options) => {
    const page = await browser.newPage({ ...options, reducedMotion: 'reduce' });
    for (const path of ['/login', '/register', '/no/such/page']) {
      await page.goto(platform.url + path);
      await page.getByRole('heading').first().waitFor();
      await expectAccessibleInBoth(page, path);
    }
    await page.context().close();
  });

  test.each(looks)('signed in: %s', async (_, options) => {
    const { page, context, person } = await signedIn(browser, platform.url, { ...options, reducedMotion: 'reduce' });
    await expectAccessibleInBoth(page, 'the empty list');
    const { templateId } = await makeSite(person);
    const resting = await makeSession(person, templateId, 'resting');
    const running = await makeSession(person, templateId, 'running');
    expectStatus(await person.http.post(`/api/sessions/${running}/start`), 200);
    const versions = expectStatus(await person.http.get(`/api/templates/${templateId}/versions`), 200).json<{
      items: { id: string; buildId: string }[];
    }>();
    const [version] = versions.items;
    const releases = expectStatus(await person.http.get('/api/releases'), 200).json<{ items: { id: string }[] }>();
    expectStatus(await person.http.post(`/api/sessions/${running}/snapshots`, { json: { label: 'for the axe' } }), 201);

    const pages: [path: string, sign: string][] = [
      ['/sessions', 'resting'],
      ['/sessions?new=session', 'New session'],
      [`/sessions/${resting}`, 'Ready to start'],
      [`/sessions/${running}`, 'running'],
      ['/templates', 'site'],
      ['/templates?new=template', 'New template'],
      [`/templates/${templateId}`, 'Versions'],
      [`/templates/${templateId}/versions/new`, 'New version'],
      [`/templates/${templateId}/versions/${version?.id}`, 'Version 1'],
      ['/builds', 'Builds'],
      [`/builds/${version?.buildId}`, 'Complete'],
      ['/releases', 'Releases'],
      [`/releases/${releases.items[0]?.id}`, 'What it binds'],
      [`/sessions/${running}?pane=snapshots`, 'for the axe'],
      ['/device', 'Connect a device'],
      [`/sessions/ses-${'a'.repeat(20)}`, 'Not found'],
    ];
    for (const [path, sign] of pages) {
      await page.goto(platform.url + path);
      await page.getByText(sign, { exact: true }).filter({ visible: true }).first().waitFor();
      await expectAccessibleInBoth(page, path);
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(excess, `${path} is wider than the window`).toBeLessThanOrEqual(0);
    }

    await page.goto(`${platform.url}/sessions`);
    await page.getByRole('button', { name: /Search/ }).click();
    await page.getByRole('option').first().waitFor();
    await expectAccessibleInBoth(page, 'the palette');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Account of Ada Lovelace' }).click();
    await page.getByRole('menuitem').first().waitFor();
    await expectAccessibleInBoth(page, 'the account menu');
    await context.close();
  });
});
