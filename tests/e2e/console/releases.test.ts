// Releases in the console: what is active, what each binds, and the way back, which says what it
// changes before it does.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWithBrowser } from '../../support/browser.ts';
import { expectStatus, type Person } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { makeSite, signedIn } from './console.ts';

async function promoteSecond(person: Person, templateId: string): Promise<void> {
  const reply = await person.http.post(`/api/templates/${templateId}/versions`, {
    json: { manifest: { image: 'burstflare/base', start: 'true' }, notes: 'Second' },
  });
  const { id: versionId } = expectStatus(reply, 201).json<{ id: string }>();
  expectStatus(await person.http.post(`/api/templates/${templateId}/promote`, { json: { versionId } }), 201);
}

describeWithBrowser('releases in the console', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  test('rolling back says what new sessions get, changes nothing when it is cancelled, and makes a release', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person, 'shop');
    await promoteSecond(person, templateId);
    await page.goto(`${platform.url}/releases`);
    const back = page.getByRole('button', { name: 'Roll back to version 1 of shop' });
    await back.click();
    const dialog = page.getByRole('dialog', { name: 'Roll shop back to version 1?' });
    await dialog.getByText('New sessions get version 1 instead of version 2.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    const rows = page.getByRole('table', { name: 'Releases' }).getByRole('row');
    expect(await rows.filter({ hasText: 'Current' }).filter({ hasText: 'Version 2' }).count()).toBe(1);

    await back.click();
    await dialog.getByRole('button', { name: 'Roll back to version 1' }).click();
    const active = rows.filter({ hasText: 'Current' });
    await active.filter({ hasText: 'Version 1' }).filter({ hasText: 'Rolled back' }).waitFor();
    expect(await active.count()).toBe(1);

    await active.getByRole('link', { name: 'Release of shop version 1' }).click();
    await page.getByRole('heading', { name: 'shop version 1' }).waitFor();
    expect(await page.getByRole('button', { name: 'Roll back to this' }).getAttribute('aria-disabled')).toBe('true');
    await page.getByText('Went back to').waitFor();
    // To the release that it went back to, which is another one.
    const here = page.url();
    await page.getByRole('link', { name: /^rel-/ }).click();
    await page.getByText('No new session gets this release.').waitFor();
    expect(page.url()).not.toBe(here);
    await page.getByRole('button', { name: 'Copy image digest' }).waitFor();
    await context.close();
  });

  test('the list is narrowed to a template, and leads to it and to its version', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person, 'alpha');
    await makeSite(person, 'beta');
    await page.goto(`${platform.url}/releases`);
    await page.getByRole('link', { name: 'beta', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Template: All templates' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'alpha' }).click();
    await page.waitForURL(`**/releases?template=${templateId}`);
    await page.getByRole('link', { name: 'beta', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Version 1', exact: true }).click();
    await page.getByRole('heading', { name: 'Version 1' }).waitFor();
    await page.getByText('Manifest alone').waitFor();
    await context.close();
  });
});
