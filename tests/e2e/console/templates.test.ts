// Templates in the console: made, given versions, promoted, rolled back; and what a wrong manifest
// is told.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWithBrowser } from '../../support/browser.ts';
import { expectStatus } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { makeSession, makeSite, signedIn } from './console.ts';

describeWithBrowser('templates in the console', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  test('a template is made; a wrong field is told at the field; put right, the version is active', async () => {
    const { page, context } = await signedIn(browser, platform.url);
    await page.goto(`${platform.url}/templates?new=template`);
    await page.getByRole('dialog').getByLabel('Name').fill('storefront');
    await page.getByRole('button', { name: 'Create template' }).click();
    await page.getByRole('heading', { name: 'New version' }).waitFor();
    await page.getByLabel('Start command').fill('npm run dev');
    const port = page.getByLabel('Port', { exact: true });
    await port.fill('80');
    await page.getByRole('button', { name: 'Create and promote' }).click();
    await page.getByText('One field needs correcting').waitFor();
    expect(await port.getAttribute('aria-invalid')).toBe('true');

    await port.fill('5173');
    await page.getByRole('button', { name: 'Create and promote' }).click();
    await page.getByRole('heading', { name: 'storefront' }).waitFor();
    const row = page.getByRole('row', { name: /Version 1/ }).first();
    await row.getByText('In use', { exact: true }).waitFor();
    await context.close();
  });

  test('a second version starts from the first, and rolling back makes the first active again', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person);
    await page.goto(`${platform.url}/templates/${templateId}`);
    await page.getByRole('link', { name: 'New version' }).click();
    expect(await page.getByLabel('Start command').inputValue()).toContain('http.server');
    await page.getByLabel('Notes').fill('Second try');
    await page.getByRole('button', { name: 'Create and promote' }).click();
    const versions = page.getByRole('table', { name: 'Versions' });
    await versions
      .getByRole('row', { name: /Version 2/ })
      .getByText('In use', { exact: true })
      .waitFor();

    await page.getByRole('button', { name: 'Roll back to version 1 of site' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Roll back to version 1' }).click();
    await versions
      .getByRole('row', { name: /Version 1/ })
      .getByText('In use', { exact: true })
      .waitFor();
    await versions.getByRole('button', { name: 'Promote version 2' }).waitFor();
    await context.close();
  });

  test('archiving is done at once and undone at once', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person, 'long-'.repeat(15));
    await page.goto(`${platform.url}/templates/${templateId}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Archive' }).click();
    const state = page.getByRole('main').getByText('Archived', { exact: true });
    await state.waitFor();
    const notice = page.getByRole('region', { name: 'Notices' }).getByText('is archived');
    expect(await notice.evaluate((text) => text.scrollWidth - text.clientWidth)).toBe(0);
    const releases = page.getByRole('table', { name: 'Releases' });
    await releases.getByText('Current', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await state.waitFor({ state: 'detached' });
    expect(await page.getByRole('main').getByText('Active', { exact: true }).count()).toBe(0);
    await context.close();
  });

  test('of an archived one nothing is rolled back', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person);
    const path = `/api/templates/${templateId}`;
    const manifest = { image: 'burstflare/base', features: ['terminal'], start: 'sleep 999' };
    const second = expectStatus(await person.http.post(`${path}/versions`, { json: { manifest } }), 201);
    const { id } = second.json<{ id: string }>();
    expectStatus(await person.http.post(`${path}/promote`, { json: { versionId: id } }), 201);
    expectStatus(await person.http.post(`${path}/archive`), 200);
    await page.goto(`${platform.url}/templates/${templateId}`);
    const back = page.getByRole('button', { name: 'Roll back to version 1 of site' });
    expect(await back.getAttribute('data-tip')).toBe('The template is archived. Restore it first.');
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: /^Roll back.*is archived/, disabled: true }).waitFor();
    await context.close();
  });

  test('a notice with an Undo stays while somebody is at it', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person);
    await page.clock.install();
    await page.goto(`${platform.url}/templates/${templateId}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Archive' }).click();
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.hover();
    await page.clock.runFor(60_000);
    await undo.focus();
    await page.mouse.move(0, 0);
    await page.clock.runFor(60_000);
    expect(await undo.isVisible()).toBe(true);
    await page.getByRole('button', { name: 'More actions' }).focus();
    await page.clock.runFor(10_000);
    await undo.waitFor({ state: 'detached' });
    await context.close();
  });

  test('a name that is taken is said at its field', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    await makeSite(person, 'taken');
    await page.goto(`${platform.url}/templates?new=template`);
    const name = page.getByRole('dialog').getByLabel('Name');
    await name.fill('taken');
    await page.getByRole('button', { name: 'Create template' }).click();
    await page.getByRole('dialog').locator('input[aria-invalid="true"]:focus').waitFor();
    await page.getByText('The workspace has a template named taken. Choose another name.').waitFor();
    await context.close();
  });

  test('its menu says what it cannot do before it asks', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person);
    const sessionId = await makeSession(person, templateId, 'keeps-it');
    await page.goto(`${platform.url}/templates/${templateId}`);
    await page.getByRole('table', { name: 'Releases' }).waitFor();
    const menu = page.getByRole('button', { name: 'More actions' });
    await menu.click();
    await page.getByRole('menuitem', { name: /^Roll back.*No other version/, disabled: true }).waitFor();
    const refused = page.getByRole('menuitem', { name: /^Delete.*The template still has sessions/, disabled: true });
    await refused.waitFor();
    // Axe leaves out what is disabled: a reason is read all the same, and is not dimmed.
    expect(await refused.evaluate((item) => getComputedStyle(item).opacity)).toBe('1');
    await page.keyboard.press('Escape');

    expectStatus(await person.http.delete(`/api/sessions/${sessionId}`), 204);
    await menu.click();
    await page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
    await page.getByRole('dialog').getByText('its one version').waitFor();
    await page.getByRole('button', { name: 'Delete template' }).click();
    await page.getByRole('heading', { name: 'No templates yet' }).waitFor();
    await context.close();
  });

  test('the palette finds a template by its name and goes there, by keys alone', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person, 'needle');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('needle');
    await page.getByRole('option', { name: 'needle' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/templates/${templateId}`);
    await context.close();
  });
});
