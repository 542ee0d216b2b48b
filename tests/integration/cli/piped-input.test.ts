// What is piped into a session arrives whole, whatever happens to the connection; what cannot
// arrive is said to be lost.
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, onTestFinished, test, vi } from 'vitest';
import { startCuttingProxy } from './cutting-proxy.ts';
import { Flare } from './flare.ts';

vi.setConfig({ testTimeout: 120_000 });

const { apiUrl: url, port } = inject('platform');
const flare = new Flare(url);
const manifest = 'image: burstflare/base\nstart: exec sleep infinity\n';
let sessionId: string;

beforeAll(async () => {
  await flare.signUp();
  await flare.json(['template', 'create', 'bare']);
  await flare.json(['template', 'upload', 'bare', '--manifest', '-', '--promote'], { input: manifest });
  sessionId = (
    await flare.json<{ id: string }>(['session', 'create', '--template', 'bare', '--name', 'Sink', '--start'])
  ).id;
});
afterAll(async () => {
  await flare.run(['session', 'delete', sessionId, '--yes']);
  flare.remove();
});

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** The same person, whose connections go through a proxy that cuts them. */
async function throughProxy(cutAfter: readonly number[]) {
  const proxy = await startCuttingProxy(port, cutAfter);
  const cut = new Flare(proxy.url);
  const { profiles } = flare.readConfig();
  cut.file('config.json', JSON.stringify({ version: 1, profiles: { [proxy.url]: profiles[url] } }));
  onTestFinished(async () => {
    await proxy.close();
    cut.remove();
  });
  return { proxy, cut };
}

test('12 MB of any bytes arrive whole, through a connection that is cut twelve times', async () => {
  const bytes = randomBytes(12_000_000);
  // Base64 makes a third more of them: the last cut is near the end.
  const cutAfter = Array.from({ length: 12 }, () => 300_000 + Math.floor(Math.random() * 1_900_000) / 2);
  const { proxy, cut } = await throughProxy(cutAfter.map(Math.floor));
  const input = Buffer.concat([Buffer.from('cat > /tmp/in; wc -c < /tmp/in; sha256sum < /tmp/in\n'), bytes]);
  const run = await cut.run(['session', 'terminal', sessionId], { input });
  expect({ cutAfter, code: run.code, stdout: run.stdout }).toEqual({
    cutAfter,
    code: 0,
    stdout: `${bytes.length}\n${sha256(bytes)}  -\n`,
  });
  expect(proxy.cuts).toBe(12);
});

test('a script that reads slowly gets all of its input, and the terminal beside it answers meanwhile', async () => {
  const bytes = randomBytes(600_000);
  const input = Buffer.concat([
    Buffer.from('echo begun; until [ -e /tmp/go ]; do sleep 0.05; done; sha256sum\n'),
    bytes,
  ]);
  const slow = flare.start(['session', 'terminal', sessionId], input);
  await slow.prints('begun\n');
  expect(await flare.run(['session', 'terminal', sessionId], { input: 'touch /tmp/go\n' })).toMatchObject({ code: 0 });
  expect(await slow.done).toMatchObject({ code: 0, stdout: `begun\n${sha256(bytes)}  -\n` });
});

test('a shell that ends while the connection is lost is a failure that says how much has arrived', async () => {
  const { proxy, cut } = await throughProxy([]);
  // The login shell leads the terminal's processes.
  const begin = "echo begun; cut -d' ' -f6 /proc/$$/stat > /tmp/leader; exec sleep 1000\n";
  const script = cut.start(
    ['session', 'terminal', sessionId],
    Buffer.concat([Buffer.from(begin), randomBytes(2_000_000)]),
  );
  await script.prints('begun\n');
  proxy.down();
  const kill = 'until [ -s /tmp/leader ]; do sleep 0.05; done; kill -KILL "$(cat /tmp/leader)"\n';
  expect(await flare.run(['session', 'terminal', sessionId], { input: kill })).toMatchObject({ code: 0 });
  proxy.up();
  const { code, stderr } = await script.done;
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining('The shell ended while the connection was lost'),
  });
  expect(stderr).toMatch(/about \d+ bytes have arrived; about \d+ that were sent have not/);
});
