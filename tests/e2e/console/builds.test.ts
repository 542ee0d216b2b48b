// Builds in the console: followed while they run, read afterwards, tried again when they were given
// up.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWithBrowser } from '../../support/browser.ts';
import { expectStatus, type Person } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { signedIn } from './console.ts';

interface Version {
  readonly id: string;
  readonly buildId: string;
  readonly templateId: string;
}

/** A template with one version, whose build has begun. */
async function makeVersion(person: Person, name: string, manifest: object): Promise<Version> {
  const template = expectStatus(await person.http.post('/api/templates', { json: { name } }), 201).json<{
    id: string;
  }>();
  const reply = await person.http.post(`/api/templates/${template.id}/versions`, {
    json: { manifest: { image: 'burstflare/base', ...manifest } },
  });
  return expectStatus(reply, 201).json<Version>();
}

const log = (page: Page) => page.getByRole('log', { name: 'Log of the build' });
const attempt = (page: Page, number: number) => page.getByText(`Attempt ${number} of 3`, { exact: true });
const retry = (page: Page) => page.getByRole('button', { name: 'Retry', exact: true });

describeWithBrowser('builds in the console', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  test('a running build’s log comes by itself and leaves a reader in place; then its version is promoted', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const setup = 'seq -f "early %g" 1 300; sleep 4; seq -f "late %g" 1 300';
    const { buildId } = await makeVersion(person, 'compiled', { setup });
    await page.goto(`${platform.url}/builds`);
    await page.getByRole('link', { name: 'View log of compiled version 1' }).click();
    await page.waitForURL(`**/builds/${buildId}`);
    const text = log(page);
    await text.filter({ hasText: 'early 300' }).waitFor();
    expect(await text.evaluate((box) => box.scrollTop)).toBeGreaterThan(0);

    // Somebody reads the beginning: what comes must not carry them off.
    await text.evaluate((box) => box.scrollTo({ top: 0 }));
    await page.getByRole('button', { name: 'To the end' }).waitFor();
    await text.filter({ hasText: 'late 300' }).waitFor();
    expect(await text.evaluate((box) => box.scrollTop)).toBe(0);
    await page.getByRole('button', { name: 'To the end' }).click();
    await page.getByRole('button', { name: 'To the end' }).waitFor({ state: 'detached' });

    await page.getByText('Succeeded', { exact: true }).waitFor();
    await page.getByText('Complete', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Copy image digest' }).waitFor();
    // Nothing was read twice on the way.
    expect((await text.textContent())?.match(/early 150$/gm)).toHaveLength(1);

    await page.getByRole('link', { name: 'Show version' }).click();
    await page.getByRole('button', { name: 'Promote' }).click();
    await page.getByRole('main').getByText('In use', { exact: true }).waitFor();
    await context.close();
  });

  test('words are found in a log from hit to hit, and the log is copied and downloaded whole', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const { buildId } = await makeVersion(person, 'wordy', { setup: 'for i in 1 2 3; do echo "Needle $i"; done' });
    await page.goto(`${platform.url}/builds/${buildId}`);
    await page.getByText('Complete', { exact: true }).waitFor();
    const find = page.getByLabel('Find in the log');
    // The command itself is in the log too.
    await find.fill('needle');
    await page.getByText('1 of 4', { exact: true }).waitFor();
    await find.press('Enter');
    await page.getByText('2 of 4', { exact: true }).waitFor();
    await find.press('Shift+Enter');
    await find.press('Shift+Enter');
    await page.getByText('4 of 4', { exact: true }).waitFor();
    await find.fill('haystack');
    await page.getByText('Not found', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Copy the log' }).click();
    await page.getByRole('button', { name: 'Copied the log' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('Needle 3\n');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the log' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${buildId}.log`);
    expect(readFileSync(await download.path(), 'utf8')).toBe(copied);
    await context.close();
  });

  test('a build that was given up says why, and is tried again from its page', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { buildId } = await makeVersion(person, 'doomed', { failBuild: true });
    await page.goto(`${platform.url}/builds/${buildId}`);
    await page.getByText('Given up', { exact: true }).waitFor();
    await attempt(page, 3).waitFor();
    expect(await page.getByRole('status').filter({ hasText: 'failBuild' }).count()).toBe(1);

    await page.goto(`${platform.url}/builds?state=dead_lettered`);
    await page.getByRole('button', { name: 'Retry doomed version 1' }).waitFor();
    await page.getByRole('link', { name: 'doomed', exact: true }).click();
    await retry(page).click();
    await page.getByText('doomed version 1 is queued again').waitFor();
    // Its attempts are counted anew, and its log goes on.
    await attempt(page, 2).waitFor();
    await attempt(page, 3).waitFor();
    await page.getByText('Complete', { exact: true }).waitFor();
    expect((await log(page).textContent())?.match(/attempt 1 of 3/g)).toHaveLength(2);
    await context.close();
  });

  test('a build that succeeded cannot be tried again, and says why', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { buildId } = await makeVersion(person, 'plain', { start: 'true' });
    await page.goto(`${platform.url}/builds/${buildId}`);
    await page.getByText('Nothing to run: the manifest alone').waitFor();
    expect(await retry(page).getAttribute('aria-disabled')).toBe('true');
    await retry(page).hover();
    await page.getByRole('tooltip').getByText('Only a build that was given up can be tried again').waitFor();
    await context.close();
  });

  test('the list is narrowed by template and state, in its address', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeVersion(person, 'alpha', { start: 'true' });
    await makeVersion(person, 'beta', { start: 'true' });
    await page.goto(`${platform.url}/builds`);
    await page.getByRole('link', { name: 'beta', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Template: All templates' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'alpha' }).click();
    await page.waitForURL(`**/builds?template=${templateId}`);
    await page.getByRole('link', { name: 'beta', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Succeeded' }).click();
    await page.waitForURL(`**/builds?state=succeeded&template=${templateId}`);
    await page.getByRole('link', { name: 'alpha', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Given up' }).click();
    await page.waitForURL(`**/builds?state=dead_lettered&template=${templateId}`);
    await page.getByText('No build of this template is “Given up”.').waitFor();
    await page.getByRole('link', { name: 'Show all builds' }).click();
    await page.getByRole('link', { name: 'Retrying' }).click();
    await page.getByText('No build is “Retrying”.').waitFor();
    await context.close();
  });

  test('a template’s versions show their builds as they go', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId, buildId } = await makeVersion(person, 'watched', { setup: 'sleep 4' });
    await page.goto(`${platform.url}/templates/${templateId}`);
    const row = page.getByRole('table', { name: 'Versions' }).getByRole('row', { name: /Version 1/ });
    await row.getByText('Building', { exact: true }).waitFor();
    const build = row.getByRole('link', { name: 'View build of version 1' });
    expect(await build.getAttribute('href')).toBe(`/builds/${buildId}`);
    expect(await row.getByRole('button', { name: 'Promote version 1' }).getAttribute('aria-disabled')).toBe('true');
    await row.getByText('Ready', { exact: true }).waitFor();
    await row.getByRole('button', { name: 'Promote version 1' }).click();
    await row.getByText('In use', { exact: true }).waitFor();
    await context.close();
  });
});
