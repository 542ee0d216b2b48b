// The whole job, as a person does it: from a folder to a page that changes while one types, saved,
// restored, asleep, awake, and gone.
import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../tools/start/wait.ts';
import { Flare } from '../integration/cli/flare.ts';
import { projectOf, type UpResult } from '../integration/cli/projects.ts';
import { describeWithBrowser } from '../support/browser.ts';
import { Inventory } from '../support/inventory.ts';
import { newEmail } from '../support/people.ts';
import { processesOf } from '../support/processes.ts';
import { startPlatform, type TestPlatform } from '../support/platform.ts';
import { signIn } from './console/console.ts';

interface Snapshot {
  readonly id: string;
  readonly state: string;
}

describeWithBrowser('from a folder to a session and back', (browser) => {
  const person = { email: newEmail(), password: 'correct horse battery' };
  let platform: TestPlatform;
  let inventory: Inventory;
  let flare: Flare;
  let page: Page;

  beforeAll(async () => {
    platform = await startPlatform();
    inventory = new Inventory(platform.dataDir);
    flare = new Flare(platform.apiUrl);
    page = await browser.newPage();
  });

  afterAll(async () => {
    flare?.remove();
    await platform?.stop();
  });

  const inTerminal = async (sessionId: string, line: string) => {
    const { code, stderr } = await flare.run(['session', 'terminal', sessionId], { input: `${line}; exit\n` });
    if (code !== 0) throw new Error(`The terminal ended with ${code}: ${stderr}`);
  };
  const writeGreeting = (sessionId: string, text: string) => inTerminal(sessionId, `echo "${text}" > src/greeting.js`);
  const sees = (text: string) => page.getByRole('heading', { name: text, exact: true }).waitFor();
  /** Survives whatever changes in the page, and no reload of it. */
  const mark = () => page.evaluate(() => void Object.assign(window, { marked: true }));
  const isMarked = () => page.evaluate(() => 'marked' in window);
  const onTheHost = (id: string) => ({ disk: existsSync(inventory.disk(id)), processes: processesOf(id).length > 0 });

  test('a Vite app, edited by hot reload, saved, broken, restored, stopped, started, deleted', async () => {
    const password = ['--password-stdin'];
    await flare.json(['auth', 'register', '--email', person.email, ...password], { input: person.password });
    const folder = await projectOf(flare, 'vite-app', 5173);
    const up = await flare.json<UpResult>(['up', folder]);
    expect(up).toMatchObject({ session: { state: 'running' }, preview: { state: 'open' } });
    const { id } = up.session;
    const preview = up.preview?.url ?? '';
    expect(existsSync(`${folder}/node_modules`)).toBe(false);

    // Whoever opens the printed address is asked to sign in, and then sees the app on its own
    // origin.
    await page.goto(preview);
    await page.waitForURL(`${platform.url}/login?**`);
    await signIn(page, person);
    await sees('Hello from Vite');
    expect(new URL(page.url()).origin).toBe(new URL(preview).origin);

    await mark();
    await page.getByRole('button', { name: 'count is 0' }).click();
    await writeGreeting(id, "export const greeting = 'Edited in the terminal'");
    await sees('Edited in the terminal');
    expect(await isMarked()).toBe(true);
    expect(await page.getByRole('button', { name: 'count is 1' }).count()).toBe(1);

    const saved = await flare.json<Snapshot>(['snapshot', 'save', id, '--label', 'good']);
    expect(saved.state).toBe('ready');
    await writeGreeting(id, "export { greeting } from './no-such-file.js'");
    const broken = page.getByText('Failed to resolve import').first();
    await broken.waitFor();

    await flare.json(['snapshot', 'restore', id, saved.id, '--yes']);
    await sees('Edited in the terminal');
    await broken.waitFor({ state: 'detached' });

    // Unsaved when it is stopped: the stop saves it.
    await writeGreeting(id, "export const greeting = 'Saved by the stop'");
    await sees('Saved by the stop');
    expect(onTheHost(id)).toEqual({ disk: true, processes: true });
    expect(await flare.json(['session', 'stop', id])).toMatchObject({ state: 'sleeping' });
    expect(onTheHost(id)).toEqual({ disk: false, processes: false });

    expect(await flare.json(['session', 'start', id])).toMatchObject({ state: 'running' });
    await page.goto(preview);
    await sees('Saved by the stop');

    // What is to be found of it, so that finding nothing means something.
    const layers = inventory.rows<{ layer_id: string }>('select layer_id from snapshots where session_id = ?', id);
    const built = inventory.rows<{ layer_id: string }>('select layer_id from builds where id = ?', up.version.buildId);
    const chunksOf = (rows: { layer_id: string }[]) => rows.flatMap(({ layer_id }) => inventory.chunkKeysOf(layer_id));
    const kept = chunksOf(built);
    const snapshotOnly = chunksOf(layers).filter((key) => !kept.includes(key));
    expect([layers.length, kept.length > 0, snapshotOnly.length > 0]).toEqual([2, true, true]);
    expect(inventory.tracesOf(id)).toEqual(
      expect.arrayContaining([
        'D1 sessions.id',
        'D1 snapshots.session_id',
        'Durable Object record.record',
        `disk instances/${id}`,
      ]),
    );

    await flare.run(['session', 'delete', id, '--yes']);
    expect(onTheHost(id)).toEqual({ disk: false, processes: false });

    // A deleted session answers for half a minute: time for the other two projects.
    await upAndLook('python-site', 8000, async () => {
      await sees('Recipes');
      await page.getByRole('link', { name: 'Pancakes' }).click();
      await page.getByText('250 ml of milk').waitFor();
    });
    await upAndLook('express-api', 3000, async () => {
      expect(JSON.parse(await page.locator('body').innerText())).toEqual({ service: 'express-api', notes: 1 });
    });

    const gone = async () => {
      await platform.sweep();
      return inventory.tracesOf(id).length === 0;
    };
    await waitUntil(gone, 60_000, 'the sweep to purge the session').catch((error: unknown) => {
      throw new Error(`${String(error)} Left: ${inventory.tracesOf(id).join(', ')}`);
    });
    for (const { layer_id } of layers) expect(inventory.tracesOf(layer_id)).toEqual([]);
    expect(inventory.tracesOf(saved.id)).toEqual([]);
    const keys = inventory.keys();
    expect(keys).toEqual(expect.arrayContaining(kept));
    expect(keys.filter((key) => snapshotOnly.includes(key))).toEqual([]);
    expect(inventory.looseEnds()).toEqual([]);
  }, 300_000);

  async function upAndLook(fixture: string, usualPort: number, look: () => Promise<void>): Promise<void> {
    const up = await flare.json<UpResult>(['up', await projectOf(flare, fixture, usualPort)]);
    expect(up).toMatchObject({ session: { state: 'running' }, preview: { state: 'open' } });
    await page.goto(up.preview?.url ?? '');
    await look();
  }
});
