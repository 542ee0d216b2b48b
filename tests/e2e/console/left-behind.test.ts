// However a sign-in ends, nothing of it stays in the browser: not in its storage, not on the page,
// not in what a late answer brings.
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerTo, describeWithBrowser } from '../../support/browser.ts';
import { registerPerson, type Person } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { makeSession, makeSite, signedIn, signIn } from './console.ts';

const secret = 'hunter2-of-ada';

/**
 * All that the page's origin keeps in this tab and this browser, but for what the framework and
 * preferences put there.
 */
const kept = (page: Page) =>
  page.evaluate(async () => ({
    tab: Object.keys(sessionStorage).filter((key) => !key.startsWith('sveltekit:')),
    text: JSON.stringify([{ ...sessionStorage }, { ...localStorage }]),
    browser: Object.keys(localStorage).filter((key) => !['burstflare.theme', 'burstflare.workbench'].includes(key)),
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));

async function expectNothingLeft(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  const { text, ...rest } = await kept(page);
  expect(rest).toEqual({ tab: [], browser: [], databases: [], caches: [], workers: 0 });
  expect(text).not.toContain(secret);
  expect(await page.content()).not.toContain(secret);
}

describeWithBrowser('what a sign-in leaves behind', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  /** A page whose terminal shows the secret. */
  async function withSecret(): Promise<{ page: Page; context: BrowserContext; person: Person; sessionId: string }> {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person);
    const sessionId = await makeSession(person, templateId, 'secret-project');
    await person.http.post(`/api/sessions/${sessionId}/start`);
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    await page.locator('.xterm').click();
    await page.keyboard.type(`echo ${secret.replace('-', "''-")}\n`);
    await page.locator('.xterm-rows').getByText(secret, { exact: true }).waitFor();
    // As an older console left it, which kept screens in the tab's storage.
    await page.evaluate((text) => sessionStorage.setItem('burstflare.screen.ses-old', text), secret);
    return { page, context, person, sessionId };
  }

  const signOut = async (page: Page) => {
    await page.getByRole('button', { name: 'Account of Ada Lovelace' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
  };

  test('what a terminal showed is gone with it, and in no storage while one is signed in', async () => {
    const { page, context } = await withSecret();
    await page.evaluate(() => sessionStorage.clear());
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('heading', { name: 'Asleep' }).waitFor();
    expect(await page.content()).not.toContain(secret);
    expect((await kept(page)).text).not.toContain(secret);
    await context.close();
  });

  test.each<[string, (signed: Awaited<ReturnType<typeof withSecret>>) => Promise<void>]>([
    ['by signing out here', ({ page }) => signOut(page)],
    [
      'by signing out in another tab',
      async ({ context }) => {
        const other = await context.newPage();
        await other.goto(`${platform.url}/sessions`);
        await signOut(other);
      },
    ],
    [
      'by a sign-out of all devices elsewhere',
      async ({ person }) => void (await person.http.post('/api/auth/logout-all')),
    ],
    [
      'by cookies that ran out, at the next page',
      async ({ page, context }) => {
        await context.clearCookies();
        await page.getByRole('link', { name: 'Templates', exact: true }).first().click();
      },
    ],
  ])('%s', async (_, leave) => {
    const signed = await withSecret();
    const { page, context, sessionId } = signed;
    await leave(signed);
    await expectNothingLeft(page);
    await page.goBack();
    await expectNothingLeft(page);
    // The next person with this browser begins with nothing of it either.
    const next = await registerPerson(platform.url);
    await page.goto(`${platform.url}/login`);
    await signIn(page, next);
    await page.getByRole('heading', { name: 'No sessions yet' }).waitFor();
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.content()).not.toMatch(new RegExp(`${secret}|secret-project`));
    await context.close();
  });

  test('another person who signs in with this browser sees nothing of the one before, in no tab', async () => {
    const { page, context } = await withSecret();
    const next = await registerPerson(platform.url);
    const other = await context.newPage();
    await context.clearCookies();
    await other.goto(`${platform.url}/login`);
    await signIn(other, next);
    await page.waitForURL('**/sessions');
    await page.getByRole('heading', { name: 'No sessions yet' }).waitFor();
    expect((await kept(page)).text).not.toContain(secret);
    await context.close();
  });

  test('an answer that comes after the sign-out puts nothing back', async () => {
    const { page, context, sessionId } = await withSecret();
    // There is no other document to go to: what comes late meets the one that was left.
    await page.route('**/login*', (route) => route.fulfill({ status: 204 }));
    const answer: { go?: () => void } = {};
    await page.route(`**/api/sessions/${sessionId}`, async (route) => {
      const response = await answerTo(route);
      await new Promise<void>((resolve) => (answer.go = resolve));
      await route.fulfill({ response }).catch(() => {}); // the page may have given it up
    });
    await page.getByRole('link', { name: 'Sessions', exact: true }).first().click();
    await page.getByRole('link', { name: 'secret-project', exact: true }).click();
    await expect.poll(() => answer.go, { timeout: 20_000 }).toBeDefined();
    await signOut(page);
    const text = () => page.evaluate(() => document.body.innerText);
    await expect.poll(text).toBe('');
    answer.go?.();
    await expect.poll(text).toBe('');
    expect((await kept(page)).text).not.toContain(secret);
    await context.close();
  });

  test('a page goes into the back/forward cache empty, and asks the server when it comes back', async () => {
    const { page, context } = await withSecret();
    const turn = (type: string) =>
      page.evaluate((name) => {
        dispatchEvent(new PageTransitionEvent(name, { persisted: true }));
        return document.body.innerText;
      }, type);
    expect(await turn('pagehide')).toBe('');
    expect(await page.content()).not.toContain(secret);
    await context.clearCookies();
    await turn('pageshow').catch(() => {}); // the page is loaded again under it
    await expectNothingLeft(page);
    await context.close();
  });
});
