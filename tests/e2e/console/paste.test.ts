// A large paste arrives whole, through a connection that is cut on the way.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWithBrowser } from '../../support/browser.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { desktop, makeSession, makeSite, signedIn } from './console.ts';

describeWithBrowser('pasting into a terminal', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  test('3 MB arrive whole, though the connection is cut', async () => {
    const { page, context, person } = await signedIn(browser, platform.url, desktop);
    const { templateId } = await makeSite(person);
    const sessionId = await makeSession(person, templateId, 'paste');
    await person.http.post(`/api/sessions/${sessionId}/start`);
    // What came before a cut reaches the session; its acknowledgements do not come back.
    const cutAfter = [700_000, 900_000];
    await page.routeWebSocket(/\/terminal\?/, (socket) => {
      const session = socket.connectToServer();
      const limit = cutAfter[0] ?? Infinity;
      let passed = 0;
      socket.onMessage((message) => {
        if (passed >= limit) return;
        passed += message.length;
        session.send(message);
        if (passed < limit) return;
        cutAfter.shift();
        void socket.close({ code: 1012 });
        void session.close();
      });
    });
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    const text = Array.from({ length: 3_000_000 }, (_, at) =>
      String.fromCharCode(97 + ((at * 7 + (at >> 9)) % 26)),
    ).join('');
    await page.locator('.xterm').click();
    await page.keyboard.type(`stty raw -echo; echo ready; head -c ${text.length} | sha256sum\n`);
    await page.locator('.xterm-rows').getByText('ready', { exact: true }).waitFor();
    await page.evaluate((pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      const target = document.querySelector('.xterm-helper-textarea');
      target?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    }, text);
    const digest = createHash('sha256').update(text).digest('hex');
    await page.locator('.xterm-rows').getByText(digest).waitFor();
    expect(cutAfter).toEqual([]);
    await context.close();
  });
});
