// Holds saves and restores to the layer format, on real runtimes: whole or not at all, the same
// bytes for the same tree.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Host } from './host.ts';
import { chunk, pieces, restore, save, saveLayer, sha256 } from './layer-client.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let host: Host;

beforeAll(async () => {
  host = await Host.start();
});

afterAll(() => host?.destroy());

/** Every kind of entry that a restore has to bring back, and names that are hard to write. */
const MAKE_TREE = `
mkdir -p src/deep empty closed && echo hello > src/a.txt && printf '\\0\\1\\377' > src/deep/binary
ln -s /usr/bin/python3 venv-python; ln -s ../src/a.txt src/up; ln -s nowhere dangling
ln src/a.txt src/hard; echo '#!/bin/sh' > run.sh; chmod 755 run.sh; chmod 600 src/deep/binary
printf x > "$(printf 'caf\\303\\251')"; printf y > "$(printf 'bad\\377name')"; printf z > 'line
break'; mkfifo pipe; echo -n > nothing
mkdir -p "$(printf 'long-%.0s' $(seq 40))/$(printf 'name-%.0s' $(seq 40))"; touch -d '2020-01-02 03:04:05.678901234' "$(printf 'long-%.0s' $(seq 40))/file"
head -c 3000000 /dev/urandom > big; touch closed/in; chmod 500 closed; chmod 751 .`;

/** Everything of a tree that has to come back. */
const LOOK = `find . -path ./.burstflare -prune -o -printf '%y %m %n %s %T@ %p -> %l\\n' | grep -av '^d .* \\. ->' | sort; find . -path ./.burstflare -prune -o -type f -print0 | sort -z | xargs -0 sha256sum; stat -c %a .`;
const look = (session: string) => host.run(session, LOOK);
const leftovers = (session: string) =>
  host.run(
    session,
    'ls -A .burstflare | grep -v -x -e session.json -e transfers; ls -A /tmp/burstflare-saves 2>/dev/null',
  );

test('a tree comes back as it was: content, modes, times, links, pipes and odd names', async () => {
  const [from, to] = [await host.session(), await host.session()];
  await host.run(from, MAKE_TREE);
  const layer = await saveLayer(host, from);
  expect(layer.saved.warnings).toEqual([]);
  await host.run(to, 'mkdir -p src/old closed; echo old > src/a.txt; touch gone .hidden closed/x; chmod 500 closed');
  const before = await host.run(to, 'stat -c %i .');
  const { status, json } = await restore(host, to, layer);
  expect([status, json.state, json.appliedPaths]).toEqual([200, 'done', ['/workspace']]);
  expect(await look(to)).toBe(await look(from));
  expect(await host.run(to, 'stat -c %i .')).toBe(before);
  expect(await host.run(to, 'cat pipe & echo through > pipe; wait; readlink venv-python')).toContain(
    'through\n/usr/bin/python3',
  );
  expect(await leftovers(to)).toBe('');
});

