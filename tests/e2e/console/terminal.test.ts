// The terminal and the log in a browser: sizes, the clipboard, links, search, colours.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { describeWithBrowser } from '../../support/browser.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { makeSession, makeSite, signedIn, type SignedIn, type Site } from './console.ts';

describeWithBrowser('the terminal in the console', (browser) => {
  let platform: TestPlatform;
  let signed: SignedIn;
  let site: Site;
  beforeAll(async () => {
    platform = await startPlatform();
    signed = await signedIn(browser, platform.url);
    await signed.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    site = await makeSite(signed.person);
  });
  afterAll(async () => {
    await signed?.context.close();
    await platform?.stop();
  });

  async function openTerminal(name: string): Promise<{ page: Page; sessionId: string }> {
    const sessionId = await makeSession(signed.person, site.templateId, name);
    await signed.person.http.post(`/api/sessions/${sessionId}/start`);
    const page = await signed.context.newPage();
    onTestFinished(async () => {
      await page.close();
      await signed.person.http.delete(`/api/sessions/${sessionId}`);
    });
    await page.goto(`${platform.url}/sessions/${sessionId}`);
    await page.locator('.xterm').click();
    return { page, sessionId };
  }

  const rows = (page: Page) => page.locator('.xterm-rows');
  /** Types a command; what it ends with is printed in two parts, so that its echo is not taken for it. */
  async function run(page: Page, command: string): Promise<void> {
    const mark = Math.random().toString(36).slice(2, 8);
    await page.keyboard.type(`${command}; echo ${mark.slice(0, 3)}""${mark.slice(3)}\n`);
    await rows(page).getByText(mark).first().waitFor();
  }
  const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

  test('has its size back when a smaller window has left', async () => {
    const { page, sessionId } = await openTerminal('sizes');
    const columns = async () => {
      const { items } = (await signed.person.http.get(`/runtime/sessions/${sessionId}/terminals`)).json<{
        items: { id: string; cols: number }[];
      }>();
      return items.find(({ id }) => id === 'main')?.cols ?? 0;
    };
    await run(page, 'true');
    const own = await columns();
    const small = await signed.context.newPage();
    await small.setViewportSize({ width: 1000, height: 600 });
    await small.goto(`${platform.url}/sessions/${sessionId}`);
    await waitUntil(async () => (await columns()) < own, 20_000, 'the terminal to be smaller');
    await small.close();
    await waitUntil(async () => (await columns()) === own, 20_000, 'the terminal to have its size back');
    await run(page, `test $(tput cols) = ${own} && echo as-"before"`);
    await rows(page).getByText('as-before').first().waitFor();
  });

  const copies = (text: string) => `printf '\\e]52;c;%s\\a' ${Buffer.from(text).toString('base64')}`;

  test('lets a program write to the clipboard once the person has allowed it for the session, and never read', async () => {
    const { page } = await openTerminal('copies');
    await page.evaluate(() => navigator.clipboard.writeText('of the person'));
    await run(page, `${copies('first')}; printf '\\e]52;c;?\\a'; read -s -t 1 -n 30 answer; echo "read=<$answer>"`);
    await rows(page).getByText('read=<>', { exact: true }).waitFor();
    const question = page.getByRole('alertdialog', { name: 'Copying from the terminal' });
    await question.waitFor();
    expect(await clipboard(page)).toBe('of the person');
    await question.getByRole('button', { name: 'Allow for this session' }).click();
    await waitUntil(async () => (await clipboard(page)) === 'first', 10_000, 'the text in the clipboard');
    await page.locator('.xterm').click();
    await run(page, copies('zwei – 二'));
    await waitUntil(async () => (await clipboard(page)) === 'zwei – 二', 10_000, 'the next text');
    expect(await question.count()).toBe(0);
  });

  test('asks once, and takes no for an answer', async () => {
    const { page } = await openTerminal('refused');
    await page.evaluate(() => navigator.clipboard.writeText('of the person'));
    await run(page, copies('planted'));
    const question = page.getByRole('alertdialog', { name: 'Copying from the terminal' });
    await question.getByRole('button', { name: 'Do not allow' }).click();
    await run(page, copies('planted again'));
    expect([await question.count(), await clipboard(page)]).toEqual([0, 'of the person']);
  });

  test('opens a link to a local port as that port’s preview, in a tab of its own', async () => {
    const { page, sessionId } = await openTerminal('links');
    await waitUntil(
      async () => (await signed.person.http.get(`/api/sessions/${sessionId}`)).text.includes('"state":"open"'),
      20_000,
      'the site’s port',
    );
    await run(page, `clear; echo http://localhost:${site.port}/"index.html"`);
    const link = rows(page).getByText(`http://localhost:${site.port}/index.html`, { exact: true });
    await link.waitFor();
    const box = await link.boundingBox();
    if (!box) throw new Error('The link has no place.');
    const opened = signed.context.waitForEvent('page');
    // xterm draws its text below a layer of its own, and looks for links where the pointer comes by.
    await page.mouse.move(box.x + 20, box.y + box.height / 2);
    await page.locator('.xterm-cursor-pointer').waitFor();
    await page.mouse.down();
    await page.mouse.up();
    const preview = await opened;
    await preview.getByRole('heading', { name: 'Hello from the session' }).waitFor();
    expect(new URL(preview.url()).host).toContain(`${site.port}--${sessionId}.`);
    expect(await preview.evaluate(() => window.opener)).toBeNull();
    await preview.close();
  });

  test('finds words in what it has shown, by keys alone', async () => {
    const { page } = await openTerminal('search');
    await run(page, 'clear; echo a "ne""edle" here; seq 1 200');
    await page.keyboard.press('Control+Shift+F');
    const field = page.getByRole('searchbox', { name: 'Find in the terminal' });
    await field.fill('needle');
    await field.press('Enter');
    await rows(page).getByText('a needle here').waitFor();
    await field.fill('haystack');
    await page.getByRole('search').getByText('Not found', { exact: true }).waitFor();
    await field.press('Escape');
    await field.waitFor({ state: 'detached' });
    await run(page, 'true'); // the keys are the shell's again
  });

  test('the log keeps the colours that a program prints', async () => {
    const log = `printf 'plain \\e[32mgreen\\e[0m \\e[1;31mred\\e[0m\\n'`;
    const path = `/api/templates/${site.templateId}`;
    const json = { manifest: { image: 'burstflare/base', start: `${log}; sleep 1000` } };
    const { id } = (await signed.person.http.post(`${path}/versions`, { json })).json<{ id: string }>();
    await signed.person.http.post(`${path}/promote`, { json: { versionId: id } });
    const coloured = await makeSession(signed.person, site.templateId, 'coloured');
    await signed.person.http.post(`/api/sessions/${coloured}/start`);
    const { page } = signed;
    await page.goto(`${platform.url}/sessions/${coloured}`);
    await page.getByRole('tab', { name: 'Log' }).click();
    await page.getByRole('log').getByText('plain green red').waitFor();
    const painted = (name: string) =>
      page.evaluate((each) => {
        const ranges = [...(CSS.highlights.get(each) ?? [])];
        return ranges.map((range) => range.startContainer.textContent?.slice(range.startOffset, range.endOffset));
      }, name);
    expect(await painted('log-green')).toEqual(['green']);
    expect(await painted('log-red')).toEqual(['red']);
  });
});
