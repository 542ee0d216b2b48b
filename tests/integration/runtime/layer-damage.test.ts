// Attacks and damage: content that is not what it should be is refused whole, a crash is finished
// or undone, a full disk ends in a named state.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tarOf, type Made } from '../../support/tar.ts';
import { Host, until } from './host.ts';
import { layerOf, restore, save, saveLayer, send, sha256, type Layer } from './layer-client.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let host: Host;
let session: string;
let layer: Layer;
const STATE = 'find . -path ./.burstflare -prune -o -printf "%p %y %m %s %l\\n" | sort; cat page; ls -A .burstflare ~';
let before: string;

beforeAll(async () => {
  host = await Host.start();
  session = await host.session();
  const from = await host.session();
  await host.run(from, 'echo other > page; head -c 5000000 /dev/urandom > big');
  layer = await saveLayer(host, from);
  expect(layer.frames.length).toBeGreaterThan(2);
  await host.run(session, 'mkdir kept; echo original > page; ln -s /etc kept/link');
  // One that is refused at once: the folder of records is there from now on.
  await restore(host, session, layerOf(Buffer.from('no tar'), ['/workspace']));
  before = await host.run(session, STATE);
});

afterAll(() => host?.destroy());

/** Sends it, and holds it to being refused with the files as they were. */
async function refused(content: Layer, writes?: Iterable<Buffer>, more: Record<string, unknown> = {}) {
  const { status, json, restoreId } = await restore(host, session, content, more, writes);
  expect([status, json.status]).toEqual([422, 422]);
  const told = (await host.runtime(session, 'GET', `/restores/${restoreId}`)).json;
  expect(told).toMatchObject({ state: 'failed', appliedPaths: [] });
  expect(told.reason).not.toBe('');
  expect(await host.run(session, STATE)).toBe(before);
  return json;
}

const manifestOf = ({ manifest }: Layer, changes: Partial<Layer['manifest']>): Layer['manifest'] => ({
  ...manifest,
  ...changes,
});

test('a chunk that is missing, doubled, cut, altered or in the wrong place is refused whole', async () => {
  const [first = Buffer.alloc(0), second = Buffer.alloc(0), ...rest] = layer.frames;
  const altered = Buffer.from(second);
  altered[altered.length >> 1] = (altered[altered.length >> 1] ?? 0) ^ 1;
  for (const frames of [
    [first, ...rest],
    [first, first, second, ...rest],
    [first, second.subarray(0, -1), ...rest],
    [first, altered, ...rest],
    [second, first, ...rest],
    layer.frames.slice(0, -1),
    [],
    [...layer.frames, Buffer.from('x')],
  ]) {
    expect((await refused(layer, frames)).code).toBe('content_invalid');
  }
});

test('whole chunks that do not make up the archive of the manifest are refused', async () => {
  const { chunks, totalRawBytes } = layer.manifest;
  const last = layer.frames.length - 1;
  const cut = { chunks: chunks.slice(0, last), totalRawBytes: totalRawBytes - (chunks[last]?.rawBytes ?? 0) };
  // The manifest's own figures agree with what comes; only the archive's digest tells.
  await refused({ manifest: manifestOf(layer, cut), frames: layer.frames.slice(0, last) });
  const turned = { chunks: [...chunks].reverse() };
  await refused({ manifest: manifestOf(layer, turned), frames: [...layer.frames].reverse() });
  await refused({ manifest: manifestOf(layer, { totalRawBytes: totalRawBytes + 1 }), frames: layer.frames });
  await refused({ manifest: manifestOf(layer, { totalRawBytes: totalRawBytes - 1 }), frames: layer.frames });
});

test('a frame that unpacks to more than its manifest says is refused before it is unpacked', async () => {
  const bomb = zstdCompressSync(Buffer.alloc(200_000_000));
  const chunks = [{ digest: sha256(bomb), bytes: bomb.length, rawBytes: 1024 }];
  const manifest = { paths: ['/workspace'], chunks, totalRawBytes: 1024, tarDigest: sha256(Buffer.alloc(1024)) };
  expect((await refused({ manifest, frames: [bomb] })).code).toBe('content_invalid');
});

test('two zstd frames under one name are refused', async () => {
  const tar = tarOf([{ name: 'workspace/a', content: 'x' }]);
  const both = Buffer.concat([zstdCompressSync(tar.subarray(0, 512)), zstdCompressSync(tar.subarray(512))]);
  const chunks = [{ digest: sha256(both), bytes: both.length, rawBytes: tar.length }];
  const manifest = { paths: ['/workspace'], chunks, totalRawBytes: tar.length, tarDigest: sha256(tar) };
  await refused({ manifest, frames: [both] });
});

