// What the page shows and where the keys go does not depend on which of two things comes first.
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerTo, describeWithBrowser } from '../../support/browser.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { makeSession, makeSite, settled, signedIn } from './console.ts';

/**
 * Holds what the page asks for, until it is let go. `answered`: the answer is the one of the time
 * of asking.
 */
async function hold(page: Page, what: RegExp, { method = 'GET', answered = false } = {}) {
  const held: (() => Promise<void>)[] = [];
  let open = false;
  const handler = async (route: Route) => {
    if (open || route.request().method() !== method) return await route.fallback();
    if (!answered) return void held.push(() => route.continue());
    const response = await answerTo(route);
    held.push(() => route.fulfill({ response }));
  };
  await page.route(what, handler);
  return {
    count: () => held.length,
    letGo: async () => {
      open = true;
      // A reading that the page has given up cannot be answered any more.
      await Promise.allSettled(held.splice(0).map((go) => go()));
    },
  };
}

const hasFocus = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).and(page.locator(':focus')).waitFor();

describeWithBrowser('the order of things', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  async function withSession(name: string) {
    const signed = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(signed.person);
    const sessionId = await makeSession(signed.person, templateId, name);
    return { ...signed, templateId, sessionId };
  }

  test('what is typed before the palette is there goes to it, the Enter too', async () => {
    const { page, context } = await signedIn(browser, platform.url);
    await settled(page);
    const scripts = await hold(page, /_app\/immutable/);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('new templx');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('ate\n');
    expect(scripts.count()).toBeGreaterThan(0);
    await scripts.letGo();
    const name = page.getByRole('dialog').getByLabel('Name');
    await name.and(page.locator(':focus')).waitFor();
    expect(new URL(page.url()).search).toBe('?new=template');
    await context.close();
  });

  test('Escape gives up a palette that is still on its way; its key pressed again takes nothing from the typing', async () => {
    const { page, context } = await signedIn(browser, platform.url);
    await settled(page);
    const scripts = await hold(page, /_app\/immutable/);
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Escape');
    await scripts.letGo();
    await settled(page);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Control+k');
    const field = page.getByRole('dialog').getByRole('combobox');
    await field.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('relea');
    expect(await field.inputValue()).toBe('relea');
    await context.close();
  });

  test('a session that falls asleep while it is read stays asleep when the reading comes', async () => {
    const { page, context, person, sessionId } = await withSession('quick');
    await person.http.post(`/api/sessions/${sessionId}/start`);
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    await page.locator('.xterm').click();
    await page.keyboard.type('echo seen-$((40 + 2))\n');
    await page.locator('.xterm-rows').getByText('seen-42', { exact: true }).waitFor();
    const readings = await hold(page, new RegExp(`/api/sessions/${sessionId}$`), { answered: true });
    await page.getByRole('link', { name: 'Sessions', exact: true }).first().click();
    await page.getByRole('link', { name: 'quick', exact: true }).click();
    await expect.poll(readings.count, { timeout: 20_000 }).toBeGreaterThan(0);
    await page.locator('.xterm-rows').getByText('seen-42', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('heading', { name: 'Asleep' }).waitFor();
    // The readings from before the stop come now, and say that it runs.
    await readings.letGo();
    await settled(page);
    expect(await page.locator('.xterm').count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'Asleep' }).count()).toBe(1);
    await context.close();
  });

  test('the reply to a command does not replace the session that somebody has gone on to', async () => {
    const { page, context, person, sessionId, templateId } = await withSession('first');
    await makeSession(person, templateId, 'second');
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    const start = await hold(page, /\/start$/, { method: 'POST' });
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('second');
    await page.getByRole('option', { name: 'second' }).click();
    await page.getByRole('heading', { name: 'second' }).waitFor();
    const readings = await hold(page, /\/api\/sessions\/ses-[a-z0-9]+$/);
    await start.letGo();
    await page.getByText('first is running').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('second');
    await readings.letGo();
    await context.close();
  });

  test('a terminal that comes late leaves the focus to whoever has it', async () => {
    const { page, context, person, sessionId } = await withSession('late');
    await person.http.post(`/api/sessions/${sessionId}/start`);
    const terminal = await hold(page, /_app\/immutable\/assets\/.*xterm|terminal-screen.*\.css/);
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    await page.getByRole('status', { name: 'Opening the terminal' }).waitFor();
    await expect.poll(terminal.count).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Account of Ada Lovelace' }).focus();
    await terminal.letGo();
    await page.locator('.xterm').waitFor();
    await page.getByText('Connecting').waitFor({ state: 'detached' });
    await hasFocus(page, 'Account of Ada Lovelace');
    await context.close();
  });

  test('what is typed into a filter while its address changes is not taken back', async () => {
    const { page, context, person, templateId } = await withSession('alpha');
    await makeSession(person, templateId, 'alpine');
    await page.reload();
    const field = page.getByLabel('Filter sessions');
    await field.waitFor();
    // The next letter comes after the address has changed and before the page has followed it.
    await page.evaluate(() => {
      const change = history.replaceState.bind(history);
      history.replaceState = (...state) => {
        history.replaceState = change;
        const input = document.querySelector<HTMLInputElement>('input[type=search]');
        if (!input) throw new Error('There is no filter');
        input.value += 'i';
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        change(...state);
      };
    });
    await field.fill('alp');
    await page.waitForURL('**/sessions?q=alpi');
    expect(await field.inputValue()).toBe('alpi');
    await context.close();
  });
});
