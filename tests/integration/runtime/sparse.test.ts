// Holds saves and restores of files with holes to costing what they hold: in time, in the archive,
// and on the disk that they come back to.
import { execFileSync } from 'node:child_process';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tarOf } from '../../support/tar.ts';
import { Host } from './host.ts';
import { layerOf, restore, saveLayer } from './layer-client.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let host: Host;

beforeAll(async () => {
  host = await Host.start();
});

afterAll(() => host?.destroy());

const LONG = `${'long-'.repeat(40)}/${'name-'.repeat(30)}`;
const MAKE = `truncate -s 6G disk.img; for at in 0 1000000000 6442446848; do
  printf 'data at %s' $at | dd of=disk.img bs=4096 seek=$((at / 4096)) conv=notrunc status=none; done
truncate -s 5M only-a-hole; mkdir -p '${LONG.split('/')[0]}'; truncate -s 3M '${LONG}'; echo end >> '${LONG}'
for i in $(seq 40); do printf x | dd of=many bs=16384 seek=$i conv=notrunc status=none; done; printf tail >> many`;
const LOOK = `stat -c '%n %s' disk.img only-a-hole many '${LONG}'; sha256sum many only-a-hole '${LONG}'
for at in 0 1000000000 6442446848; do dd if=disk.img bs=4096 skip=$((at / 4096)) count=1 status=none | tr -d '\\0'; done`;
const REALLY = `du -s --block-size=1 --exclude=.burstflare . | cut -f1`;

test('a file of 6 GiB with a few bytes in it is saved in moments, costs those bytes, and comes back with its holes', async () => {
  const [from, to] = [await host.session(), await host.session()];
  await host.run(from, MAKE);
  const began = performance.now();
  const layer = await saveLayer(host, from);
  expect(performance.now() - began).toBeLessThan(15_000); // Its zeros alone take more than a minute.
  expect(layer.saved.warnings).toEqual([]);
  expect(layer.manifest.totalRawBytes).toBeLessThan(2_000_000);
  const files = new Map(layer.saved.manifest.files.map((file: { path: string }) => [file.path, file]));
  expect(files.get('/workspace/disk.img')).toMatchObject({ type: 'file', size: 6 * 1024 ** 3, digest: null });
  expect((await restore(host, to, layer)).json.state).toBe('done');
  expect(await host.run(to, LOOK)).toBe(await host.run(from, LOOK));
  expect(Number(await host.run(to, REALLY))).toBeLessThan(2_000_000);
});

test('the same tree gives the same bytes, and no process id is in them', async () => {
  const [one, two] = [await host.session(), await host.session()];
  for (const session of [one, two]) await host.run(session, MAKE);
  const [first, second] = [
    await saveLayer(host, one, { normalise: true }),
    await saveLayer(host, two, { normalise: true }),
  ];
  expect(second.manifest).toEqual(first.manifest);
  const tar = Buffer.concat(first.frames.map((frame) => zstdDecompressSync(frame)));
  const names = tar.toString('latin1').match(/GNUSparseFile\.\d*/g) ?? [];
  expect(new Set(names)).toEqual(new Set(['GNUSparseFile.0']));
  const listed = execFileSync('tar', ['-tf', '-'], { input: tar, encoding: 'utf8', maxBuffer: 1 << 26 });
  expect(listed).toContain(`workspace/${LONG}\n`);
  expect(listed).not.toContain('GNUSparseFile');
});

test('holes beyond what an archive may hold are left out by name, and are refused from outside', async () => {
  const session = await host.session();
  await host.run(session, 'truncate -s 900G first; truncate -s 200G second; truncate -s 100G third; echo a > a');
  const layer = await saveLayer(host, session);
  expect(layer.saved.warnings).toMatchObject([
    { kind: 'left_out', path: '/workspace/second', reason: expect.stringContaining('1 TiB') },
  ]);
  expect((await restore(host, session, layer)).json.state).toBe('done');
  const realSize = String(2 * 1024 ** 4);
  const pax = {
    ...{ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0' },
    ...{ 'GNU.sparse.name': 'workspace/bomb', 'GNU.sparse.realsize': realSize },
  };
  const map = Buffer.alloc(512);
  map.write(`1\n${realSize}\n0\n`);
  const bomb = tarOf([
    { name: 'workspace/', type: '5', mode: 0o755 },
    { name: 'workspace/bomb', pax, content: map },
  ]);
  const refused = await restore(host, session, layerOf(bomb, ['/workspace']));
  expect(refused).toMatchObject({ status: 422, json: { code: 'archive_invalid' } });
  expect(refused.json.detail).toContain('workspace/bomb');
  expect(await host.run(session, 'ls; cat a')).toBe('a\nfirst\nthird\na\n');
});
