// A page in a preview can fill the browser with cookies of its own making. They reach no other
// preview and not the console: in a real browser, which alone decides for which names a page may
// set them.
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { describeWithBrowser } from '../../support/browser.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { makeSession, makeSite, signedIn } from './console.ts';

/** Chromium keeps 180 of one site, of 4 KB each. */
const planted = { count: 180, bytes: 3500 };

describeWithBrowser('cookies that a preview’s page plants', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  test('break neither another preview nor the console', { timeout: 120_000 }, async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    onTestFinished(() => context.close());
    const { templateId } = await makeSite(person);
    const [hostile, victim] = [
      await makeSession(person, templateId, 'hostile'),
      await makeSession(person, templateId, 'victim'),
    ];
    for (const id of [hostile, victim]) await person.http.post(`/api/sessions/${id}/start`);
    const open = async (id: string) => {
      await page.goto(`${platform.url}/runtime/sessions/${id}/preview`);
      await page.getByRole('heading', { name: 'Hello from the session' }).waitFor();
      return new URL(page.url()).origin;
    };
    const before = await open(victim);
    const hostileOrigin = await open(hostile);
    const kept = await page.evaluate(({ count, bytes }) => {
      const labels = location.hostname.split('.');
      const parents = labels.map((_, at) => labels.slice(at).join('.'));
      for (const domain of parents.slice(1))
        for (let i = 0; i < count; i++) document.cookie = `p${i}=${'x'.repeat(bytes)}; path=/; domain=${domain}`;
      return document.cookie.length;
    }, planted);
    expect(await open(victim)).toBe(before);
    for (const url of [before, platform.url, platform.apiUrl])
      expect((await context.cookies(url)).filter(({ name }) => /^p\d+$/.test(name))).toEqual([]);
    await page.goto(`${platform.url}/sessions`);
    await page.getByRole('link', { name: 'victim' }).first().waitFor();
    // What it sets for itself is its own affair.
    expect(kept).toBe(0);
    await page.goto(`${hostileOrigin}/`);
    await page.getByRole('heading', { name: 'Hello from the session' }).waitFor();
  });
});
