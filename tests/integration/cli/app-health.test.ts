// What flare says of an app stands for a fact: it is up, or the command fails with the end of its
// log; and nothing of an earlier start is shown as this one's.
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import type { Flare } from './flare.ts';
import { deleteSessions, folderWith, signedUp, type UpResult } from './projects.ts';

// A crash is retried for a quarter of a minute before the app is left down.
vi.setConfig({ testTimeout: 120_000 });

const { apiUrl: url } = inject('platform');
let flare: Flare;
beforeAll(async () => {
  flare = await signedUp(url);
});
afterAll(async () => {
  await deleteSessions(flare);
  flare.remove();
});

const listen = (port: number) => `node -e "require('net').createServer().listen(${port}, '127.0.0.1')"`;
const folderOf = (name: string, start: string, port: number) =>
  folderWith(flare, name, {
    'burstflare.yaml': `name: ${name}\nstart: ${JSON.stringify(start)}\nports: [{ number: ${port} }]\n`,
  });
const inShell = (name: string, script: string) => flare.run(['session', 'terminal', name], { input: `${script}\n` });

describe.concurrent('an app', () => {
  test('that crashes fails up with its log, and is started again by the next up once the cause is gone', async () => {
    const port = await freePort();
    const folder = folderOf('broken', `echo no such module; [ -e ok ] && exec ${listen(port)}; exit 7`, port);
    const failed = await flare.run(['up', folder]);
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toContain('Error: The app crashed with code 7, 6 times in a row\n');
    expect(failed.stderr).toContain('  no such module\n');
    expect(failed.stderr).toContain(
      'Next: broken runs on. Correct the cause, then: flare session restart broken --app\n',
    );
    expect((await flare.run(['session', 'list', '--search', 'broken'])).stdout).toMatch(/running +crashed/);
    const asJson = await flare.run(['session', 'restart', 'broken', '--app', '--json']);
    expect(asJson.code).toBe(1);
    expect(JSON.parse(asJson.stderr)).toMatchObject({
      error: { code: 'app_crashed', context: { app: { exitCode: 7 } } },
    });
    await inShell('broken', 'touch /workspace/ok');
    const mended = await flare.run(['up', folder]);
    expect(mended).toMatchObject({ code: 0, stdout: expect.stringContaining(`${port}--ses-`) });
    expect(mended.stderr).toContain('The app crashed with code 7, 6 times in a row; starting it again.\n');
    expect(mended.stderr).toContain(`broken: running. The app is up on port ${port}.\n`);
  });

  test('that opens another port than the manifest names has that one printed', async () => {
    const [named, opened] = [await freePort(), await freePort()];
    const folder = folderOf('elsewhere', listen(opened), named);
    const up = await flare.json<UpResult>(['up', folder]);
    expect(up.preview).toMatchObject({ port: opened, state: 'open' });
    const { stderr, stdout } = await flare.run(['up', folder]);
    expect(stderr).toContain(`The manifest names port ${named}, but the app opened ${opened}.`);
    expect(stdout).toBe(`${up.preview?.url}\n`);
  });

  test('that takes its time is not said to be up by what the start before did, and start prints its address', async () => {
    const port = await freePort();
    const folder = folderOf('slow-app', `[ -e again ] && sleep 30; exec ${listen(port)}`, port);
    const first = await flare.run(['up', folder]);
    expect(first.stderr).toContain(`slow-app: running. The app is up on port ${port}.`);
    await inShell('slow-app', 'touch /workspace/again');
    const restarted = await flare.run(['session', 'restart', 'slow-app']);
    expect(restarted).toMatchObject({ code: 0, stdout: first.stdout });
    expect(restarted.stderr).toContain('Session set up');
    expect(restarted.stderr).not.toContain('App responds');
    expect(restarted.stderr).toContain(`The app has not opened port ${port} yet.`);
    const started = await flare.run(['session', 'start', 'slow-app']);
    expect(started).toMatchObject({ code: 0, stdout: first.stdout });
  });

  test('that is waited for shows the seconds and the last that it printed, and Ctrl-C says that it runs on', async () => {
    const port = await freePort();
    const folder = folderOf('waiting-app', 'echo still compiling; exec sleep 1000', port);
    const screen = flare.onTerminal(['up', folder]);
    await screen.sees(new RegExp(`… The app has not opened port ${port} yet  [2-9] s  still compiling`));
    screen.write('\u0003');
    await screen.sees(/waiting-app and its app continue to run\. Look at it: flare session get waiting-app/);
    expect(await screen.exited).toBe(130);
    expect(await flare.json(['session', 'get', 'waiting-app'])).toMatchObject({
      state: 'running',
      app: { state: 'starting' },
    });
  });
});
