// Many tabs of one browser: they share one stream whatever becomes of the one that leads, and never
// use up the few connections that a browser opens to a host.
import type { BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { describeWithBrowser } from '../../support/browser.ts';
import { expectStatus, type Person } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { makeTemplate } from '../../integration/sessions/made-session.ts';
import { signedIn } from './console.ts';

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
const mark = (page: Page) => page.getByRole('banner').getByRole('status');

/** Longer than a tab waits before it asks its leader, and the leader may take to answer. */
const takenOverWithinMs = 30_000;

/** Stands still for so long, as a page does whose script is in an endless loop. */
function loop(page: Page, ms: number): Promise<void> {
  return page.evaluate((limit) => {
    for (const end = Date.now() + limit; Date.now() < end;);
  }, ms);
}

/** How many streams of the feed the browser opened, and how many of them are still open. */
function streamsOf(context: BrowserContext) {
  const all = new Set<Request>();
  const open = new Set<Request>();
  context.on('request', (request) => {
    if (new URL(request.url()).pathname !== '/api/events') return;
    all.add(request);
    open.add(request);
  });
  const ended = (request: Request) => void open.delete(request);
  context.on('requestfinished', ended).on('requestfailed', ended);
  return {
    opened: () => all.size,
    // Of a page that was closed, no end is reported.
    open: () => [...open].filter((request) => !request.frame().page().isClosed()).length,
  };
}

describeWithBrowser('many tabs of one browser', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform?.stop());

  async function templatesIn(page: Page): Promise<Page> {
    await page.goto(`${platform.url}/templates`);
    await page.getByRole('heading', { name: 'Templates', level: 1 }).waitFor();
    await mark(page).getByText('Live').waitFor();
    return page;
  }

  const untilShown = (pages: readonly Page[], name: string, timeout: number) =>
    Promise.all(pages.map((page) => row(page, name).waitFor({ timeout })));

  test('a tab that leads and stands still loses the lead, and has missed nothing when it goes on', async () => {
    const { page: leader, context, person } = await signedIn(browser, platform.url);
    await templatesIn(leader);
    const others = [await templatesIn(await context.newPage()), await templatesIn(await context.newPage())];
    await makeTemplate(person.http, 'for all');
    await untilShown([leader, ...others], 'for all', 20_000);
    const stood = loop(leader, takenOverWithinMs + 5000);
    await makeTemplate(person.http, 'while it stood still');
    await untilShown(others, 'while it stood still', takenOverWithinMs);
    await stood;
    await untilShown([leader], 'while it stood still', 5000);
    await makeTemplate(person.http, 'after it');
    await untilShown([leader, ...others], 'after it', 5000);
    await context.close();
  });

  test('without Web Locks seven tabs share one stream, and another takes it over where the first is closed', async () => {
    const { page: first, context, person } = await signedIn(browser, platform.url);
    await context.addInitScript(() => {
      delete (Navigator.prototype as { locks?: unknown }).locks;
    });
    await first.goto('about:blank');
    const streams = streamsOf(context);
    const tabs = [await templatesIn(first)];
    while (tabs.length < 7) tabs.push(await templatesIn(await context.newPage()));
    expect(await first.evaluate(() => 'locks' in navigator)).toBe(false);
    await makeTemplate(person.http, 'for all');
    await untilShown(tabs, 'for all', 20_000);
    await waitUntil(() => streams.open() === 1, 20_000, 'one stream to be left');
    await tabs.shift()?.close();
    await makeTemplate(person.http, 'for the rest');
    await untilShown(tabs, 'for the rest', 20_000);
    await waitUntil(() => streams.open() === 1, 20_000, 'one stream to be left again');
    expect(streams.opened()).toBeLessThan(7);
    await context.close();
  });

  test('without Web Locks tabs that come up at once agree on one that leads', async () => {
    const { page: first, context, person } = await signedIn(browser, platform.url);
    await context.addInitScript(() => {
      delete (Navigator.prototype as { locks?: unknown }).locks;
    });
    await first.goto('about:blank');
    const streams = streamsOf(context);
    const tabs = [first, await context.newPage(), await context.newPage(), await context.newPage()];
    await Promise.all(tabs.map((tab) => templatesIn(tab)));
    await makeTemplate(person.http, 'for all');
    await untilShown(tabs, 'for all', 20_000);
    await waitUntil(() => streams.open() === 1, 10_000, 'one stream to be left');
    await context.close();
  });

  async function buildThatPrints(person: Person): Promise<string> {
    const { id } = await makeTemplate(person.http);
    const setup = 'for n in $(seq 1 100000); do echo "line $n."; sleep 0.3; done';
    const json = { manifest: { image: 'burstflare/base', setup } };
    const made = await person.http.post(`/api/templates/${id}/versions`, { json });
    return expectStatus(made, 201).json<{ buildId: string }>().buildId;
  }

  test('seven windows that each follow a log leave connections for what people do', async () => {
    const { page: first, context, person } = await signedIn(browser, platform.url);
    const buildId = await buildThatPrints(person);
    const pages = [first];
    while (pages.length < 7) pages.push(await context.newPage());
    const lastLine = async (page: Page) => {
      const text = await page.getByRole('log').innerText();
      return Number([...text.matchAll(/line (\d+)\./g)].at(-1)?.[1] ?? 0);
    };
    for (const page of pages) {
      await page.goto(`${platform.url}/builds/${buildId}`);
      await page.getByText('line 1.').waitFor({ timeout: 30_000 });
    }
    const before = await Promise.all(pages.map(lastLine));
    for (const [index, page] of pages.entries())
      await waitUntil(async () => (await lastLine(page)) > (before[index] ?? 0) + 3, 10_000, 'the log to go on');
    for (const page of pages) {
      await page.getByRole('link', { name: 'Templates', exact: true }).click();
      await page.getByRole('heading', { name: 'Templates', level: 1 }).waitFor({ timeout: 5000 });
      await page.goBack();
      await page.getByText('line 1.').waitFor({ timeout: 10_000 });
    }
    await context.close();
  });
});
