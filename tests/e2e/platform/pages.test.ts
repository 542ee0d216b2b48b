// The pages that the platform itself serves, in a real browser: they work under their own security
// policy, from their own origin alone.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { describeWithBrowser } from '../../support/browser.ts';
import { HttpClient } from '../../support/http.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';

describeWithBrowser('in a browser', ({ newPage }) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  /** Opens a page and collects what it complains about and where else it wants to go. */
  async function open(path: string): Promise<{ page: Page; complaints: string[] }> {
    const page = await newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // signed out, the console asks who it is and is told 401
      if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text());
    });
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== platform.url) complaints.push(`asks ${request.url()}`);
    });
    await page.goto(platform.url + path);
    return { page, complaints };
  }

  test('the reference page shows the operations of the contract', async () => {
    const { page, complaints } = await open('/docs');
    await page.getByText('/api/auth/register').first().waitFor();
    expect(await page.locator('.opblock').count()).toBeGreaterThan(10);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('the type of a problem leads to what it says of the code', async () => {
    const reply = await new HttpClient(platform.url).get('/api/auth/me');
    const { type, code, title } = reply.json<Record<'type' | 'code' | 'title', string>>();
    const { page, complaints } = await open(type);
    await page.locator('.opblock').first().waitFor();
    const row = page.locator(`[id="${code}"]`);
    const inView = () =>
      row.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      });
    await waitUntil(inView, 10_000, 'the row to be scrolled to');
    expect(await row.textContent()).toContain(title);
    const { 'x-problems': problems } = (await new HttpClient(platform.url).get('/openapi.json')).json<{
      'x-problems': Record<string, unknown>;
    }>();
    const ids = await page.locator('#problems tbody tr').evaluateAll((rows) => rows.map(({ id }) => id));
    expect(ids).toEqual(Object.keys(problems));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('the console opens and offers to sign up', async () => {
    const { page, complaints } = await open('/');
    await page.getByRole('textbox', { name: /e-?mail/i }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
