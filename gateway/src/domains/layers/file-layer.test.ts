import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { layerOfFiles } from './file-layer.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const utf8 = { ...process.env, LC_ALL: 'C.UTF-8' };

test("the frames are one .tar.zst that the system's own tools read", async () => {
  const long = `/workspace/${'folder/'.repeat(15)}file.txt`;
  const big = new Uint8Array(5 * 1024 * 1024).map((_, index) => index % 251);
  const files = [
    { path: '/workspace/a.txt', bytes: encode('hello') },
    { path: long, bytes: encode('far down') },
    { path: '/workspace/big.bin', bytes: big },
    { path: '/workspace/empty', bytes: new Uint8Array() },
  ];
  const { manifest, frames } = await layerOfFiles(files, ['/workspace']);
  expect(manifest.chunks).toHaveLength(3);
  const archive = Buffer.concat(frames);
  const tar = execFileSync('zstd', ['-dc'], { input: archive, maxBuffer: 64 * 1024 * 1024 });
  expect(tar.byteLength).toBe(manifest.totalRawBytes);
  const names = execFileSync('tar', ['-t'], { input: tar, encoding: 'utf8' }).trim().split('\n');
  expect(names).toEqual(files.map(({ path }) => path.slice(1)));
  const read = (name: string) => execFileSync('tar', ['-xO', name], { input: tar, maxBuffer: 64 * 1024 * 1024 });
  expect(read('workspace/a.txt').toString()).toBe('hello');
  expect(read('workspace/big.bin').equals(Buffer.from(big))).toBe(true);
});

test('long names and names in other scripts stay whole', async () => {
  const paths = [`/workspace/${'folder/'.repeat(100)}end`, `/workspace/${'x'.repeat(255)}`, '/workspace/日本/é.txt'];
  const files = paths.map((path) => ({ path, bytes: encode(path) }));
  const tar = execFileSync('zstd', ['-dc'], {
    input: Buffer.concat((await layerOfFiles(files, ['/workspace'])).frames),
  });
  const list = execFileSync('tar', ['-t', '--quoting-style=literal'], { input: tar, encoding: 'utf8', env: utf8 });
  expect(list.trim().split('\n')).toEqual(paths.map((path) => path.slice(1)));
  for (const path of paths)
    expect(execFileSync('tar', ['-xO', path.slice(1)], { input: tar, encoding: 'utf8', env: utf8 })).toBe(path);
});

test('the same files are the same bytes', async () => {
  const made = () => layerOfFiles([{ path: `/workspace/${'x'.repeat(200)}`, bytes: encode('y') }], ['/workspace']);
  expect((await made()).manifest).toEqual((await made()).manifest);
});
