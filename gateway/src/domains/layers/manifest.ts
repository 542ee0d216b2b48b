// A layer's manifest: which chunks, in which order, and what they hold (design: a layer is
// concatenated zstd frames of one tar).
import * as z from 'zod';

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const size = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** A frame is at most this long: a chunk is at most 4 MiB, and zstd's worst case adds little. */
export const maxFrameBytes = 5 * 1024 * 1024;
/** About 25 GB. All digests of a layer travel in one parameter of D1, which takes 2 MB. */
export const maxChunks = 25_000;

export type LayerChunk = z.infer<typeof LayerChunk>;
export const LayerChunk = z.object({
  digest,
  bytes: z.int().min(1).max(maxFrameBytes),
  rawBytes: z
    .int()
    .min(1)
    .max(8 * 1024 * 1024),
});

/**
 * What a runtime says of a save. It is tenant code: every figure is bounded here, and every frame
 * is checked when it is fetched.
 */
export const LayerManifest = z.object({
  format: z.literal('burstflare.snapshot.v3'),
  paths: z.array(z.string().max(1000)).max(50),
  chunks: z.array(LayerChunk).max(maxChunks),
  files: z.array(z.unknown()).max(50_000).default([]),
  fileCount: size,
  tarDigest: digest,
  totalRawBytes: size,
  totalBytes: size,
});
export type LayerManifest = z.infer<typeof LayerManifest>;

export const chunkKey = (workspaceId: string, chunkDigest: string): string =>
  `${workspaceId}/chunks/${chunkDigest.slice('sha256:'.length)}`;
export const manifestKey = (workspaceId: string, layerId: string): string => `${workspaceId}/layers/${layerId}.json`;