test.each<[string, Made[]]>([
  ['..', [{ name: 'workspace/../home/dev/evil', content: 'x' }]],
  ['an absolute name', [{ name: '/home/dev/evil', content: 'x' }]],
  ['an absolute name by pax', [{ name: 'workspace/a', content: 'x', pax: { path: '/home/dev/evil' } }]],
  ['another folder', [{ name: 'home/dev/evil', content: 'x' }]],
  [
    'a link, and a file below it',
    [
      { name: 'workspace/l', type: '2', target: '/home/dev' },
      { name: 'workspace/l/evil', content: 'x' },
    ],
  ],
  ['a hard link that leads out', [{ name: 'workspace/l', type: '1', target: '../home/dev/.bashrc' }]],
  ['a link in the place of the folder', [{ name: 'workspace', type: '2', target: '/home/dev' }]],
  ['a character device', [{ name: 'workspace/null', type: '3' }]],
  ['a block device', [{ name: 'workspace/disk', type: '4' }]],
  ['the runtime’s own folder', [{ name: 'workspace/.burstflare/session.json', content: '{}' }]],
])('a layer with %s is refused whole, whatever came before it', async (_, entries) => {
  const tar = tarOf([
    { name: 'workspace/', type: '5', mode: 0o755 },
    { name: 'workspace/page', content: 'evil' },
    ...entries,
  ]);
  const answer = await refused(layerOf(tar, ['/workspace'], 1024));
  expect(answer).toMatchObject({
    code: 'archive_invalid',
    context: { entry: expect.any(String), reason: expect.any(String) },
  });
});

test('links that lead out are refused in an upload, and kept in what a session saved', async () => {
  const tar = tarOf([{ name: 'workspace/py', type: '2', target: '/usr/bin/python3' }]);
  await refused(layerOf(tar, ['/workspace']), undefined, { outwardLinks: 'refuse' });
  const to = await host.session();
  expect((await restore(host, to, layerOf(tar, ['/workspace']))).json.state).toBe('done');
  expect(await host.run(to, 'readlink py')).toBe('/usr/bin/python3\n');
});

test('a layer for folders that are not allowed is refused before its content comes', async () => {
  const tar = tarOf([{ name: 'home/dev/.ssh/x', content: 'x' }]);
  for (const path of ['/home/dev/.ssh', '/workspace/../home', '/workspace2']) {
    const { status, json } = await restore(host, session, layerOf(tar, [path]), { allowedPaths: ['/workspace'] });
    expect([status, json.code]).toEqual([400, 'bad_request']);
  }
  expect(await host.run(session, STATE)).toBe(before);
});

test('content that tar itself cannot unpack is refused whole', async () => {
  const tar = tarOf([
    { name: 'workspace/a', content: 'a file' },
    { name: 'workspace/a/b', content: 'below it' },
  ]);
  expect((await refused(layerOf(tar, ['/workspace']))).code).toBe('archive_invalid');
});

test('a connection that breaks leaves the files as they were, and the next restore works', async () => {
  const restoreId = `rst-${randomUUID()}`;
  const announce = { restoreId, manifest: layer.manifest, allowedPaths: ['/workspace'] };
  await host.runtime(session, 'POST', '/restores', announce);
  await send(host, session, `/restores/${restoreId}/content`, layer.frames.slice(0, 2), { cut: true });
  const state = async () => (await host.runtime(session, 'GET', `/restores/${restoreId}`)).json;
  await until(async () => (await state()).state === 'failed', 'the restore fails');
  expect((await state()).reason).toContain('cut');
  expect(await host.run(session, STATE)).toBe(before);
  const to = await host.session();
  expect((await restore(host, to, layer)).json.state).toBe('done');
});

test('two restores do not mix: the second is told that one is under way', async () => {
  const to = await host.session();
  const [one, two] = ['rst-one', 'rst-two'];
  const announce = (restoreId: string) =>
    host.runtime(to, 'POST', '/restores', { restoreId, manifest: layer.manifest, allowedPaths: ['/workspace'] });
  await announce(one);
  let go = () => undefined as void;
  const held = new Promise<void>((resolve) => (go = resolve));
  const [first = Buffer.alloc(0), ...rest] = layer.frames;
  const body = async function* () {
    yield first;
    await held;
    yield* rest;
  };
  const sending = send(host, to, `/restores/${one}/content`, body());
  await until(async () => (await announce(two)).status === 409, 'the first one comes in');
  go();
  expect((await sending)?.json).toMatchObject({ restoreId: one, state: 'done' });
  expect((await announce(two)).json.state).toBe('receiving');
});

const crashed = (id: string) =>
  until(async () => (await host.call('GET', `/instances/${id}`)).json.state === 'exited', 'the runtime is gone');

