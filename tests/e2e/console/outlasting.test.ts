// What takes longer than its answer is no success on the page before it is one: a save, a restore,
// a stop.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { describeWithBrowser } from '../../support/browser.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { runtimesOf } from '../../support/processes.ts';
import { makeSession, makeSite, signedIn } from './console.ts';

describeWithBrowser('what outlasts its answer', (browser) => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startPlatform({ env: { BURSTFLARE_VAR_ANSWER_SECONDS: '0' } });
  });
  afterAll(() => platform?.stop());

  /**
   * Has the runtime stand still until the page was answered and has looked what became of it: by
   * then it must not say that it is done.
   */
  async function outlasts(
    page: Page,
    id: string,
    operation: string,
    look: string,
    act: () => Promise<void>,
    done: string,
  ) {
    const pids = runtimesOf(id);
    expect(pids).toHaveLength(1);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    const since = platform.log.length;
    try {
      await act();
      const isLookedAfter = () => {
        const log = platform.log.slice(since);
        const answer = log.indexOf(`"operation":"${operation}"`);
        return answer >= 0 && log.includes(`"operation":"${look}"`, answer);
      };
      const isTold = async () => (await page.getByText(done).count()) > 0;
      await waitUntil(
        async () => isLookedAfter() || (await isTold()),
        20_000,
        `${operation} to be answered, and a look at what became of it`,
      );
      expect(await isTold()).toBe(false);
    } finally {
      for (const pid of pids) process.kill(pid, 'SIGCONT');
    }
    await page.getByText(done).first().waitFor();
  }

  test('is told when it is done', async () => {
    const { page, context, person } = await signedIn(browser, platform.url);
    const { templateId } = await makeSite(person);
    const id = await makeSession(person, templateId, 'slow');
    await person.http.post(`/api/sessions/${id}/start`);
    await page.goto(`${platform.url}/sessions/${id}?pane=snapshots`);
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    await page.frameLocator('iframe').getByRole('heading', { name: 'Hello from the session' }).waitFor();
    await page.getByLabel('Label of the snapshot').fill('good');
    await outlasts(page, id, 'createSnapshot', 'getSnapshot', () => press('Save now'), 'slow is saved');
    const restore = async () => {
      await press('Restore good');
      await page.getByRole('dialog').getByRole('button', { name: 'Restore without saving' }).click();
    };
    await outlasts(page, id, 'restoreSnapshot', 'getRestore', restore, 'Restored from “good”');
    await outlasts(page, id, 'stopSession', 'getSession', () => press('Stop'), 'Asleep');
    await context.close();
  });
});
