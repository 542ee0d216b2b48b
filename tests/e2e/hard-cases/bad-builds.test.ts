// Bundles that are none, and setups that fail: the build ends dead-lettered with its reason, says
// so in its log, and can be tried again.
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { Flare } from '../../integration/cli/flare.ts';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { outsideAddress, startPlatform, type TestPlatform } from '../../support/platform.ts';
import { tarGz } from '../../support/tar.ts';
import { type Build, hasEnded, logOf, problemOf, site, untilBuild, upload, type Version } from './project.ts';

const whole = tarGz(site);
const link = (target: string, type = '2') => tarGz([...site, { name: 'odd', type, target }]);

interface Case {
  readonly what: string;
  readonly bundle?: Buffer;
  readonly manifest?: Record<string, unknown>;
  /** What the reason says: for the log, the build and the version. */
  readonly says: RegExp;
}

const cases: Case[] = [
  { what: 'a bundle that is no archive', bundle: Buffer.from('not an archive at all'), says: /no gzip/ },
  {
    what: 'a gzip that holds no archive',
    bundle: gzipSync('x'.repeat(2000)),
    says: /could not be unpacked: .*archive/i,
  },
  { what: 'a bundle that is cut off', bundle: whole.subarray(0, whole.length - 20), says: /cut off/ },
  { what: 'a name with ..', bundle: tarGz([...site, { name: 'a/../../odd', content: 'x' }]), says: /odd: / },
  { what: 'an absolute name', bundle: tarGz([...site, { name: '/etc/odd', content: 'x' }]), says: /\/etc\/odd: / },
  { what: 'a link that leads out', bundle: link('../../etc/passwd'), says: /odd: / },
  { what: 'an absolute link that leads out', bundle: link('/etc/passwd'), says: /odd: / },
  { what: 'a hard link that leads out', bundle: link('../../etc/passwd', '1'), says: /odd: / },
  { what: 'a device', bundle: tarGz([...site, { name: 'odd', type: '3' }]), says: /odd: / },
  { what: 'a setup that fails', manifest: { setup: 'echo on my way; exit 3' }, says: /^setup failed: exit code 3\.$/ },
  { what: 'a setup that is killed', manifest: { setup: 'kill -9 $$' }, says: /^setup failed: signal SIGKILL\.$/ },
  {
    what: 'a setup past its limit',
    manifest: { setup: 'echo on my way; sleep 600' },
    says: /^setup ran longer than its limit of 2 s\.$/,
  },
];

/** A service that a setup asks, and that is down at first. */
const mirror = createServer((_, response) => void response.writeHead(mirrorUp ? 200 : 503).end('hello'));
let mirrorUp = false;

let platform: TestPlatform;
let ada: Person;
let versions: Version[];
let mendable: Version;

// All of them at once: what takes time is the wait before the second and the third attempt.
beforeAll(async () => {
  platform = await startPlatform({ env: { BURSTFLARE_VAR_BUILD_SETUP_SECONDS: '2' } });
  ada = await registerPerson(platform.url);
  await new Promise<void>((resolve) => mirror.listen(0, outsideAddress, resolve));
  const address = mirror.address();
  if (!address || typeof address === 'string') throw new Error('The mirror has no port.');
  const setup = 'test "$(curl -fsS "$MIRROR")" = hello && echo made > made.txt';
  mendable = await upload(ada, whole, { setup, env: { MIRROR: `http://${outsideAddress}:${address.port}/` } });
  versions = await Promise.all(cases.map(({ bundle, manifest }) => upload(ada, bundle, manifest)));
});

afterAll(async () => {
  mirror.close();
  await platform?.stop();
});

async function versionOf({ templateId, versionId }: Version) {
  const reply = await ada.http.get(`/api/templates/${templateId}/versions/${versionId}`);
  return expectStatus(reply, 200).json<{ state: string; stateReason: string | null }>();
}

const ended = (version: Version) => untilBuild(ada, version, hasEnded, 'the build to end');