test('a runtime that is killed while content comes in leaves the files as they were', async () => {
  const id = await host.session();
  await host.run(id, 'echo original > page');
  await host.runtime(id, 'POST', '/restores', {
    restoreId: 'rst-a',
    manifest: layer.manifest,
    allowedPaths: ['/workspace'],
  });
  // Ends the runtime when it has begun to unpack.
  await host.bootstrap(id, { start: 'while ! ls .burstflare/incoming-*/new/* 2>/dev/null; do :; done; kill -9 $PPID' });
  const stuck = send(
    host,
    id,
    '/restores/rst-a/content',
    [layer.frames[0] ?? Buffer.alloc(0), ...layer.frames.slice(1, -1)],
    { cut: true },
  );
  await stuck.catch(() => undefined);
  await Promise.race([crashed(id), until(async () => (await told(id)) === 'failed', 'it fails')]);
  if ((await host.call('GET', `/instances/${id}`)).json.state !== 'exited') return;
  expect((await host.put(id, `${id}-2`)).status).toBe(200);
  expect((await host.runtime(id, 'GET', '/restores/rst-a')).json).toMatchObject({ state: 'failed' });
  expect(await host.run(id, 'cat page; ls -A . .burstflare')).toBe(
    'original\n.:\n.burstflare\npage\n\n.burstflare:\nsession.json\ntransfers\n',
  );
});

const told = async (id: string) => (await host.runtime(id, 'GET', '/restores/rst-a')).json?.state;

test('a runtime that is killed while files change finishes when it starts again', async () => {
  const id = await host.session();
  const count = 30_000;
  const entries = Array.from({ length: count }, (_, i) => ({ name: `workspace/f${i}`, content: 'new\n' }));
  const content = layerOf(
    tarOf([{ name: 'workspace/', type: '5', mode: 0o755 }, ...entries]),
    ['/workspace'],
    4_000_000,
  );
  await host.run(id, `for i in $(seq 0 7 ${count}); do echo old > f$i; done; echo old > gone`);
  await host.runtime(id, 'POST', '/restores', {
    restoreId: 'rst-a',
    manifest: content.manifest,
    allowedPaths: ['/workspace'],
    restart: false,
  });
  // Some names of the new content are in place, and it is not over: then the runtime is ended.
  await host.bootstrap(id, { start: 'cd .burstflare; until [ -e ../f1 ]; do :; done; kill -9 $PPID' });
  const sending = send(host, id, '/restores/rst-a/content', content.frames).catch(() => null);
  await crashed(id);
  expect((await sending)?.json?.state).not.toBe('done');
  const disk = join(host.files(id), 'workspace');
  const record = JSON.parse(readFileSync(join(disk, '.burstflare/transfers/rst-a.json'), 'utf8'));
  expect(record.restore.state).toBe('applying');
  expect((await host.put(id, `${id}-2`)).status).toBe(200);
  expect((await host.runtime(id, 'GET', '/restores/rst-a')).json).toMatchObject({
    state: 'done',
    appliedPaths: ['/workspace'],
    files: count + 1,
  });
  expect(await host.run(id, 'ls | wc -l; cat f* | sort | uniq -c; ls -A .burstflare')).toBe(
    `${count}\n  ${count} new\nsession.json\ntransfers\n`,
  );
  expect(existsSync(join(disk, '.burstflare/incoming-rst-a'))).toBe(false);
});

test('a full disk ends a save and a restore with that reason, and leaves no half of them', async ({ skip }) => {
  const { limits } = (await host.call('GET', '/health')).json;
  const disk = limits.find(({ name }: { name: string }) => name === 'disk');
  skip(disk.scope !== 'session', `disks are not limited here: ${disk.reason}`);
  const id = 'ses-full';
  expect((await host.put(id, `${id}-1`, { limits: { diskBytes: 64 * 1024 * 1024 } })).status).toBe(200);
  await host.run(
    id,
    `echo original > page; head -c 8000000 /dev/urandom > f
   head -c $(($(df --output=avail -B1 /tmp | tail -1) - 4000000)) /dev/zero > /tmp/fill`,
  );
  const saved = await save(host, id);
  expect([saved.state, saved.reason]).toEqual(['failed', expect.stringContaining('No space left')]);
  const failed = await restore(host, id, layer);
  expect([failed.status, failed.json.code]).toEqual([507, 'no_space']);
  expect(await host.run(id, 'ls /tmp /tmp/burstflare-saves; cat page; ls; ls .burstflare')).toBe(
    '/tmp:\nburstflare-saves\nfill\n\n/tmp/burstflare-saves:\noriginal\nf\npage\nsession.json\ntransfers\n',
  );
  await host.run(id, 'rm /tmp/fill');
  expect((await save(host, id)).state).toBe('ready');
});
