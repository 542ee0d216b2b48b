// An archive is recognised by what stands around its frames, and nothing that does not add up is
// taken for a whole one.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { archiveEnds, readArchiveManifest } from './archive-manifest.ts';
import type { LayerManifest } from './manifest.ts';
import { ContentRefused } from './refusal.ts';

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
  return readArchiveManifest(
    archive.byteLength,
    async (offset, bytes) => new Uint8Array(archive.subarray(offset, offset + bytes)),
  );
}

async function archiveOf(made: LayerManifest, frames = Buffer.alloc(30)) {
  const { opening, trailer } = await archiveEnds(made);
  return { whole: Buffer.concat([opening, frames, trailer]), opening, trailer };
}

async function problemOfHostError(archive: Uint8Array): Promise<string> {
  const error = await read(archive).then(
    (found) => `taken: ${JSON.stringify(found)}`,
    (reason: unknown) => reason,
  );
  if (error instanceof ContentRefused) return error.message;
  throw error;
}

test('what was put around the frames says where each of them lies', async () => {
  const { whole, opening, trailer } = await archiveOf(manifest);
  const archive = await read(whole);
  expect(archive?.manifest).toEqual({ ...manifest, files: [] });
  expect(archive?.chunks.map(({ offset }) => offset)).toEqual([opening.length, opening.length + 10]);
  const earlier = await read(Buffer.concat([Buffer.alloc(30), trailer]));
  expect(earlier?.chunks.map(({ offset }) => offset)).toEqual([0, 10]);
});

test('every cut and every changed byte is found', async () => {
  const { whole, opening, trailer } = await archiveOf(manifest);
  const end = whole.length - trailer.length;
  for (let at = 5; at < whole.length; at++)
    expect(await problemOfHostError(whole.subarray(0, at)), `cut at ${at}`).toMatch(/missing|and no more/);
  for (let at = 0; at < whole.length; at++) {
    // The frames are looked at when they are stored.
    if (at >= opening.length && at < end) continue;
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 4;
    expect(await problemOfHostError(changed), `changed at ${at}`).toMatch(/changed|not as it was sent|before its end/);
  }
});

test('what other tools wrote is no archive of ours', async () => {
  const { whole, opening, trailer } = await archiveOf(manifest);
  const others: Uint8Array[] = [
    Buffer.alloc(0),
    Buffer.alloc(8),
    Buffer.alloc(1000, 1),
    opening.subarray(0, 4),
    whole.subarray(opening.length, -trailer.length),
    execFileSync('zstd', ['-c'], { input: 'of another tool' }),
    execFileSync('zstd', ['-c'], { input: '' }),
  ];
  for (const [at, bytes] of others.entries()) expect(await read(bytes), `number ${at}`).toBe(null);
});

test('a manifest that does not add up is refused', async () => {
  const large = { digest: digest('a'), bytes: 1, rawBytes: 8 * 1024 * 1024 };
  const many = Array.from({ length: 3000 }, () => large);
  const made: [LayerManifest, Buffer?][] = [
    [manifest, Buffer.alloc(31)],
    [{ ...manifest, totalBytes: 29 }],
    [{ ...manifest, totalRawBytes: 299 }],
    [{ ...manifest, paths: [] }],
    [{ ...manifest, chunks: [{ digest: 'sha256:x', bytes: 30, rawBytes: 300 }] }],
    [{ ...manifest, chunks: many, totalBytes: 3000, totalRawBytes: 3000 * 8 * 1024 * 1024 }, Buffer.alloc(3000)],
  ];
  for (const [at, [forged, frames]] of made.entries())
    expect(await problemOfHostError((await archiveOf(forged, frames)).whole), `number ${at}`).not.toMatch(/^taken/);
});

test('zstd skips both ends', async () => {
  const frames = execFileSync('zstd', ['-c'], { input: 'content' });
  const { whole } = await archiveOf({ ...manifest, totalBytes: frames.length }, frames);
  expect(execFileSync('zstd', ['-dc'], { input: whole, encoding: 'utf8' })).toBe('content');
});
