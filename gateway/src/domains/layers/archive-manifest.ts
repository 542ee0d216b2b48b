// A layer's download says itself what it is: behind its frames comes one more that decompressors
// skip (RFC 8878 section 3.1.2), with the manifest in it. So what was downloaded can be uploaded
// and restored, here and in another deployment, without anybody decompressing it.
//
// The opening: a zstd frame without content, so that `file` and `tar` know the archive by its first
// bytes, and a skippable frame: magic 0x184D2A5B, the length of what follows (both little-endian,
// 32 bits), a tag, the length of the whole archive (64 bits) and the SHA-256 of its trailer. The
// trailer: a skippable frame of the same magic, the manifest as JSON, the length of that JSON, and
// a tag, so that it is found from the end. An archive without an opening is one of an earlier
// version.
//
// Threat: a download that was cut, or changed on its way, is taken for somebody else's archive, and
// its owner learns at the restore that the files are gone. Property: what begins or ends as ours
// and is not as it was sent is refused. Opening and trailer vouch for each other, and the trailer
// names the digest of each frame.
import { hex } from '../../platform/crypto.ts';
import { type LayerChunk, LayerManifest } from './manifest.ts';
import { ContentRefused } from './refusal.ts';

const magic = 0x184d2a5b;
const trailerTag = 0x314d4642; // "BFM1"
const openingTag = 0x314f4642; // "BFO1"
const headerBytes = 8;
const footerBytes = 8;
/**
 * One block of no bytes under a length of 64 bits: legal, and no compressor's way to write nothing.
 */
const emptyFrame = [0x28, 0xb5, 0x2f, 0xfd, 0b1110_0000, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0];
const digestBytes = 32;
const statedBytes = 4 + 8 + digestBytes;
const openingBytes = emptyFrame.length + headerBytes + statedBytes;
/** Up to the tag each opening is the same. */
const signature = openingOf(0, new Uint8Array(digestBytes)).subarray(0, emptyFrame.length + headerBytes + 4);
/** A shorter piece may be the beginning of anybody's zstd frame. */
const leastSignature = 5;
/** A manifest of the most chunks that a layer may have, without its files. */
const maxManifestBytes = 8 * 1024 * 1024;
/**
 * Far above what 95 MB of honest files unpack to, and what a session's disk is asked to take before
 * the runtime checks it.
 */
const maxRawBytes = 16 * 1024 * 1024 * 1024;

/**
 * What goes before the frames and behind them. The list of files stays here: whoever unpacks the
 * archive has it.
 */
export async function archiveEnds(manifest: LayerManifest): Promise<{ opening: Uint8Array; trailer: Uint8Array }> {
  const trailer = trailerOf(manifest);
  const bytes = openingBytes + manifest.totalBytes + trailer.byteLength;
  return { opening: openingOf(bytes, await sha256(trailer)), trailer };
}

function openingOf(archiveBytes: number, trailerDigest: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(openingBytes);
  bytes.set(emptyFrame);
  const view = new DataView(bytes.buffer, emptyFrame.length);
  view.setUint32(0, magic, true);
  view.setUint32(4, statedBytes, true);
  view.setUint32(8, openingTag, true);
  view.setBigUint64(12, BigInt(archiveBytes), true);
  bytes.set(trailerDigest, openingBytes - digestBytes);
  return bytes;
}

function trailerOf(manifest: LayerManifest): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify({ ...manifest, files: [] }));
  const bytes = new Uint8Array(headerBytes + json.byteLength + footerBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, json.byteLength + footerBytes, true);
  bytes.set(json, headerBytes);
  view.setUint32(bytes.byteLength - 8, json.byteLength, true);
  view.setUint32(bytes.byteLength - 4, trailerTag, true);
  return bytes;
}

export interface LayerArchive {
  manifest: LayerManifest;
  /** Where each chunk lies in the archive. */
  chunks: (LayerChunk & { offset: number })[];
}

type Read = (offset: number, bytes: number) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Reads the manifest off the end of an upload; null where it neither begins nor ends as ours.
 * `read` gives a part of it. Throws ContentRefused where it does, and is not whole. Threat: the
 * upload is forged. Property: the manifest is held to the bounds of a save, its chunks lie one
 * behind the other up to the skippable frame, and what they are is checked when they are stored,
 * each under its own digest.
 */
