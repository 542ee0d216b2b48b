// A page on one port of a session and the API on another, in Chromium: as they would work together
// on `localhost`, in a tab and in the console's frame.
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { describeWithBrowser } from '../../support/browser.ts';
import { freePort } from '../../support/free-port.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { twoPortManifest } from '../../integration/preview/two-port-app.ts';
import { makeSession, start, untilOpen } from '../../integration/sessions/made-session.ts';
import { signedIn } from './console.ts';

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

describeWithBrowser('a page on one port of a session', (browser) => {
  let platform: TestPlatform;
  let page: Page;
  let sessionId: string;
  let origins: { web: string; api: string };

  beforeAll(async () => {
    platform = await startPlatform();
    const { page: opened, person } = await signedIn(browser, platform.url);
    page = opened;
    const [web, api] = [await freePort(), await freePort()];
    const session = await makeSession(person, twoPortManifest(web, api));
    sessionId = session.id;
    await start(person.http, sessionId);
    await untilOpen(person.http, sessionId, web);
    const { ports } = await untilOpen(person.http, sessionId, api);
    const [webUrl = '', apiUrl = ''] = ports.map(({ url }) => new URL(url).origin);
    origins = { web: webUrl, api: apiUrl };
  });
  afterAll(async () => {
    await page?.context().close();
    await platform?.stop();
  });

  /** Asks the API as the page's own script would. */
  const call = (from: Page | Frame, path: string, init: Sent = {}) =>
    from.evaluate(
      async ([address, options]) => {
        const reply = await fetch(address, { credentials: 'include', ...options });
        return { status: reply.status, text: await reply.text() };
      },
      [origins.api + path, init] as const,
    );

  async function expectToWorkTogether(from: Page | Frame): Promise<void> {
    const json = { headers: { 'content-type': 'application/json', 'x-token': '1' }, body: '{"a":1}' };
    const put = await call(from, '/items', { method: 'PUT', ...json });
    expect([put.status, JSON.parse(put.text)]).toMatchObject([200, { method: 'PUT', body: '{"a":1}' }]);
    expect(await call(from, '/login', { method: 'POST' })).toEqual({ status: 200, text: 'signed in' });
    const { headers } = JSON.parse((await call(from, '/me')).text) as { headers: Record<string, string> };
    expect(headers.cookie).toBe('sid=ada');
    const greeting = await from.evaluate(
      (address) =>
        new Promise((resolve, reject) => {
          const socket = new WebSocket(address);
          socket.addEventListener('message', ({ data }) => resolve(data));
          socket.addEventListener('error', () => reject(new Error('The socket was refused.')));
        }),
      `${origins.api.replace('http', 'ws')}/live`,
    );
    expect(greeting).toBe('hello');
  }

  test('calls the app on another in a tab of its own', async () => {
    await page.goto(
      `${platform.url}/runtime/sessions/${sessionId}/preview?port=${new URL(origins.web).host.split('--')[0]}`,
    );
    await page.waitForURL(`${origins.web}/`);
    await expectToWorkTogether(page);
  });

  test('calls the app on another in the console’s frame', async () => {
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    const framed = () => page.frames().find((frame) => frame.url() === `${origins.web}/`);
    await waitUntil(() => framed() !== undefined, 20_000, 'the preview in its frame');
    const frame = framed();
    if (!frame) throw new Error('The frame is gone.');
    await frame.waitForSelector('h1');
    await expectToWorkTogether(frame);
  });
});
