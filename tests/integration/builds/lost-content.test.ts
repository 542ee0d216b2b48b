// What a build may count on is asked of object storage: a bundle or a layer that it lost is made
// anew, not taken for granted.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, inject, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { Inventory } from '../../support/inventory.ts';
import { expectStatus, registerPerson } from '../../support/people.ts';
import { tarGz } from '../../support/tar.ts';
import { makeTemplate } from '../sessions/made-session.ts';

interface Version {
  readonly id: string;
  readonly state: string;
  readonly buildId: string | null;
}
interface Build {
  readonly state: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly reusedFromBuildId: string | null;
}

const { url, dataDir } = inject('platform');
const inventory = new Inventory(dataDir);

test('a lost bundle is asked for again, and a build whose layer lost a chunk is not reused but run again', async () => {
  const { http } = await registerPerson(url);
  const versions = `/api/templates/${(await makeTemplate(http)).id}/versions`;
  const content = tarGz([{ name: 'index.html', content: crypto.randomUUID() }]);
  const bundle = { digest: `sha256:${createHash('sha256').update(content).digest('hex')}`, bytes: content.length };
  const announce = async () => {
    const json = { manifest: { image: 'burstflare/base', setup: 'cp index.html made.html' }, bundle };
    return expectStatus(await http.post(versions, { json }), 201).json<Version>();
  };
  const upload = async ({ id }: Version) => {
    const headers = { 'content-type': 'application/gzip' };
    expectStatus(await http.put(`${versions}/${id}/bundle`, { headers, body: content }), 200);
    return (await http.get(`${versions}/${id}`)).json<Version>();
  };
  const build = async ({ buildId }: Version) => (await http.get(`/api/template-builds/${buildId}`)).json<Build>();
  const built = async (version: Version) => {
    await waitUntil(async () => (await build(version)).state === 'succeeded', 60_000, 'the build to succeed');
    return build(version);
  };
  const lose = (part: (key: string) => boolean) => {
    for (const { key, file } of inventory.objects()) if (file && part(key)) rmSync(file);
  };

  const first = await upload(await announce());
  expect((await built(first)).reusedFromBuildId).toBe(null);
  expect((await built(await announce())).reusedFromBuildId).toBe(first.buildId);

  lose((key) => key.includes(`/bundles/${first.id}`));
  const asked = await announce();
  expect(asked.state).toBe('uploading');
  expect((await built(await upload(asked))).reusedFromBuildId).toBe(first.buildId);

  const [row] = inventory.rows<{ layer_id: string }>('select layer_id from builds where id = ?', first.buildId ?? '');
  const chunks = new Set(inventory.chunkKeysOf(row?.layer_id ?? ''));
  lose((key) => chunks.has(key));
  const again = await announce();
  expect((await built(again)).reusedFromBuildId).toBe(null);
  // The same content under the same names: what started from the first build's layer can start
  // again.
  const stored = inventory.objects().filter(({ key, file }) => chunks.has(key) && file !== undefined);
  expect(stored).toHaveLength(chunks.size);
});

test('a build of a bundle that was damaged in the store fails in its first attempt, and the files sent anew build', async () => {
  const { http } = await registerPerson(url);
  const versions = `/api/templates/${(await makeTemplate(http)).id}/versions`;
  const content = tarGz([{ name: 'index.html', content: crypto.randomUUID() }]);
  const bundle = { digest: `sha256:${createHash('sha256').update(content).digest('hex')}`, bytes: content.length };
  const announced = async (setup: string) => {
    const made = await http.post(versions, { json: { manifest: { image: 'burstflare/base', setup }, bundle } });
    return expectStatus(made, 201).json<Version>();
  };
  const sent = async ({ id }: Version) => {
    const headers = { 'content-type': 'application/gzip' };
    expectStatus(await http.put(`${versions}/${id}/bundle`, { headers, body: content }), 200);
    return (await http.get(`${versions}/${id}`)).json<Version>();
  };
  const ended = async ({ buildId }: Version) => {
    const get = async () => (await http.get(`/api/template-builds/${buildId}`)).json<Build>();
    await waitUntil(async () => /succeeded|dead_lettered/.test((await get()).state), 60_000, 'the build to end');
    return get();
  };
  const fileOf = ({ id }: Version) => {
    const file = inventory.objects().find(({ key }) => key.includes(`/bundles/${id}`))?.file;
    if (!file) throw new Error('The bundle has no file.');
    return file;
  };

  const first = await sent(await announced('true'));
  expect((await ended(first)).state).toBe('succeeded');
  const damaged = readFileSync(fileOf(first));
  // In the header of gzip, where no checksum of its own finds it.
  damaged[4] = (damaged[4] ?? 0) ^ 0xff;
  writeFileSync(fileOf(first), damaged);
  const failed = { state: 'dead_lettered', attempts: 1 };
  const lastError =
    'The bundle in object storage is not the one that was uploaded. Send the same files again as a new version.';
  expect(await ended(await announced('echo damaged'))).toMatchObject({ ...failed, lastError });

  const asked = await announced('echo anew');
  expect(asked.state).toBe('uploading');
  expect((await ended(await sent(asked))).state).toBe('succeeded');
});