export async function readArchiveManifest(length: number, read: Read): Promise<LayerArchive | null> {
  const stated = statedBy(await read(0, Math.min(length, openingBytes)));
  const found = await readTrailer(length, read);
  if (!found) {
    if (stated) throw new ContentRefused(damage(length, stated.archiveBytes));
    return null;
  }
  const { trailer, start, manifest } = found;
  if (!manifest) throw new ContentRefused(`Its end, ${span(start, length)}, is not as it was sent.`);
  const frames = start - manifest.totalBytes;
  if (frames !== 0 && frames !== openingBytes) throw new ContentRefused(misplaced(frames));
  const isVouchedFor =
    stated !== null && stated.archiveBytes === length && stated.trailerDigest === hex(await sha256(trailer));
  if (frames === openingBytes && !isVouchedFor)
    throw new ContentRefused(
      `Its beginning and its end do not belong together: ${span(0, openingBytes)} or ${span(start, length)} were changed.`,
    );
  return located({ ...manifest, files: [] }, frames);
}

/**
 * What the opening says of the whole; no length where it is cut itself, and null where there is
 * none.
 */
function statedBy(head: Uint8Array): { archiveBytes: number | null; trailerDigest: string } | null {
  const known = head.subarray(0, signature.byteLength);
  if (known.byteLength < leastSignature || known.some((byte, at) => byte !== signature[at])) return null;
  if (head.byteLength < openingBytes) return { archiveBytes: null, trailerDigest: '' };
  const archiveBytes = viewOf(head).getBigUint64(signature.byteLength, true);
  return { archiveBytes: Number(archiveBytes), trailerDigest: hex(head.subarray(openingBytes - digestBytes)) };
}

/**
 * The last bytes, if they are marked as a trailer; without a manifest where what they hold is none.
 */
async function readTrailer(length: number, read: Read) {
  if (length < headerBytes + footerBytes) return null;
  const footer = viewOf(await read(length - footerBytes, footerBytes));
  const jsonBytes = footer.getUint32(0, true);
  const start = length - footerBytes - jsonBytes - headerBytes;
  if (footer.getUint32(4, true) !== trailerTag || jsonBytes > maxManifestBytes || start < 0) return null;
  const trailer = await read(start, length - start);
  const header = viewOf(trailer);
  if (header.getUint32(0, true) !== magic || header.getUint32(4, true) !== jsonBytes + footerBytes) return null;
  const text = new TextDecoder().decode(trailer.subarray(headerBytes, -footerBytes));
  return { trailer, start, manifest: parse(text) };
}

/** Of an upload that begins as ours and does not end so. */
function damage(length: number, archiveBytes: number | null): string {
  if (archiveBytes === null) return `It is the first ${length} bytes of a snapshot's download, and no more.`;
  if (length < archiveBytes)
    return `It has ${length} of ${archiveBytes} bytes: ${span(length, archiveBytes)} are missing.`;
  if (length > archiveBytes)
    return `It has ${length} bytes where it says of itself that it has ${archiveBytes}: its end is not its own.`;
  return 'Its end is not as it was sent.';
}

/** Of an upload that ends as ours, and whose frames do not fill what is before. */
function misplaced(frames: number): string {
  const wanting = openingBytes - frames;
  if (wanting > 0) return `${wanting} bytes of it are missing before its end.`;
  return `It has ${-wanting} bytes more before its end than its frames have.`;
}

function located(manifest: LayerManifest, start: number): LayerArchive {
  let offset = start;
  let rawBytes = 0;
  const chunks = manifest.chunks.map((chunk) => {
    const at = offset;
    offset += chunk.bytes;
    rawBytes += chunk.rawBytes;
    return { ...chunk, offset: at };
  });
  if (offset - start !== manifest.totalBytes || rawBytes !== manifest.totalRawBytes || manifest.paths.length === 0)
    throw new ContentRefused('Its manifest does not add up.');
  if (rawBytes > maxRawBytes)
    throw new ContentRefused(`It unpacks to ${rawBytes} bytes; at most ${maxRawBytes} are taken.`);
  return { manifest, chunks };
}

function parse(text: string): LayerManifest | null {
  try {
    return LayerManifest.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** From the first byte to the last one, for people. */
export const span = (from: number, end: number): string => `bytes ${from} to ${end - 1}`;
const sha256 = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
