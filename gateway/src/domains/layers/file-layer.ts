// A layer made here, of a few files: a tar (POSIX.1-1988 ustar) in zstd frames of raw blocks (RFC 8878), since a Worker need not compress
// what it is about to send to the machine next door.
import { hex } from '../../platform/crypto.ts';
import type { LayerManifest } from './manifest.ts';
import { ContentRefused } from './refusal.ts';

export interface LayerFile {
  /** Absolute. */
  path: string;
  bytes: Uint8Array;
}

export interface FileLayer {
  manifest: LayerManifest;
  frames: Uint8Array[];
}

const block = 512;
/** A chunk's most, as runtimes take it. */
const chunkBytes = 2 * 1024 * 1024;
const zstdBlockBytes = 128 * 1024;

const encode = (text: string) => new TextEncoder().encode(text);

/** ustar holds names of 100 bytes, and 155 more before a slash. Answers null for a name that does not fit. */
function splitName(name: Uint8Array): { name: Uint8Array; prefix: Uint8Array } | null {
  if (name.byteLength <= 100) return { name, prefix: new Uint8Array() };
  for (let at = Math.min(155, name.byteLength - 1); at > 0; at--) {
    if (name[at] === 0x2f && name.byteLength - at - 1 <= 100)
      return { name: name.subarray(at + 1), prefix: name.subarray(0, at) };
  }
  return null;
}

function tarHeader(path: string, size: number): Uint8Array | null {
  const parts = splitName(encode(path.slice(1)));
  if (!parts || parts.name.byteLength === 0) return null;
  const header = new Uint8Array(block);
  const octal = (value: number, width: number) => encode(`${value.toString(8).padStart(width - 1, '0')}\0`);
  header.set(parts.name, 0);
  header.set(octal(0o644, 8), 100);
  header.set(octal(0, 8), 108);
  header.set(octal(0, 8), 116);
  header.set(octal(size, 12), 124);
  header.set(octal(0, 12), 136);
  header.set(encode('        '), 148);
  header[156] = 0x30;
  header.set(encode('ustar\x0000'), 257);
  header.set(parts.prefix, 345);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.set(encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return header;
}

/** One zstd frame: single segment, its size in eight bytes, raw blocks (RFC 8878 sections 3.1.1.1 and 3.1.1.2). */
function rawFrame(content: Uint8Array): Uint8Array {
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

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.byteLength, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.byteLength), 0);
  return all;
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return `sha256:${hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))}`;
}

/** Throws ContentRefused for a path that a ustar header cannot hold. */
export async function layerOfFiles(files: readonly LayerFile[], paths: readonly string[]): Promise<FileLayer> {
  const parts: Uint8Array[] = [];
  for (const { path, bytes } of files) {
    const header = tarHeader(path, bytes.byteLength);
    if (!header) throw new ContentRefused(`The name ${JSON.stringify(`${path.slice(0, 100)}…`)} is too long.`);
    parts.push(header, bytes, new Uint8Array((block - (bytes.byteLength % block)) % block));
  }
  const tar = concat([...parts, new Uint8Array(block * 2)]);
  const frames: Uint8Array[] = [];
  const chunks: LayerManifest['chunks'] = [];
  for (let at = 0; at < tar.byteLength; at += chunkBytes) {
    const raw = tar.subarray(at, at + chunkBytes);
    const frame = concat([rawFrame(raw)]);
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
