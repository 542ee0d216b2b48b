// A layer made here, of a few files: a tar in zstd frames of raw blocks (RFC 8878), since a Worker
// need not compress what it is about to send to the machine next door.
import { packTar } from 'modern-tar';
import { hex } from '../../platform/crypto.ts';
import type { LayerManifest } from './manifest.ts';

export interface LayerFile {
  /** Absolute. */
  path: string;
  bytes: Uint8Array;
}

export interface FileLayer {
  manifest: LayerManifest;
  frames: Uint8Array[];
}

/** A chunk's most, as runtimes take it. */
const chunkBytes = 2 * 1024 * 1024;
const zstdBlockBytes = 128 * 1024;

const epoch = new Date(0);

/**
 * One zstd frame: single segment, its size in eight bytes, raw blocks (RFC 8878 sections 3.1.1.1
 * and 3.1.1.2).
 */
function rawFrame(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const blocks = Math.max(1, Math.ceil(content.byteLength / zstdBlockBytes));
  const frame = new Uint8Array(4 + 1 + 8 + blocks * 3 + content.byteLength);
  const view = new DataView(frame.buffer);
  view.setUint32(0, 0xfd2fb528, true);
  frame[4] = 0b1110_0000;
  view.setBigUint64(5, BigInt(content.byteLength), true);
  let at = 13;
  for (let index = 0; index < blocks; index++) {
    const part = content.subarray(index * zstdBlockBytes, (index + 1) * zstdBlockBytes);
    const last = index === blocks - 1 ? 1 : 0;
    const blockHeader = (part.byteLength << 3) | last;
    frame.set([blockHeader & 0xff, (blockHeader >> 8) & 0xff, (blockHeader >> 16) & 0xff], at);
    frame.set(part, at + 3);
    at += 3 + part.byteLength;
  }
  return frame;
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return `sha256:${hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))}`;
}

export async function layerOfFiles(files: readonly LayerFile[], paths: readonly string[]): Promise<FileLayer> {
  const tar = await packTar(
    files.map(({ path, bytes }) => ({
      // The same files are the same bytes: neither time nor owner goes in.
      header: { name: path.slice(1), size: bytes.byteLength, mode: 0o644, mtime: epoch, uid: 0, gid: 0 },
      body: bytes,
    })),
  );
  const frames: Uint8Array[] = [];
  const chunks: LayerManifest['chunks'] = [];
  for (let at = 0; at < tar.byteLength; at += chunkBytes) {
    const raw = tar.subarray(at, at + chunkBytes);
    const frame = rawFrame(raw);
    frames.push(frame);
    chunks.push({ digest: await digestOf(frame), bytes: frame.byteLength, rawBytes: raw.byteLength });
  }
  const totalBytes = frames.reduce((total, frame) => total + frame.byteLength, 0);
  const manifest: LayerManifest = {
    format: 'burstflare.snapshot.v3',
    paths: [...paths],
    chunks,
    files: [],
    fileCount: files.length,
    tarDigest: await digestOf(tar),
    totalRawBytes: tar.byteLength,
    totalBytes,
  };
  return { manifest, frames };
}
