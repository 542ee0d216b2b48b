import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { layerOfFiles } from './file-layer.ts';
import { ContentRefused } from './refusal.ts';

const encode = (text: string) => new TextEncoder().encode(text);

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

test('a name that a header cannot hold is refused', async () => {
  const path = `/workspace/${'x'.repeat(300)}`;
  const made = layerOfFiles([{ path, bytes: new Uint8Array() }], ['/workspace']);
  await expect(made).rejects.toThrow(ContentRefused);
  await expect(made).rejects.toThrow('too long');
});
