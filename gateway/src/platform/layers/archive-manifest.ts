// A layer's download says itself what it is: behind its frames comes one more that decompressors skip (RFC 8878 section 3.1.2), with the
// manifest in it. So what was downloaded can be uploaded and restored, here and in another deployment, without anybody decompressing it.
//
// The skippable frame: magic 0x184D2A5B, the length of what follows (both little-endian, 32 bits), the manifest as JSON, the length of that
// JSON, and a tag, so that it is found from the end.
import { type LayerChunk, LayerManifest } from './manifest.ts';

const magic = 0x184d2a5b;
const tag = 0x314d4642; // "BFM1"
const headerBytes = 8;
const trailerBytes = 8;
/** A manifest of the most chunks that a layer may have, without its files. */
const maxManifestBytes = 8 * 1024 * 1024;
/** Far above what 95 MB of honest files unpack to, and what a session's disk is asked to take before the runtime checks it. */
const maxRawBytes = 16 * 1024 * 1024 * 1024;

/** What goes behind the frames. The list of files stays here: whoever unpacks the archive has it. */
export function archiveTrailer(manifest: LayerManifest): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify({ ...manifest, files: [] }));
  const bytes = new Uint8Array(headerBytes + json.byteLength + trailerBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, json.byteLength + trailerBytes, true);
  bytes.set(json, headerBytes);
  view.setUint32(bytes.byteLength - 8, json.byteLength, true);
  view.setUint32(bytes.byteLength - 4, tag, true);
  return bytes;
}

export interface LayerArchive {
  manifest: LayerManifest;
  /** Where each chunk lies in the archive. */
  chunks: (LayerChunk & { offset: number })[];
}

/**
 * Reads the manifest off the end of an upload; null where there is none. `read` gives a part of it.
 * Threat: the upload is forged. Property: the manifest is held to the bounds of a save, its chunks lie one behind the other from the first
 * byte to the skippable frame, and what they are is checked when they are stored, each under its own digest.
 */
export async function readArchiveManifest(
  length: number,
  read: (offset: number, bytes: number) => Promise<Uint8Array>,
): Promise<LayerArchive | null> {
  if (length < headerBytes + trailerBytes) return null;
  const trailer = viewOf(await read(length - trailerBytes, trailerBytes));
  const jsonBytes = trailer.getUint32(0, true);
  const start = length - trailerBytes - jsonBytes - headerBytes;
  if (trailer.getUint32(4, true) !== tag || jsonBytes > maxManifestBytes || start < 0) return null;
  const frame = await read(start, headerBytes + jsonBytes);
  const header = viewOf(frame);
  if (header.getUint32(0, true) !== magic || header.getUint32(4, true) !== jsonBytes + trailerBytes) return null;
  const manifest = parse(new TextDecoder().decode(frame.subarray(headerBytes)));
  return manifest && located({ ...manifest, files: [] }, start);
}

function located(manifest: LayerManifest, end: number): LayerArchive | null {
  let offset = 0;
  let rawBytes = 0;
  const chunks = manifest.chunks.map((chunk) => {
    const at = offset;
    offset += chunk.bytes;
    rawBytes += chunk.rawBytes;
    return { ...chunk, offset: at };
  });
  const adds = offset === manifest.totalBytes && offset === end && rawBytes === manifest.totalRawBytes;
  return adds && rawBytes <= maxRawBytes && manifest.paths.length > 0 ? { manifest, chunks } : null;
}

function parse(text: string): LayerManifest | null {
  try {
    return LayerManifest.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
