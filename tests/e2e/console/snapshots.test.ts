// Snapshots in the console: a session is saved, goes back to what it was while it runs and while it
// sleeps, and says what each would do.
import { readFileSync } from 'node:fs';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { answerTo, describeWithBrowser } from '../../support/browser.ts';
import { expectStatus, type Person } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { expectAccessible, makeSession, signedIn } from './console.ts';

const server = [
  'require("node:http").createServer((_, reply) => {',
  '  reply.writeHead(200, { "content-type": "text/html", "cache-control": "no-store" });',
  '  reply.end(require("node:fs").readFileSync("index.html"));',
  '}).listen(Number(process.argv[1]));',
].join('\n');

/** A running session whose page says "as it began" until somebody changes it. */
async function runningNotebook(person: Person): Promise<string> {
  const port = await freePort();
  const template = expectStatus(await person.http.post('/api/templates', { json: { name: 'notebook' } }), 201).json<{
    id: string;
  }>();
  const manifest = {
    image: 'burstflare/base',
    // Not python's server: it answers "not modified" where a restored file is older than the one
    // that the browser has.
    start: `[ -e index.html ] || echo '<h1>As it began</h1>' > index.html; exec node -e '${server}' ${port}`,
    ports: [{ number: port, label: 'Page' }],
  };
  const version = expectStatus(
    await person.http.post(`/api/templates/${template.id}/versions`, { json: { manifest } }),
    201,
  ).json<{ id: string }>();
  const versionId = version.id;
  expectStatus(await person.http.post(`/api/templates/${template.id}/promote`, { json: { versionId } }), 201);
  const sessionId = await makeSession(person, template.id, 'notebook');
  expectStatus(await person.http.post(`/api/sessions/${sessionId}/start`), 200);
  return sessionId;
}

const frameOf = (page: Page): FrameLocator => page.frameLocator('iframe[title^="Preview of notebook"]');
const rows = (page: Page) => page.getByRole('list', { name: 'Snapshots of notebook' }).getByRole('listitem');

async function typeInTerminal(page: Page, command: string): Promise<void> {
  await page.getByRole('tab', { name: 'Terminal' }).click();
  await page.locator('.xterm').click();
  await page.keyboard.type(`${command}; echo do''ne\n`);
  await page.locator('.xterm-rows').getByText('done', { exact: true }).last().waitFor();
}

async function save(page: Page, label: string): Promise<void> {
  await page.getByRole('tab', { name: 'Snapshots' }).click();
  await page.getByLabel('Label of the snapshot').fill(label);
  await page.getByRole('button', { name: 'Save now' }).click();
  await rows(page).filter({ hasText: label }).filter({ hasText: ' new' }).waitFor();
}

