// An archive is recognised by what stands behind its frames, and nothing that does not add up is taken for one.
import { expect, test } from 'vitest';
import { archiveTrailer, readArchiveManifest } from './archive-manifest.ts';
import type { LayerManifest } from './manifest.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const manifest: LayerManifest = {
  format: 'burstflare.snapshot.v3',
  paths: ['/workspace'],
  chunks: [
    { digest: digest('a'), bytes: 10, rawBytes: 100 },
    { digest: digest('b'), bytes: 20, rawBytes: 200 },
  ],
  files: [{ path: '/workspace/a' }],
  fileCount: 1,
  tarDigest: digest('c'),
  totalRawBytes: 300,
  totalBytes: 30,
};

function read(archive: Uint8Array) {
  return readArchiveManifest(archive.byteLength, async (offset, bytes) => archive.subarray(offset, offset + bytes));
}
const archiveOf = (made: LayerManifest, frames = 30) => Buffer.concat([Buffer.alloc(frames), archiveTrailer(made)]);

test('what was put behind the frames says where each of them lies', async () => {
  const archive = await read(archiveOf(manifest));
  expect(archive?.manifest).toEqual({ ...manifest, files: [] });
  expect(archive?.chunks.map(({ offset }) => offset)).toEqual([0, 10]);
});

test('what does not add up is no archive', async () => {
  const whole = archiveOf(manifest);
  const others: Uint8Array[] = [
    Buffer.alloc(0),
    Buffer.alloc(8),
    whole.subarray(0, -1),
    whole.subarray(1),
    Buffer.concat([whole, Buffer.alloc(1)]),
    archiveOf(manifest, 31),
    archiveOf({ ...manifest, totalBytes: 29 }),
    archiveOf({ ...manifest, totalRawBytes: 299 }),
    archiveOf({ ...manifest, paths: [] }),
    archiveOf({ ...manifest, chunks: [{ digest: 'sha256:x', bytes: 30, rawBytes: 300 }] }),
    archiveOf(
      {
        ...manifest,
        chunks: Array.from({ length: 3000 }, () => ({ digest: digest('a'), bytes: 1, rawBytes: 8 * 1024 * 1024 })),
        totalBytes: 3000,
        totalRawBytes: 3000 * 8 * 1024 * 1024,
      },
      3000,
    ),
  ];
  for (const [at, bytes] of others.entries()) expect(await read(bytes), `number ${at}`).toBe(null);
});
