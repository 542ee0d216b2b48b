// Whoever works by keyboard is in the dialog as soon as it opens, stays in it, and is back where
// they were after it.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWithBrowser } from '../../support/browser.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { desktop, makeSession, makeSite, phone, signedIn } from './console.ts';

const expectFocused = (page: Page, element: Locator) => element.and(page.locator(':focus')).waitFor();

/** Tab goes round within the dialog; Escape closes it. */
async function expectTrapped(page: Page): Promise<void> {
  for (let press = 0; press < 8; press += 1) {
    await page.keyboard.press(press < 5 ? 'Tab' : 'Shift+Tab');
    expect(await page.locator('[role=dialog] :focus').count(), `focus after ${press + 1} presses`).toBe(1);
  }
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

describeWithBrowser('dialogs by keyboard', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  test('a form begins in its first field, and its link has the focus again after it', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    await makeSite(person);
    const dialog = page.getByRole('dialog');
    for (const [path, what] of [
      ['/templates', 'New template'],
      ['/sessions', 'New session'],
    ] as const) {
      await page.goto(platform.url + path);
      const link = page.getByRole('link', { name: what });
      await link.focus();
      await page.keyboard.press('Enter');
      await dialog.locator('input:focus').waitFor(); // which one is first depends on whether the templates are read yet
      await expectTrapped(page);
      await expectFocused(page, link);
    }
    // By its address, and by the palette: there is no link to go back to, so the page itself gets
    // it.
    await page.goto(`${platform.url}/templates?new=template`);
    await expectFocused(page, dialog.getByLabel('Name'));
    await expectTrapped(page);
    await expectFocused(page, page.getByRole('main'));
    await page.keyboard.press('Control+k');
    await page.keyboard.type('new template\n');
    await expectFocused(page, dialog.getByLabel('Name'));
    await page.keyboard.type('typed at once');
    expect(await dialog.getByLabel('Name').inputValue()).toBe('typed at once');
    await context.close();
  });

  test.each([
    ['wide', desktop],
    ['narrow', phone],
  ])('a dangerous one begins on its safe button, and gives the menu’s button back: %s', async (_, look) => {
    const { page, context, person } = await signedIn(browser, platform.url, look);
    const { templateId } = await makeSite(person);
    const sessionId = await makeSession(person, templateId, 'doomed');
    // Opened twice: the first time the dialog's script is still on its way, the second time it is
    // there at once.
    for (const path of [`/sessions/${sessionId}`, '/sessions', '/sessions']) {
      if (!page.url().endsWith(path)) await page.goto(platform.url + path);
      const more = page.getByRole('button', { name: /^More/ });
      await more.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: 'Delete' }).focus();
      await page.keyboard.press('Enter');
      await expectFocused(page, page.getByRole('dialog').getByRole('button', { name: 'Cancel' }));
      await expectTrapped(page);
      await expectFocused(page, more);
      expect(await page.getByRole('menu').count()).toBe(0);
    }
    await context.close();
  });

  test('a menu that a key opens begins on its first entry; Tab, Escape and its button leave it', async () => {
    const { page, context } = await signedIn(browser, platform.url);
    const button = page.getByRole('button', { name: /^Account of/ });
    const menu = page.getByRole('menu');
    // The account's menu is loaded with its first press, so the second press is the one of any menu.
    await button.click();
    await menu.waitFor();
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    for (const key of ['Enter', 'ArrowDown']) {
      await button.focus();
      await page.keyboard.press(key);
      await expectFocused(page, page.getByRole('menuitemcheckbox', { name: 'Light' }));
      await page.keyboard.press('Escape');
      await menu.waitFor({ state: 'detached' });
      await expectFocused(page, button);
    }
    await page.keyboard.press('Enter');
    await menu.waitFor();
    await page.keyboard.press('Shift+Tab');
    await menu.waitFor({ state: 'detached' });
    await expectFocused(page, page.getByRole('button', { name: /Search/ }));

    // A press on the button closes it, and so does one elsewhere.
    for (const where of [button, page.getByRole('heading', { level: 1 })]) {
      await button.click();
      await menu.waitFor();
      // By the pointer alone: what is under an open menu's layer takes no press.
      await where.click({ force: true });
      await menu.waitFor({ state: 'detached' });
    }
    await context.close();
  });
});
