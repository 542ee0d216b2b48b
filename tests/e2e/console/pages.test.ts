// A list that was read further than its first page: all of it stays fresh, and a way back finds it as
// it was left.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWithBrowser } from '../../support/browser.ts';
import { expectStatus } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { makeSession, makeSite, signedIn } from './console.ts';

describeWithBrowser('a list of several pages', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  test('all of its pages are read again, and Back finds its rows and its place', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person);
    const ids: string[] = [];
    for (let index = 0; index < 54; index += 1) ids.push(await makeSession(person, templateId, `one-${index}`));
    // Without the feed nothing but a reading can tell.
    await page.route('**/api/events', (route) => route.abort());
    await page.goto(`${platform.url}/sessions`);
    await page.getByRole('button', { name: 'Show more' }).click();
    const last = page.getByRole('link', { name: 'one-0', exact: true });
    await last.waitFor();
    expect(await page.getByRole('row').count()).toBe(55);

    await last.scrollIntoViewIfNeeded();
    const scroll = () => page.getByRole('main').evaluate((main) => main.scrollTop);
    const before = await scroll();
    expect(before).toBeGreaterThan(1000);
    await last.click();
    await page.getByRole('heading', { name: 'one-0' }).waitFor();
    expect(await scroll()).toBe(0);
    await page.goBack();
    await last.waitFor();
    await expect.poll(scroll).toBe(before);

    expectStatus(await person.http.delete(`/api/sessions/${ids[1]}`), 204);
    await page.getByRole('button', { name: 'More for one-2', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete session' }).click();
    // Rows stay where they are until the list is left.
    await page.mouse.move(0, 0);
    await page.getByLabel('Filter sessions').focus();
    await page.getByRole('link', { name: 'one-1', exact: true }).waitFor({ state: 'detached' });
    expect(await page.getByRole('row').count()).toBe(53);
    await last.waitFor();
    await context.close();
  });
});
