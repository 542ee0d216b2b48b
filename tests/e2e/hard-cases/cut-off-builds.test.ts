// An attempt that the platform cut off is not the build's: it keeps its attempts, and goes on. What
// ends the platform each time is given up.
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { Flare } from '../../integration/cli/flare.ts';
import { Inventory } from '../../support/inventory.ts';
import { type Person, registerPerson } from '../../support/people.ts';
import { outsideAddress, startPlatform, type TestPlatform } from '../../support/platform.ts';
import { isAlive, kill9 } from '../../support/processes.ts';
import { tarGz } from '../../support/tar.ts';
import { Gate } from './gate.ts';
import { type Build, hasEnded, logOf, site, untilBuild, upload } from './project.ts';

vi.setConfig({ testTimeout: 180_000 });

let platform: TestPlatform;
let ada: Person;

beforeAll(async () => {
  platform = await startPlatform();
  ada = await registerPerson(platform.url);
});

afterAll(() => platform?.stop());

async function killHost(): Promise<void> {
  const before = platform.hostPid;
  kill9([before]);
  await waitUntil(() => platform.hostPid !== before && isAlive(platform.hostPid), 30_000, 'another host');
}

const inSetup = ({ phase }: Build) => phase === 'setup';

test('a build whose host dies twice and whose platform dies once succeeds in its first attempt', async () => {
  const gate = await Gate.start();
  onTestFinished(() => gate.close());
  const version = await upload(ada, tarGz(site), gate.manifest);
  const restart = async () => {
    await platform.kill9();
    new Inventory(platform.dataDir).letBuildsFallQuiet();
    await platform.start();
  };
  for (const [index, cutOff] of [killHost, killHost, restart].entries()) {
    await gate.untilAsked();
    await untilBuild(ada, version, inSetup, 'the setup to run');
    await cutOff();
    await platform.sweep();
    const counted = ({ cutOffs }: Build) => cutOffs === index + 1;
    const { lastError } = await untilBuild(ada, version, counted, `cut-off ${index + 1} to be counted`);
    expect(lastError).toMatch(/^The platform cut this attempt off, so it does not count: \S/);
  }
  gate.open();
  const build = await untilBuild(ada, version, hasEnded, 'the build to end');
  expect(build).toMatchObject({ state: 'succeeded', attempts: 1, maxAttempts: 3, cutOffs: 3, maxCutOffs: 5 });
  const log = await logOf(ada, build);
  expect(log.match(/\[burstflare\] attempt 1 of 3, /g)).toHaveLength(4);
  expect(log.match(/\[burstflare\] failed: The platform cut this attempt off, /g)).toHaveLength(3);
});

test('a build that ends its host each time is given up after five times, says so, and may be tried again', async () => {
  const killer = createServer((_, response) => {
    kill9([platform.hostPid]);
    response.end();
  });
  await new Promise<void>((resolve) => killer.listen(0, outsideAddress, resolve));
  onTestFinished(() => void killer.close());
  const address = killer.address();
  if (!address || typeof address === 'string') throw new Error('The killer has no port.');
  const env = { KILLER: `http://${outsideAddress}:${address.port}/` };
  const version = await upload(ada, tarGz(site), { setup: 'curl -s "$KILLER"; sleep 600', env });

  const build = await untilBuild(ada, version, hasEnded, 'the build to end', 150_000);
  expect(build).toMatchObject({ state: 'dead_lettered', attempts: 0, cutOffs: 5 });
  expect(build.lastError).toMatch(
    /^The platform cut this attempt off, so it does not count: .*\nThat was the last of 5 times: the build may be what ends the machine/,
  );
  expect(await logOf(ada, build)).toContain(
    '[burstflare] dead_lettered after 0 attempts and 5 that the platform cut off\n',
  );
  await waitUntil(() => isAlive(platform.hostPid), 30_000, 'another host');
  expect(new Inventory(platform.dataDir).tracesOf(build.id).filter((trace) => trace.startsWith('process'))).toEqual([]);

  const flare = new Flare(platform.apiUrl);
  onTestFinished(() => flare.remove());
  await flare.json(['auth', 'login', '--email', ada.email, '--password-stdin'], { input: ada.password });
  expect((await flare.run(['build', 'get', build.id])).stdout).toMatch(/Attempts +0 of 3\n *Cut off +5 times/);
  const again = await flare.json(['build', 'retry', build.id]);
  expect(again).toMatchObject({ attempts: 0, cutOffs: 0 });
});
