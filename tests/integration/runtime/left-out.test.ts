// Holds a save to taking what it can: what may not be read is read all the same, and what no
// archive brings back is left out by name.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { kill9, runtimesOf } from '../../support/processes.ts';
import { Host, until } from './host.ts';
import { restore, saveLayer } from './layer-client.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let host: Host;

beforeAll(async () => {
  host = await Host.start();
});

afterAll(() => host?.destroy());

const LOCK = `echo precious > work.txt; echo secret > locked; chmod 000 locked; ln locked second-name
mkdir -p shut/inner && echo deep > shut/inner/in && ln -s inner shut/link && chmod 000 shut/inner/in shut/inner && chmod 300 shut`;
const MODES = `stat -c '%a %n' work.txt locked second-name shut`;
const INSIDE = `chmod 700 shut && stat -c '%a %n' shut/inner && chmod 700 shut/inner && stat -c '%a %n' shut/inner/in && chmod 600 locked shut/inner/in && cat locked second-name shut/inner/in shut/link/in && stat -c %h locked`;

test.each(['while the session runs', 'when nobody runs'])(
  'what its owner may not read is saved with its mode, and stays as it is, %s',
  async (when) => {
    const [from, to] = [await host.session(), await host.session()];
    await host.run(from, LOCK);
    if (when === 'while the session runs') await host.bootstrap(from, { start: 'exec sleep 1000' });
    const layer = await saveLayer(host, from);
    expect(layer.saved).toMatchObject({ state: 'ready', warnings: [] });
    const modes = '644 work.txt\n0 locked\n0 second-name\n300 shut\n';
    expect(await host.run(from, MODES)).toBe(modes);
    expect((await restore(host, to, layer)).json.state).toBe('done');
    expect(await host.run(to, MODES)).toBe(modes);
    const inside = '0 shut/inner\n0 shut/inner/in\nsecret\nsecret\ndeep\ndeep\n2\n';
    expect(await host.run(to, INSIDE)).toBe(inside);
    expect(await host.run(from, INSIDE)).toBe(inside);
    expect(await host.run(from, 'ls .burstflare')).not.toContain('unlocked');
  },
);

test('a path that is too long, a socket and what lies below them are left out by name; the rest is saved and comes back', async () => {
  const [from, to] = [await host.session(), await host.session()];
  await host.run(
    from,
    `echo precious > work.txt; node -e '
      require("node:net").createServer().listen("app.sock", () => process.kill(process.pid, "SIGKILL"))'
    mkdir deep && cd deep && echo near > near && for i in $(seq 30); do mkdir "${'d'.repeat(150)}" && cd "${'d'.repeat(150)}"; done; echo far > far`,
  );
  const layer = await saveLayer(host, from);
  const deepest = `/workspace/deep${`/${'d'.repeat(150)}`.repeat(28)}`.slice(0, 1000);
  expect(layer.saved).toMatchObject({
    state: 'ready',
    warningCounts: { leftOut: 2, changed: 0, missing: 0 },
    warnings: [
      { kind: 'left_out', path: '/workspace/app.sock', reason: expect.stringContaining('socket') },
      { kind: 'left_out', path: deepest, reason: 'Its path is longer than 4095 bytes' },
    ],
  });
  expect((await restore(host, to, layer)).json.state).toBe('done');
  expect(await host.run(to, `cat work.txt deep/near; find deep -type d | wc -l`)).toBe('precious\nnear\n28\n');
  expect((await saveLayer(host, to)).saved).toMatchObject({ state: 'ready', warnings: [] });
  // What clears up after the tests cannot.
  for (const session of [from, to]) await host.run(session, 'rm -rf deep');
});

test('a name is bytes: of a path that is no UTF-8 and holds a newline the warning tells what it can', async () => {
  const session = await host.session();
  await host.run(session, `mkdir "$(printf 'a\\nb\\377')" && mkfifo "$(printf 'a\\nb\\377/pipe')"`);
  await host.run(
    session,
    `cd "$(printf 'a\\nb\\377')" && node -e '
    require("node:net").createServer().listen("s", () => process.kill(process.pid, "SIGKILL"))'; true`,
  );
  const { saved } = await saveLayer(host, session);
  expect(saved.warnings).toMatchObject([{ kind: 'left_out', path: '/workspace/a\nb\u{fffd}/s' }]);
  expect(saved.manifest.files.map(({ path }: { path: string }) => path)).toContain('/workspace/a\nb\u{fffd}/pipe');
});

test('rights that were lent for a save when the runtime was killed are given back by the next start', async () => {
  const session = await host.session();
  // As a kill in that moment leaves it: the record is on disk before the first right is lent.
  await host.run(
    session,
    `echo a > locked; chmod 400 locked; echo '[{"place":"/workspace/locked","mode":0}]' > .burstflare/unlocked.json`,
  );
  kill9(runtimesOf(session));
  await until(async () => (await host.call('GET', `/instances/${session}`)).json.state === 'exited', 'it ends');
  await host.put(session, 'next');
  expect(await host.run(session, 'stat -c %a locked; ls .burstflare')).toMatch(/^0\n(?![^]*unlocked)/);
});
