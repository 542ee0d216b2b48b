// At home the console has a host name of its own. What else listens on this machine, on any port,
// gets no part in its sign-in; and an app in a preview's frame gets no hold of it. In a real
// browser, which knows no ports in cookies.
import { createServer } from 'node:http';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { describeWithBrowser } from '../../support/browser.ts';
import { registerBrowserPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { complaintsOf, makeSession, makeSite, signedIn } from './console.ts';

const ours = /burstflare_(session|refresh|csrf)/;

/**
 * A program of somebody else's on a port of this machine. Tells the cookies that it was sent, and
 * sets its own.
 */
async function strangersPort(setCookies: string[] = []): Promise<{ port: number; cookies: string[] }> {
  const cookies: string[] = [];
  const server = createServer((request, response) => {
    cookies.push(request.headers.cookie ?? '');
    response.setHeader('set-cookie', setCookies);
    response.setHeader('content-type', 'text/html').end('<h1>Of a stranger</h1>');
  });
  // no address: all of the machine's, so that it is met by whatever a browser takes the name for
  await new Promise<void>((resolve) => server.listen(0, resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  return { port: address.port, cookies };
}

describeWithBrowser('the console’s own name', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  const opened: BrowserContext[] = [];
  const newPage = async (): Promise<Page> => {
    const context = await browser.newContext();
    opened.push(context);
    onTestFinished(async () => {
      for (const each of opened.splice(0)) await each.close();
    });
    return context.newPage();
  };

  test.each(['localhost', '127.0.0.1', '[::1]'])(
    '%s leads on to it, path, query and fragment kept, and loses the cookies it has',
    async (name) => {
      const page = await newPage();
      const other = `http://${name}:${platform.port}`;
      await page.context().addCookies([{ name: 'burstflare_csrf', value: 'old', url: other }]);
      const complaints = complaintsOf(page, platform.url);
      await page.goto(`${other}/register?next=%2Ftemplates%3Fx%3D1#y`);
      await page.waitForURL(`${platform.url}/register?next=%2Ftemplates%3Fx%3D1#y`);
      await page.getByRole('heading', { name: 'Create an account' }).waitFor();
      // the page itself comes from the other name
      expect(complaints.filter((text) => !text.startsWith(`asks ${other}/`))).toEqual([]);
      expect(await page.context().cookies(other)).toEqual([]);
    },
  );

  test.each<[string, (page: Page) => Promise<unknown>]>([
    ['the browser does not find it', (page) => page.route('**/.burstflare/home', (route) => route.abort())],
    [
      'somebody else answers there',
      (page) =>
        page.route('**/.burstflare/home', (route) =>
          route.fulfill({ body: 'welcome', headers: { 'access-control-allow-origin': '*' } }),
        ),
    ],
    ['nothing answers in time', (page) => page.route('**/.burstflare/home', () => undefined)],
  ])('where %s, the page says what to do and stays', async (_, arrange) => {
    const page = await newPage();
    await arrange(page);
    await page.goto(`${platform.apiUrl}/sessions?x=1`);
    const alert = page.getByRole('alert');
    await alert.getByRole('heading', { name: 'This browser does not find burstflare.localhost' }).waitFor();
    expect(await alert.textContent()).toContain('127.0.0.1 burstflare.localhost');
    const link = alert.getByRole('link', { name: platform.url });
    expect(await link.getAttribute('href')).toBe(`${platform.url}/sessions?x=1`);
    expect(page.url()).toBe(`${platform.apiUrl}/sessions?x=1`);
  });

  test('a program on another port of localhost, or below a preview’s name, gets none of its cookies', async () => {
    const { page, context } = await signedIn(browser, platform.url);
    opened.push(context);
    const { port, cookies } = await strangersPort();
    const names = ['localhost', '127.0.0.1', '[::1]', 'preview.localhost', '9999--ses-a.localhost'];
    for (const name of names) {
      await page.goto(`http://${name}:${port}/api/auth/refresh`);
      await page.getByRole('heading', { name: 'Of a stranger' }).waitFor();
    }
    expect(cookies.filter((cookie) => ours.test(cookie))).toEqual([]);
    expect(cookies.length).toBeGreaterThanOrEqual(names.length);
    await context.close();
  });

  test('a program on another port plants no cookie that the console believes', async () => {
    const attacker = await registerBrowserPerson(platform.url);
    const stolen = attacker.jar
      .header(new URL('/api/auth/refresh', platform.url))
      .split('; ')
      .filter((cookie) => ours.test(cookie));
    expect(stolen).toHaveLength(3);
    const attributes = [
      '; Path=/; Secure',
      '; Path=/; Secure; Domain=localhost',
      '; Path=/; Secure; Domain=burstflare.localhost',
    ];
    const planted = stolen.flatMap((cookie) => attributes.map((text) => cookie + text));
    const { port } = await strangersPort(planted);
    const page = await newPage();
    for (const name of ['localhost', '127.0.0.1', 'preview.localhost', '9999--ses-a.localhost']) {
      await page.goto(`http://${name}:${port}/`);
    }
    expect(await page.context().cookies(platform.url)).toEqual([]);
    await page.goto(`${platform.url}/sessions`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    // At localhost the planted ones are there, and open nothing.
    expect((await page.context().cookies('http://localhost')).length).toBeGreaterThan(0);
    const cookie = (await page.context().cookies('http://localhost'))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const reply = await attacker.http.get('/api/auth/me', { headers: { cookie, host: new URL(platform.apiUrl).host } });
    expect(reply.status).toBe(401);
  });

  test.each(['__Host-burstflare_session', '__Secure-burstflare_refresh'])(
    'a sign-in that a browser still has at localhost, as %s, ends when the browser comes by',
    async (name) => {
      const person = await registerBrowserPerson(platform.url);
      expect((await person.http.get('/api/auth/me')).status).toBe(200);
      const path = name.includes('refresh') ? '/api/auth/refresh' : '/';
      const value = person.jar.get(new URL(platform.url), name)?.value;
      const { port } = await strangersPort([`${name}=${value}; Path=${path}; Secure; HttpOnly`]);
      const page = await newPage();
      await page.goto(`http://localhost:${port}/`);
      expect(await page.context().cookies(`http://localhost${path}`)).toHaveLength(1);
      await page.goto(`${platform.apiUrl}/sessions`);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect(await page.context().cookies(`http://localhost${path}`)).toEqual([]);
      expect((await person.http.get('/api/auth/me')).status).toBe(401);
    },
  );

  // When this fails, browsers have begun to tell ports apart in cookies: then docs/security.md can
  // say so.
  test('the known limit: another port of the console’s own name is sent its cookies', async () => {
    const { page, context } = await signedIn(browser, platform.url);
    opened.push(context);
    const { port, cookies } = await strangersPort();
    await page.goto(`http://burstflare.localhost:${port}/`);
    expect(cookies[0]).toMatch(/__Host-burstflare_session/);
    // its path keeps this one to itself, unless that very path is asked for
    expect(cookies[0]).not.toContain('burstflare_refresh');
    await context.close();
  });

  test('an app in the preview’s frame cannot open the console in a window that it holds, nor lead its tab away', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    opened.push(context);
    const { templateId } = await makeSite(person);
    const sessionId = await makeSession(person, templateId, 'framed');
    await person.http.post(`/api/sessions/${sessionId}/start`);
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    await page.frameLocator('iframe').getByRole('heading', { name: 'Hello from the session' }).waitFor();
    const frame = page.frames().find((each) => each.url().includes(`--${sessionId}.localhost`));
    if (!frame) throw new Error('There is no frame.');
    const popupOf = async (opener: Pick<Page, 'evaluate'>, url: string) => {
      const appeared = context.waitForEvent('page');
      await opener.evaluate((address) => void window.open(address), url);
      return appeared;
    };
    const blocked = await popupOf(frame, `${platform.url}/sessions`);
    await blocked.waitForURL(/^chrome-error:/);
    // A window of the app's own opens, and is as confined as the frame.
    const own = await popupOf(frame, frame.url());
    await own.getByRole('heading', { name: 'Hello from the session' }).waitFor();
    const second = await popupOf(own, `${platform.url}/sessions`);
    await second.waitForURL(/^chrome-error:/);
    await frame.evaluate((address) => {
      try {
        if (top) top.location.href = address;
      } catch {
        // refused, as it should be
      }
    }, frame.url());
    expect(page.url()).toContain(`/sessions/${sessionId}`);
    const tab = page.getByRole('link', { name: 'Open in a tab' }).first();
    expect(await tab.getAttribute('rel')).toContain('noopener');
    await context.close();
  });
});
