// A session from the console: made, started, looked at, typed into, stopped, deleted.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWithBrowser } from '../../support/browser.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { makeSession, makeSite, phone, signedIn } from './console.ts';

describeWithBrowser('sessions in the console', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  test('from the dialog to a page in the preview and a shell in the terminal, then asleep, then gone', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { port } = await makeSite(person);
    await page.goto(`${platform.url}/sessions?new=session`);
    await page.getByRole('dialog').getByLabel('Name').fill('fix-checkout');
    await page.getByRole('button', { name: 'Create and start' }).click();
    await page.waitForURL('**/sessions/ses-*');
    await page.getByRole('heading', { name: 'fix-checkout' }).waitFor();

    // The app's own page, on its own origin, inside of the frame.
    const frame = page.frameLocator('iframe[title^="Preview of fix-checkout"]');
    await frame.getByRole('heading', { name: 'Hello from the session' }).waitFor();
    const framed = page.frames().find((each) => each.url().includes(`${port}--ses-`));
    expect(framed && new URL(framed.url()).origin).not.toBe(platform.url);

    await page.locator('.xterm').click();
    // Python's server knows files by the second: one that is as old as the browser's is not sent.
    const edit = "echo '<h1>Edited in the terminal</h1>' > index.html; touch -d '+1 minute' index.html; echo do''ne\n";
    await page.keyboard.type(edit);
    await page.locator('.xterm-rows').getByText('done', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Reload' }).click();
    await frame.getByRole('heading', { name: 'Edited in the terminal' }).waitFor();

    await page.getByRole('tab', { name: 'Events' }).click();
    await page.getByText(`Port ${port} is open`).waitFor();

    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('heading', { name: 'Asleep' }).waitFor();
    // no word of a save: another tab may have dropped the files
    await page.getByText('fix-checkout is asleep', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete session' }).click();
    await page.getByRole('heading', { name: 'No sessions yet' }).waitFor();
    await context.close();
  });

  test('what a state does not allow is disabled, and says why', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person);
    const sessionId = await makeSession(person, templateId, 'never-started');
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    const stop = page.getByRole('menuitem', { name: /^Stop/ });
    expect(await stop.getAttribute('aria-disabled')).toBe('true');
    expect(await stop.textContent()).toContain('it is created');
    await context.close();
  });

  test('a filter is in the address, and an address brings the filter back', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person);
    for (const name of ['alpha', 'beta']) await makeSession(person, templateId, name);
    await page.reload();
    await page.getByRole('link', { name: 'beta' }).waitFor();
    await page.getByLabel('Filter sessions').fill('alp');
    await page.waitForURL('**/sessions?q=alp');
    await page.getByRole('link', { name: 'beta' }).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('link', { name: 'alpha' }).waitFor();
    expect(await page.getByRole('link', { name: 'beta' }).count()).toBe(0);
    await context.close();
  });

  test('the panes are moved by the keyboard and stay where they were put', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person);
    const sessionId = await makeSession(person, templateId, 'desk');
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    await page.getByRole('button', { name: 'Start' }).click();
    const divider = page.getByRole('separator');
    await divider.focus();
    await page.keyboard.press('Home');
    expect(await divider.getAttribute('aria-valuenow')).toBe('20');
    await page.reload();
    await divider.waitFor();
    expect(await divider.getAttribute('aria-valuenow')).toBe('20');
    await context.close();
  });

  test('a shell’s output is still there after the page was loaded again', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person);
    const sessionId = await makeSession(person, templateId, 'resume');
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    await page.getByRole('button', { name: 'Start' }).click();
    await page.locator('.xterm').click();
    await page.keyboard.type('echo kept-$((40 + 2))\n');
    await page.locator('.xterm-rows').getByText('kept-42', { exact: true }).waitFor();
    await page.reload();
    await page.locator('.xterm-rows').getByText('kept-42', { exact: true }).waitFor();
    await context.close();
  });

  test('on a phone every pane is one tab away', async () => {
    const { page, context, person } = await signedIn(browser, platform.url, phone);
    const { templateId } = await makeSite(person);
    const sessionId = await makeSession(person, templateId, 'pocket');
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    await page.getByRole('button', { name: 'Start' }).tap();
    await page.getByRole('tab', { name: 'Preview' }).tap();
    await page.frameLocator('iframe').getByRole('heading', { name: 'Hello from the session' }).waitFor();
    await page.getByRole('tab', { name: 'Details' }).tap();
    await page.getByText(sessionId, { exact: true }).first().waitFor();
    await context.close();
  });
});