describeWithBrowser('snapshots in the console', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  test('a running session goes back to what was saved, after saying what is replaced', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const sessionId = await runningNotebook(person);
    await page.goto(`${platform.url}/sessions/${sessionId}?pane=snapshots`);
    await frameOf(page).getByRole('heading', { name: 'As it began' }).waitFor();
    await save(page, 'good');
    await rows(page)
      .filter({ hasText: 'good' })
      .getByText(/^paused \d+ ms$/)
      .waitFor();
    await typeInTerminal(page, "echo '<h1>Broken</h1>' > index.html");
    await page.getByRole('button', { name: 'Reload' }).click();
    await frameOf(page).getByRole('heading', { name: 'Broken' }).waitFor();

    await page.getByRole('tab', { name: 'Snapshots' }).click();
    await page.getByRole('button', { name: 'Restore good' }).click();
    const dialog = page.getByRole('dialog', { name: 'Restore “good”?' });
    await dialog.getByText('The app is started again.').waitFor();
    await dialog.getByRole('button', { name: 'Save first, then restore' }).click();
    await page.getByText('Restored from “good”').waitFor();
    await rows(page).filter({ hasText: 'Before restoring good' }).waitFor();
    await rows(page).filter({ hasText: 'Restored just now' }).filter({ hasText: 'good' }).first().waitFor();
    // The preview shows what was restored by itself.
    await frameOf(page).getByRole('heading', { name: 'As it began' }).waitFor();
    await context.close();
  });

  test('a stop saves; a sleeping session starts from what it is told to; what it starts from is kept', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const sessionId = await runningNotebook(person);
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    await frameOf(page).getByRole('heading', { name: 'As it began' }).waitFor();
    await save(page, 'first');
    await typeInTerminal(page, "echo '<h1>Second</h1>' > index.html");
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('heading', { name: 'Asleep' }).waitFor();

    await page.getByRole('tab', { name: 'Snapshots' }).click();
    const start = rows(page).filter({ hasText: 'Next start begins here' });
    await start.filter({ hasText: 'Saved at stop' }).waitFor();
    const saveNow = page.getByRole('button', { name: 'Save now' });
    expect(await saveNow.getAttribute('aria-disabled')).toBe('true');
    expect(await saveNow.getAttribute('data-tip')).toContain('it was saved when it stopped');
    await page.getByRole('button', { name: 'More for Saved at stop' }).click();
    const remove = page.getByRole('menuitem', { name: /^Delete/ });
    expect(await remove.textContent()).toContain('The next start begins from this snapshot');
    await page.keyboard.press('Escape');

    // Nothing is replaced now, so nothing is asked.
    await page.getByRole('button', { name: 'Restore first' }).click();
    await page.getByText('The next start begins from “first”').waitFor();
    await start.filter({ hasText: 'first' }).waitFor();

    await page.getByRole('tab', { name: 'Session', exact: true }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await frameOf(page).getByRole('heading', { name: 'As it began' }).waitFor();
    await page.getByRole('tab', { name: 'Details' }).click();
    const steps = page.getByRole('list', { name: 'Steps of the start' });
    await steps.getByText('From').getByRole('link', { name: /^snp-/ }).waitFor();
    await context.close();
  });

  test('a snapshot that leaves something out carries a badge, which opens to what and why', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const sessionId = await runningNotebook(person);
    await page.goto(`${platform.url}/sessions/${sessionId}?pane=snapshots`);
    await frameOf(page).getByRole('heading', { name: 'As it began' }).waitFor();
    await save(page, 'whole');
    await typeInTerminal(
      page,
      `node -e 'require("net").createServer().listen("app.sock", () => process.kill(process.pid, 9))'`,
    );
    await save(page, 'partial');

    const partial = rows(page).filter({ hasText: 'partial' });
    const lines = partial.getByRole('list', { name: 'Warnings of partial' });
    expect(await lines.isVisible()).toBe(false);
    await partial.getByText('1 warning', { exact: true }).click();
    await lines.getByText(/^\/workspace\/app\.sock: left out \(.*socket.*\)$/).waitFor();
    expect(
      await rows(page)
        .filter({ hasText: 'whole' })
        .getByText(/warning/)
        .count(),
    ).toBe(0);
    await expectAccessible(page, 'the warnings of a snapshot');
    await context.close();
  });

  test('a snapshot downloads as one archive, and is deleted after it was asked about', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const sessionId = await runningNotebook(person);
    await page.goto(`${platform.url}/sessions/${sessionId}?pane=snapshots`);
    await save(page, 'keepsake');
    await page.getByRole('button', { name: 'More for keepsake' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^snp-[a-z2-7]{20}\.tar\.zst$/);
    // The magic number of a zstd frame (RFC 8878).
    expect(readFileSync(await download.path()).subarray(0, 4)).toEqual(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]));

    await page.getByRole('button', { name: 'More for keepsake' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete “keepsake”?' });
    await dialog.getByText('will be gone for good').waitFor();
    await dialog.getByRole('button', { name: 'Delete snapshot' }).click();
    await page.getByRole('heading', { name: 'Nothing is saved yet' }).waitFor();
    await context.close();
  });

  test('a stop that was given up because nothing could be saved says so until it is dismissed', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const sessionId = await runningNotebook(person);
    const message = 'It could not be saved, so it was not stopped: the object store does not answer';
    // What the coordinator answers then; it takes a broken object store to bring it about. The true
    // session comes by the stream as well, whenever its app moves.
    await page.route('**/api/events', (route) => route.abort());
    await page.route(`**/api/sessions/${sessionId}`, async (route) => {
      const response = await answerTo(route);
      const session: object = JSON.parse(await response.text());
      const stateReason = { code: 'save_failed', message, at: '2026-11-21T09:30:00.000Z' };
      await route.fulfill({ response, json: { ...session, stateReason } });
    });
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    const alert = page.getByRole('alert').filter({ hasText: message });
    await alert.getByRole('button', { name: 'Show snapshots' }).click();
    await page.getByRole('heading', { name: 'Nothing is saved yet' }).waitFor();
    await alert.getByRole('button', { name: 'Stop without saving' }).click();
    const dialog = page.getByRole('dialog', { name: 'Stop notebook without saving?' });
    await dialog.getByText('will be gone for good').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await alert.waitFor({ state: 'detached' });
    await context.close();
  });

  test('a session is stopped without a save, once it was said what that loses', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const sessionId = await runningNotebook(person);
    const stateReason = { code: 'save_failed', message: 'It could not be saved.', at: '2026-11-21T09:30:00.000Z' };
    await page.route(`**/api/sessions/${sessionId}`, async (route) => {
      const response = await answerTo(route);
      const session = JSON.parse(await response.text()) as { state: string };
      await route.fulfill({ response, json: session.state === 'running' ? { ...session, stateReason } : session });
    });
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    await page.getByRole('button', { name: 'Stop without saving' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop and lose changes' }).click();
    await page.getByText('is asleep, without what was changed since its last save').waitFor();
    await page.getByRole('tab', { name: 'Snapshots' }).click();
    await page.getByRole('heading', { name: 'Nothing is saved yet' }).waitFor();
    await context.close();
  });
});
