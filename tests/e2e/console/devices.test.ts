// Letting a device in from the console (RFC 8628): by the code's address, by typing the code, and
// from the list of those that wait.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWithBrowser } from '../../support/browser.ts';
import { HttpClient } from '../../support/http.ts';
import { expectStatus, type AuthResult } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { desktop, signedIn, signIn } from './console.ts';

interface Device {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly verificationUriComplete: string;
}

describeWithBrowser('devices in the console', (browser) => {
  let platform: TestPlatform;
  let device: HttpClient;
  beforeAll(async () => {
    platform = await startPlatform();
    device = new HttpClient(platform.url);
  });
  afterAll(() => platform?.stop());

  async function ask(clientName: string, email?: string): Promise<Device> {
    return expectStatus(
      await device.post('/api/auth/device/start', { json: { clientName, email } }),
      200,
    ).json<Device>();
  }
  const poll = ({ deviceCode }: Device) => device.post('/api/auth/device/token', { json: { deviceCode } });

  test('the address that the device shows leads through sign-in to the question, and approving lets it in', async () => {
    const { page: first, context, person } = await signedIn(browser, platform.url);
    await context.clearCookies();
    await first.close();
    const asked = await ask('flare on ada-laptop');
    const page = await context.newPage();
    await page.goto(asked.verificationUriComplete.replace(/^https?:\/\/[^/]+/, platform.url));
    await signIn(page, person);
    await page.getByRole('heading', { name: 'Let this device sign in?' }).waitFor();
    // What a person needs to tell their own device from a stranger's.
    for (const shown of [asked.userCode, 'flare on ada-laptop', person.email]) {
      expect(await page.getByText(shown, { exact: true }).count(), shown).toBe(1);
    }
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('heading', { name: 'Device connected' }).waitFor();
    const reply = expectStatus(await poll(asked), 200).json<AuthResult>();
    expect(reply.user.email).toBe(person.email);
    await context.close();
  });

  test('a code that is typed in any way is understood, and a device that is denied gets nothing', async () => {
    const { page, context } = await signedIn(browser, platform.url);
    const asked = await ask('flare on a stranger’s machine');
    await page.goto(`${platform.url}/device`);
    await page.getByLabel('Code').pressSequentially(asked.userCode.toLowerCase().replace('-', ' '));
    expect(await page.getByLabel('Code').inputValue()).toBe(asked.userCode);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByRole('heading', { name: 'Device declined' }).waitFor();
    const reply = await poll(asked);
    expect(reply.status).toBe(400);
    expect(reply.json<{ code: string }>().code).toBe('access_denied');
    await context.close();
  });

  test('a device that names the person appears in their console and is let in by one press', async () => {
    const { page, context, person } = await signedIn(browser, platform.url, desktop);
    const asked = await ask('flare on ada-desktop', person.email);
    await page.getByRole('link', { name: /1 device asks to sign in/ }).click();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('heading', { name: 'Device connected' }).waitFor();
    expectStatus(await poll(asked), 200);
    await context.close();
  });

  test('a code that nobody asked with is told to be none', async () => {
    const { page, context } = await signedIn(browser, platform.url);
    await page.goto(`${platform.url}/device?user_code=BBBB-BBBB`);
    await page.getByRole('heading', { name: 'This code does not work' }).waitFor();
    await page.getByRole('alert').getByText('Check the code that the device shows').waitFor();
    await context.close();
  });
});