test('the frames one after the other are a .tar.zst that zstd and tar read', async () => {
  const session = await host.session();
  await host.run(session, MAKE_TREE);
  const { frames, manifest } = await saveLayer(host, session);
  expect(frames.length).toBeGreaterThan(1);
  const folder = mkdtempSync(join(tmpdir(), 'bf-layer-'));
  try {
    writeFileSync(join(folder, 'layer.tar.zst'), Buffer.concat(frames));
    const tar = execFileSync('zstd', ['-dcq', join(folder, 'layer.tar.zst')], { maxBuffer: 1 << 28 });
    expect([sha256(tar), tar.length]).toEqual([manifest.tarDigest, manifest.totalRawBytes]);
    const names = execFileSync('tar', ['--zstd', '-tf', join(folder, 'layer.tar.zst')], { encoding: 'utf8' });
    expect(names).toContain('workspace/src/a.txt\n');
    expect(names).not.toContain('.burstflare');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the manifest tells each entry with its digest, and each frame is what its name says', async () => {
  const session = await host.session();
  await host.run(session, MAKE_TREE);
  const { saved, frames, manifest } = await saveLayer(host, session);
  const files = new Map(saved.manifest.files.map((file: { path: string }) => [file.path, file]));
  expect(files.get('/workspace/src/a.txt')).toEqual({
    ...{ path: '/workspace/src/a.txt', type: 'file', size: 6, mode: 0o644, target: null },
    digest: sha256(Buffer.from('hello\n')),
  });
  expect(files.get('/workspace/venv-python')).toMatchObject({
    type: 'symlink',
    target: '/usr/bin/python3',
    digest: null,
  });
  expect(files.get('/workspace/src/hard')).toMatchObject({ type: 'hardlink', target: '/workspace/src/a.txt' });
  expect(files.get('/workspace/nothing')).toMatchObject({ size: 0, digest: sha256(Buffer.alloc(0)) });
  const big = await host.run(session, 'sha256sum < big');
  expect(files.get('/workspace/big')).toMatchObject({ digest: `sha256:${big.split(' ')[0]}` });
  expect(frames.map(sha256)).toEqual(manifest.chunks.map(({ digest }) => digest));
  expect(saved.manifest).toMatchObject({
    format: 'burstflare.snapshot.v3',
    fileCount: files.size,
    filesTruncated: false,
  });
});

test('the same tree gives the same bytes in another session at another time, when normalised', async () => {
  const [one, two] = [await host.session(), await host.session()];
  const make = 'mkdir -p a/b; for i in $(seq 300); do echo "file $i" > a/b/$i; done; ln -s b a/c; chmod 700 a/b';
  await host.run(one, make);
  await host.run(two, `${make.replace('seq 300', 'seq 300 -1 1')}; touch -d 2001-01-01 a/b/7`);
  const [first, second] = [
    await saveLayer(host, one, { normalise: true }),
    await saveLayer(host, two, { normalise: true }),
  ];
  expect(second.manifest).toEqual(first.manifest);
  const third = await saveLayer(host, two);
  expect(third.manifest.tarDigest).not.toBe(first.manifest.tarDigest);
});

test('a second save after three small edits brings the chunks around them and no others', async () => {
  const session = await host.session();
  await host.run(session, 'for i in $(seq 1 120); do head -c 500000 /dev/urandom | base64 > f$i; done');
  const have = new Map<string, Buffer>();
  const first = await saveLayer(host, session, {}, have);
  await host.run(session, 'echo more >> f3; echo new > new-file; sed -i 1d f90');
  const second = await saveLayer(host, session, {}, have);
  expect(second.fetchedBytes).toBeGreaterThan(0);
  const again = second.manifest.chunks.filter(({ digest }) =>
    first.manifest.chunks.some((old) => old.digest === digest),
  );
  expect(second.manifest.chunks.length - again.length).toBeLessThanOrEqual(6);
  expect(second.saved.manifest.unchangedRawBytes).toBe(again.reduce((sum, { rawBytes }) => sum + rawBytes, 0));
  const to = await host.session();
  expect((await restore(host, to, second)).json.state).toBe('done');
  expect(await look(to)).toBe(await look(session));
});

test('a chunk that the caller did not name as known is there to be fetched, however often it was saved', async () => {
  const session = await host.session();
  await host.run(session, 'head -c 2000000 /dev/urandom > f');
  await saveLayer(host, session);
  const second = await saveLayer(host, session);
  expect(second.saved.manifest.unchangedRawBytes).toBe(0);
  expect(second.frames.map(sha256)).toEqual(second.manifest.chunks.map(({ digest }) => digest));
});

test('the first save after a restore finds what was restored unchanged', async () => {
  const [from, to] = [await host.session(), await host.session()];
  await host.run(from, 'head -c 9000000 /dev/urandom > f');
  const have = new Map<string, Buffer>();
  await restore(host, to, await saveLayer(host, from, {}, have));
  const second = await saveLayer(host, to, {}, have);
  expect(second.saved.manifest.unchangedRawBytes).toBeGreaterThan(4_000_000);
});

test('content may come in pieces of any size', async () => {
  const [from, to] = [await host.session(), await host.session()];
  await host.run(from, `${MAKE_TREE}; head -c 5000000 /dev/urandom > bigger`);
  const layer = await saveLayer(host, from);
  expect(layer.frames.length).toBeGreaterThan(2);
  const writes = pieces(Buffer.concat(layer.frames), [1, 3, 65_537, 500_000, 7, 262_143]);
  expect((await restore(host, to, layer, {}, writes)).json).toMatchObject({
    state: 'done',
    bytes: layer.manifest.totalRawBytes,
  });
  expect(await look(to)).toBe(await look(from));
});

test('several folders on several mounts are saved and restored, and nothing beside them', async () => {
  const [from, to] = [await host.session(), await host.session()];
  const paths = ['/workspace', '/home/dev/.config', '/home/dev/.absent'];
  await host.run(from, 'mkdir -p ~/.config/tool; echo set > ~/.config/tool/rc; echo w > w; echo h > ~/outside');
  const layer = await saveLayer(host, from, { paths });
  expect(layer.saved.warnings).toMatchObject([{ kind: 'missing', path: '/home/dev/.absent' }]);
  await host.run(to, 'echo keep > ~/outside; mkdir ~/.config; echo old > ~/.config/old');
  expect((await restore(host, to, layer, { allowedPaths: paths })).json).toMatchObject({
    state: 'done',
    appliedPaths: ['/home/dev/.config', '/workspace'],
  });
  expect(await host.run(to, 'cat ~/.config/tool/rc w ~/outside; ls -A ~/.config')).toBe('set\nw\nkeep\ntool\n');
});

test('without a sandbox, where folders lie elsewhere, a layer still names them as sessions see them', async () => {
  const bare = await Host.start({ HOST_ISOLATION: 'none' });
  try {
    await chmod(bare.dataDir, 0o711);
    const [from, to, boxed] = [await bare.session(), await bare.session(), await host.session()];
    const paths = ['/home/dev/.config', '/workspace'];
    await bare.run(
      from,
      'mkdir -p src ~/.config; echo a > src/a; ln src/a hard; ln -s src/a soft; echo c > ~/.config/c',
    );
    const layer = await saveLayer(bare, from, { paths });
    expect(layer.saved.manifest.files.map(({ path }: { path: string }) => path)).toEqual([
      ...['/home/dev/.config', '/home/dev/.config/c', '/workspace', '/workspace/hard', '/workspace/soft'],
      ...['/workspace/src', '/workspace/src/a'],
    ]);
    for (const [where, session] of [
      [bare, to],
      [host, boxed],
    ] as const) {
      expect((await restore(where, session, layer)).json.state).toBe('done');
      expect(await where.run(session, 'cat src/a hard soft ~/.config/c; readlink soft; stat -c %h hard')).toBe(
        'a\na\na\nc\nsrc/a\n2\n',
      );
    }
  } finally {
    await bare.destroy();
  }
});

test('the app is down while the files change, runs again after, and terminals are told', async () => {
  const session = await host.session();
  await host.run(session, 'echo first > page');
  const layer = await saveLayer(host, session);
  await host.bootstrap(session, { start: 'echo "read $(cat page)"; exec sleep 1000' });
  const before = (await host.runtime(session, 'GET', '/app')).json;
  const tty = await host.terminal(session, 'terminalId=told').ready();
  tty.type('echo second > page; echo writ$((1 + 1))ten\n');
  await tty.shows('writ2ten');
  expect((await restore(host, session, layer, { restart: true })).json.state).toBe('done');
  const after = (await host.runtime(session, 'GET', '/app')).json;
  expect(['starting', 'up']).toContain(after.state);
  expect(after.pid).not.toBe(before.pid);
  await tty.shows('The files of this session were restored');
  tty.type('cat page\n');
  await tty.shows('first');
  const quiet = await restore(host, session, layer);
  expect(quiet.json.state).toBe('done');
  expect((await host.runtime(session, 'GET', '/app')).json.pid).toBe(after.pid);
});

test('a restore that is done answers the same again and changes nothing', async () => {
  const session = await host.session();
  await host.run(session, 'echo first > page');
  const layer = await saveLayer(host, session);
  const { restoreId, json } = await restore(host, session, layer);
  await host.run(session, 'echo second > page');
  const announce = { restoreId, manifest: layer.manifest, allowedPaths: ['/workspace'] };
  expect((await host.runtime(session, 'POST', '/restores', announce)).json).toEqual(json);
  expect((await host.runtime(session, 'PUT', `/restores/${restoreId}/content`, 'x')).json).toEqual(json);
  expect((await host.runtime(session, 'GET', `/restores/${restoreId}`)).json).toEqual(json);
  expect(await host.run(session, 'cat page')).toBe('second\n');
});

test('a save is forgotten with its chunks, also while it runs; unknown ones are not found', async () => {
  const session = await host.session();
  await host.run(session, 'head -c 40000000 /dev/urandom > f');
  const body = { saveId: 'snp-gone', paths: ['/workspace'] };
  expect((await host.runtime(session, 'POST', '/saves', body)).json.state).toBe('running');
  expect((await host.runtime(session, 'DELETE', '/saves/snp-gone')).status).toBe(204);
  expect((await host.runtime(session, 'GET', '/saves/snp-gone')).status).toBe(404);
  expect(await leftovers(session)).toBe('');
  const { saved, manifest } = await saveLayer(host, session);
  expect((await host.runtime(session, 'POST', '/saves', { ...body, saveId: saved.saveId })).json).toEqual(saved);
  const { digest } = manifest.chunks[0] ?? { digest: '' };
  expect(sha256(await chunk(host, session, saved.saveId, digest))).toBe(digest);
  await expect(chunk(host, session, saved.saveId, sha256(Buffer.from('other')))).rejects.toThrow('not_found');
  await host.runtime(session, 'DELETE', `/saves/${saved.saveId}`);
  expect(await leftovers(session)).toBe('');
});

test('frames are told of and handed out while the save runs, each once, and the manifest names no other', async () => {
  const session = await host.session();
  await host.run(session, 'head -c 80000000 /dev/urandom > f; head -c 8000000 f > again');
  const saveId = 'snp-told';
  await host.runtime(session, 'POST', '/saves', { saveId, paths: ['/workspace'] });
  const at = (from: number) => host.runtime(session, 'GET', `/saves/${saveId}?waitSeconds=20&fromFrame=${from}`);
  let { json } = await at(0);
  expect(json).toMatchObject({ state: 'running', manifest: null });
  const told: string[] = [];
  for (;;) {
    for (const { digest, bytes } of json.frames) {
      const frame = await chunk(host, session, saveId, digest);
      expect([sha256(frame), frame.length]).toEqual([digest, bytes]);
      told.push(digest);
    }
    if (json.state !== 'running') break;
    ({ json } = await at(told.length));
  }
  expect(json.state).toBe('ready');
  const named = json.manifest.chunks.map(({ digest }: { digest: string }) => digest);
  expect(new Set(told).size).toBe(told.length);
  expect(new Set(told)).toEqual(new Set(named));
  expect((await at(told.length)).json.frames).toEqual([]);
});

test('only folders are saved, under plain names', async () => {
  const session = await host.session();
  await host.run(session, 'echo a > f');
  expect(await save(host, session, { paths: ['/workspace/f'] })).toMatchObject({ state: 'failed', manifest: null });
  expect((await host.runtime(session, 'POST', '/saves', { saveId: 'a', paths: ['/workspace/..'] })).status).toBe(400);
  expect(await leftovers(session)).toBe('');
});
