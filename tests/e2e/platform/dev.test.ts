// npm run dev: the console by Vite, the gateway by wrangler, and sessions on the same process host.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { describeWithBrowser } from '../../support/browser.ts';
import { newEmail, registerPerson } from '../../support/people.ts';
import { descendantsOf, isAlive } from '../../support/processes.ts';
import { makeSession, makeSite, signIn } from '../console/console.ts';

describeWithBrowser('a platform under development', (browser) => {
  test('shows a session’s preview and terminal, and leaves nothing behind after Ctrl-C', async () => {
    const dev = await startDev();
    const person = await registerPerson(dev.gateway, { email: newEmail(), name: 'Ada Lovelace' });
    const { templateId } = await makeSite(person);
    const sessionId = await makeSession(person, templateId, 'desk');

    const page = await browser.newPage();
    await page.goto(`${dev.console}/login`);
    await signIn(page, person);
    await page.waitForURL('**/sessions');
    await page.goto(`${dev.console}/sessions/${sessionId}`);
    await page.getByRole('button', { name: 'Start' }).click();
    await page.frameLocator('iframe').getByRole('heading', { name: 'Hello from the session' }).waitFor();
    await page.locator('.xterm').click();
    await page.keyboard.type('echo typed-$((40 + 2))\n');
    await page.locator('.xterm-rows').getByText('typed-42', { exact: true }).waitFor();
    await page.context().close();

    // wrangler's window into the database answers on every origin, those of previews as well
    const explorer = await fetch(`${dev.gateway}/cdn-cgi/local/explorer`);
    expect(await explorer.text()).toContain('route_not_found');

    const running = descendantsOf(dev.pid);
    expect(running.length).toBeGreaterThan(5);
    expect(await dev.interrupt()).toBe(0);
    expect(running.filter(isAlive)).toEqual([]);
  });
});

async function startDev() {
  const dataDir = mkdtempSync(join(tmpdir(), 'burstflare-test-'));
  const child = spawn(process.execPath, ['--import', 'tsx', 'tools/start/dev.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // a group of its own, as a shell gives one to a command
    detached: true,
    env: {
      ...process.env,
      NODE_ENV: undefined,
      VITEST: undefined,
      PORT: '0',
      CONSOLE_PORT: '0',
      BURSTFLARE_DATA_DIR: dataDir,
      BURSTFLARE_NO_APT: '1',
    },
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const { pid } = child;
  if (pid === undefined) throw new Error('npm run dev does not start.');
  /** As npm does it: the terminal tells the whole group, and npm its script once more. */
  const interrupt = () => {
    process.kill(-pid, 'SIGINT');
    child.kill('SIGINT');
    return ended;
  };
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));
  onTestFinished(async () => {
    if (child.exitCode === null) await interrupt();
    rmSync(dataDir, { recursive: true, force: true });
  });
  await waitUntil(() => output.includes('  Console  ') || child.exitCode !== null, 100_000, 'npm run dev');
  const found = /Console {2}(\S+)[^]*Gateway {2}(\S+)/.exec(output);
  if (!found?.[1] || !found[2]) throw new Error(`npm run dev ended:\n${output}`);
  return { console: found[1], gateway: found[2], pid, interrupt };
}
