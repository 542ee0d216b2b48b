// An app that is down is seen where its session is: in the list, the head and the preview, with what it
// printed last and the button that starts it again.
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWithBrowser } from '../../support/browser.ts';
import { freePort } from '../../support/free-port.ts';
import { expectStatus } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { expectAccessible, makeReleased, makeSession, phone, signedIn } from './console.ts';

const serve = (port: number) => `echo '<h1>Up again</h1>' > index.html; exec python3 -m http.server ${port}`;

describeWithBrowser('an app’s health in the console', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  test('an app that crashes turns its session red as it happens, and one button starts it again', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const port = await freePort();
    const start = `[ -e ok ] || { echo Error: no such module; exit 7; }; ${serve(port)}`;
    const sessionId = await makeSession(person, await makeReleased(person, 'shop', start, port), 'broken');
    await page.goto(`${platform.url}/sessions`);
    const row = page.getByRole('row', { name: /broken/ });
    await row.getByText('Created', { exact: true }).waitFor();
    expectStatus(await person.http.post(`/api/sessions/${sessionId}/start`), 200);
    await row.getByText('App crashed', { exact: true }).waitFor();
    await row.getByRole('button', { name: 'Start app of broken' }).waitFor({ timeout: 40_000 });
    await row.getByText('The app crashed with code 7, 6 times in a row').waitFor();
    await looked(page, 'list');
    await expectAccessible(page, 'a list with an app that is down');

    await page.goto(`${platform.url}/sessions/${sessionId}`);
    const pane = page.getByRole('tabpanel', { name: 'Preview' });
    await pane.getByRole('heading', { name: 'The app crashed with code 7, 6 times in a row' }).waitFor();
    await pane.getByText('Error: no such module').first().waitFor();
    const head = page.locator('header').filter({ has: page.getByRole('heading', { level: 1 }) });
    await head.getByText('App crashed', { exact: true }).waitFor();
    await looked(page, 'down');
    await expectAccessible(page, 'an app that is down');

    await page.locator('.xterm').click();
    await page.keyboard.type("touch /workspace/ok; echo do''ne\n");
    await page.locator('.xterm-rows').getByText('done', { exact: true }).waitFor();
    await head.getByRole('button', { name: 'Start app' }).click();
    await page.frameLocator('iframe').getByRole('heading', { name: 'Up again' }).waitFor();
    await head.getByText(`The app is up on port ${port}`).waitFor();
    await looked(page, 'up');
    await context.close();
  }, 240_000);

  test('the port that the app opened is what the preview shows', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const [named, opened] = [await freePort(), await freePort()];
    const templateId = await makeReleased(person, 'moved', serve(opened), named);
    await page.goto(`${platform.url}/sessions/${await makeSession(person, templateId, 'elsewhere')}`);
    await page.getByRole('button', { name: 'Start' }).click();
    await page.frameLocator('iframe').getByRole('heading', { name: 'Up again' }).waitFor();
    await context.close();
  });

  test('on a phone the app that is down says so, and a session that sleeps has one main button on each tab', async () => {
    const { page, context, person } = await signedIn(browser, platform.url, phone);
    const templateId = await makeReleased(person, 'short', 'echo bye', await freePort());
    const sessionId = await makeSession(person, templateId, 'ended');
    expectStatus(await person.http.post(`/api/sessions/${sessionId}/start`), 200);
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    await page.getByRole('tab', { name: 'Preview' }).tap();
    await page.getByRole('heading', { name: 'The app ended with code 0' }).waitFor();
    await looked(page, 'phone-down');
    await page.getByRole('button', { name: 'More actions' }).tap();
    await page.getByRole('menuitem', { name: /^Stop/ }).tap();
    await page.getByRole('heading', { name: 'Asleep' }).waitFor();
    for (const tab of ['Session', 'Snapshots', 'Events', 'Details']) {
      await page.getByRole('tab', { name: tab, exact: true }).tap();
      expect(await page.getByRole('button', { name: 'Start', exact: true }).count(), tab).toBe(1);
    }
    await looked(page, 'phone-asleep');
    await context.close();
  });
});

/** For people who look at it: with LOOK_AT set, pictures of both themes in that folder. */
async function looked(page: Awaited<ReturnType<typeof signedIn>>['page'], name: string): Promise<void> {
  const folder = process.env.LOOK_AT;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