test.each(cases.map((one, index) => ({ ...one, index })))(
  '$what ends dead-lettered, with the reason',
  async ({ index, says, manifest }) => {
    const version = versions[index];
    if (!version) throw new Error('It was not uploaded.');
    const build = await ended(version);
    const lastError = expect.stringMatching(says);
    // What lies in the archive itself is not tried again.
    const attempts = manifest ? 3 : 1;
    expect(build).toMatchObject({ state: 'dead_lettered', attempts, phase: null, lastError });
    expect(await versionOf(version)).toMatchObject({ state: 'failed', stateReason: build.lastError });
    const log = await logOf(ada, build);
    expect(log).toContain(`[burstflare] failed: ${build.lastError}\n`);
    expect(log).toContain(`[burstflare] dead_lettered after ${attempts === 1 ? '1 attempt' : '3 attempts'}\n`);
    if (manifest?.setup?.toString().startsWith('echo')) expect(log).toContain('\non my way\n');

    const path = `/api/templates/${version.templateId}/promote`;
    const refused = problemOf(await ada.http.post(path, { json: { versionId: version.versionId } }));
    expect(refused).toMatchObject({ status: 409, code: 'version_not_ready' });
  },
);

test('a build that failed for a reason outside succeeds when it is tried again, and its version becomes ready', async () => {
  const dead = await ended(mendable);
  expect(dead).toMatchObject({ state: 'dead_lettered', lastError: 'setup failed: exit code 1.' });
  const before = await logOf(ada, dead);
  mirrorUp = true;
  const retried = expectStatus(await ada.http.post(`/api/template-builds/${dead.id}/retry`), 200).json<Build>();
  expect(retried.id).toBe(dead.id);
  expect(await ended(mendable)).toMatchObject({ id: dead.id, state: 'succeeded', attempts: 1, lastError: null });
  expect(await versionOf(mendable)).toMatchObject({ state: 'ready', stateReason: null });
  // Its log goes on where it was given up: whoever follows it by offset misses nothing.
  const after = await logOf(ada, dead);
  expect(after.slice(0, before.length)).toBe(before);
  expect(after.slice(before.length)).toMatch(/^\[burstflare\] attempt 1 of 3, [\s\S]*\[burstflare\] succeeded\n$/);
  const refused = problemOf(await ada.http.post(`/api/template-builds/${dead.id}/retry`));
  expect(refused).toMatchObject({ status: 409, code: 'build_state' });
});

test('the command line shows why', async () => {
  const flare = new Flare(platform.apiUrl);
  onTestFinished(() => flare.remove());
  await flare.json(['auth', 'login', '--email', ada.email, '--password-stdin'], { input: ada.password });
  const version = versions[cases.findIndex(({ manifest }) => manifest?.setup === 'echo on my way; exit 3')];
  if (!version) throw new Error('It was not uploaded.');
  const { id } = await ended(version);
  expect((await flare.run(['build', 'get', id])).stdout).toMatch(/dead.lettered[\s\S]*setup failed: exit code 3\./);
  expect((await flare.run(['build', 'log', id])).stdout).toMatch(
    /on my way\n[\s\S]*failed: setup failed: exit code 3\./,
  );
});

test('a failed build can be deleted with its template, and none of them leaves anything half-written', async () => {
  const inventory = new Inventory(platform.dataDir);
  const [version] = versions;
  if (!version) throw new Error('Nothing was uploaded.');
  const build = await ended(version);
  expect(inventory.tracesOf(build.id)).toContain('D1 builds.id');
  expectStatus(await ada.http.delete(`/api/templates/${version.templateId}`), 204);
  expect((await ada.http.get(`/api/template-builds/${build.id}`)).status).toBe(404);
  await platform.sweep();
  for (const id of [build.id, version.versionId, version.templateId]) expect(inventory.tracesOf(id)).toEqual([]);
  expect(inventory.looseEnds()).toEqual([]);
});
