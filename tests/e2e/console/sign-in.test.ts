// Signing up, in and out of the console, and what is left in view afterwards.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWithBrowser } from '../../support/browser.ts';
import { newEmail, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { complaintsOf, desktop, makeSession, makeSite, signedIn, signIn } from './console.ts';

describeWithBrowser('the console’s sign-in', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  test('a person signs up and lands on their empty list of sessions, with no complaint from the browser', async () => {
    const page = await browser.newPage(desktop);
    const complaints = complaintsOf(page, platform.url);
    await page.goto(platform.url);
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByLabel('Name').fill('Ada Lovelace');
    await page.getByLabel('E-mail').fill(newEmail());
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('heading', { name: 'No sessions yet' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/sessions');
    expect(await page.getByText('flare up', { exact: true }).count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('a refused field is told at the field, which takes the focus', async () => {
    const page = await browser.newPage(desktop);
    await page.goto(`${platform.url}/register`);
    // It begins in the first field that must be filled in.
    await page.getByLabel('E-mail').and(page.locator(':focus')).waitFor();
    await page.getByLabel('E-mail').fill('nobody');
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await page.getByRole('button', { name: 'Create account' }).click();
    const email = page.getByLabel('E-mail');
    await page.locator('[aria-invalid="true"]').waitFor();
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    expect(await email.evaluate((input) => document.activeElement === input)).toBe(true);
    const described = await email.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).textContent()).not.toBe('');
    await page.context().close();
  });

  test('a wrong password says so, and what it says can be quoted', async () => {
    const person = await registerPerson(platform.url);
    const page = await browser.newPage(desktop);
    await page.goto(`${platform.url}/login`);
    await signIn(page, { email: person.email, password: 'not the password' });
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('E-mail or password is wrong');
    expect(await alert.textContent()).toMatch(/req-[a-z2-7]{20}/);
    await page.context().close();
  });

  test('sign-in leads back to where one was headed', async () => {
    const person = await registerPerson(platform.url);
    const { templateId } = await makeSite(person);
    const page = await browser.newPage(desktop);
    await page.goto(`${platform.url}/templates/${templateId}`);
    await page.waitForURL('**/login?next=*');
    await signIn(page, person);
    await page.getByRole('heading', { name: 'site' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/templates/${templateId}`);
    await page.context().close();
  });

  test('sign-in leads to no other origin', async () => {
    const person = await registerPerson(platform.url);
    const page = await browser.newPage(desktop);
    await page.goto(`${platform.url}/login?next=${encodeURIComponent('//evil.example/sessions')}`);
    await signIn(page, person);
    await page.waitForURL('**/sessions');
    expect(new URL(page.url()).origin).toBe(platform.url);
    await page.context().close();
  });

  test('signing out takes everything from view: here, in the other tab, and behind the Back button', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person);
    await makeSession(person, templateId, 'secret-project');
    await page.reload();
    await page.getByText('secret-project').waitFor();
    // A way behind the sign-out, for the Back button to go.
    const main = page.getByRole('navigation', { name: 'Main' });
    await main.getByRole('link', { name: 'Templates' }).click();
    await page.getByRole('link', { name: 'site', exact: true }).waitFor();
    const other = await context.newPage();
    await other.goto(`${platform.url}/sessions`);
    await other.getByText('secret-project').waitFor();

    await page.getByRole('button', { name: 'Account of Ada Lovelace' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    for (const each of [page, other]) expect(await each.getByText('secret-project').count()).toBe(0);

    await page.goBack();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.getByText(/secret-project|^site$/).count()).toBe(0);
    expect((await context.cookies()).map(({ name }) => name)).toEqual([]);
    await context.close();
  });

  test('a sign-in that was ended elsewhere takes everything from view at the next reading', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person);
    await makeSession(person, templateId, 'secret-project');
    await page.reload();
    await page.getByText('secret-project').waitFor();
    await person.http.post('/api/auth/logout-all');
    await page.getByText('Your sign-in has ended').waitFor();
    expect(await page.getByText('secret-project').count()).toBe(0);
    expect(new URL(page.url()).searchParams.get('reason')).toBe('expired');
    await context.close();
  });

  test('an unknown address is a page that says so', async () => {
    const page = await browser.newPage(desktop);
    await page.goto(`${platform.url}/no/such/page`);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await page.context().close();
  });
});
