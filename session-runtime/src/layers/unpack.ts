// Owns unpacking checked content into a staging folder: the frames of a layer, or a user's archive.
import { createHash } from 'node:crypto';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip, type Gunzip } from 'node:zlib';
import type { LayerChunk, LayerContents } from '../../generated/schemas.ts';
import { BodyReader } from './body.ts';
import { digestAside, openFrame, type KnownFrames } from './frames.ts';
import { ContentRefused, EntryRefused } from './refusal.ts';
import { freshIn, type Staging } from './swap.ts';
import { EntryRules, type Rules } from './tar/entry-rules.ts';
import { Unpacker } from './tar/process.ts';
import { Contents } from './verify.ts';
import { TarScanner, type ScanLimits, type TarEntry } from './tar/scanner.ts';

/** Frames that are unpacked ahead of the one that is being written. */
const AHEAD = 3;

export interface Unpacked {
  entries: number;
  bytes: number;
  /**
   * How many entries were read back and are as the archive has them; 0 where that is not asked for.
   */
  verified: number;
  /** The permissions of each tree's top, where the archive tells them. */
  topModes: (number | null)[];
}

/**
 * One folder that leads to all staging folders, so that one tar process can fill trees on several
 * mounts: the links in it are ours, and the rules let no entry of the archive stand for one of them
 * unless it is a folder.
 */
async function makeEntrance(folder: string, names: readonly string[], stagings: readonly Staging[]): Promise<void> {
  for (const [i, staging] of stagings.entries()) {
    const link = join(folder, Buffer.from(names[i] ?? '', 'latin1').toString('utf8'));
    await mkdir(dirname(link), { recursive: true });
    await symlink(freshIn(staging), link);
  }
}

/** Writes to tar only what has been scanned. */
class CheckedUnpacking {
  readonly scanner: TarScanner;
  readonly #unpacker: Unpacker;
  readonly #topModes: (number | null)[];

  constructor(
    folder: string,
    rules: Rules,
    limits?: ScanLimits,
    readonly contents: Contents | null = null,
  ) {
    const entryRules = new EntryRules(rules);
    this.#topModes = rules.roots.map(() => null);
    const entry = (entry: TarEntry) => {
      const path = entryRules.check(entry);
      contents?.add(path, entry);
      const top = rules.roots.indexOf(path);
      if (top >= 0) this.#topModes[top] = entry.mode;
    };
    const data = (bytes: Buffer) => contents?.data(bytes);
    const dataEnd = () => contents?.dataEnd();
    this.scanner = new TarScanner({ entry, data, dataEnd }, limits);
    this.#unpacker = new Unpacker(folder);
  }

  async write(bytes: Buffer): Promise<void> {
    this.scanner.write(bytes);
    await this.#unpacker.write(bytes);
  }

  async finish(): Promise<Unpacked> {
    this.scanner.end();
    await this.#unpacker.finish();
    return { entries: this.scanner.entries, bytes: this.scanner.bytes, verified: 0, topModes: this.#topModes };
  }

  abort(): Promise<void> {
    return this.#unpacker.kill();
  }
}

export interface LayerUnpacking {
  manifest: LayerContents;
  body: Readable;
  /** One for each tree, and the trees' names in the archive. */
  stagings: readonly Staging[];
  names: readonly string[];
  rules: Rules;
  frames: KnownFrames;
  progress: (sofar: { entries: number; bytes: number }) => void;
}

export async function unpackLayer(layer: LayerUnpacking): Promise<Unpacked> {
  const { manifest, body, stagings, names, rules, frames, progress } = layer;
  const entrance = join(stagings[0]?.folder ?? '', 'entrance');
  await makeEntrance(entrance, names, stagings);
  const contents = new Contents();
  const limits = { entries: Infinity, bytes: manifest.totalRawBytes };
  const unpacking = new CheckedUnpacking(entrance, rules, limits, contents);
  const reader = new BodyReader(body);
  const tarHash = createHash('sha256');
  try {
    for await (const raw of rawChunks(manifest.chunks, reader, frames)) {
      tarHash.update(raw);
      await unpacking.write(raw);
      progress({ entries: unpacking.scanner.entries, bytes: unpacking.scanner.bytes });
    }
    // A stream that was cut looks like one that ended: what it should have been decides.
    if (
      unpacking.scanner.bytes !== manifest.totalRawBytes ||
      `sha256:${tarHash.digest('hex')}` !== manifest.tarDigest
    ) {
      throw new ContentRefused('The chunks do not make up the archive of the manifest');
    }
    const unpacked = await unpacking.finish();
    // The tops are folders of the session, which stay.
    const inEntrance = (path: string) => Buffer.from(`${Buffer.from(entrance).toString('latin1')}/${path}`, 'latin1');
    const verified = await contents.verify((path) => (names.includes(path) ? null : inEntrance(path)));
    return { ...unpacked, verified };
  } catch (error) {
    await unpacking.abort();
    throw error;
  } finally {
    await reader.release();
  }
}

async function* rawChunks(
  chunks: readonly LayerChunk[],
  body: BodyReader,
  frames: KnownFrames,
): AsyncGenerator<Buffer> {
  const ahead: Promise<Buffer>[] = [];
  for (const [index, chunk] of chunks.entries()) {
    const frame = await body.exactly(chunk.bytes, `chunk ${index + 1} of ${chunks.length}`);
    const raw = openAndRemember(frame, chunk, frames);
    raw.catch(() => undefined); // It is awaited below, perhaps after another one has failed.
    ahead.push(raw);
    const next = ahead.length > AHEAD ? ahead.shift() : undefined;
    if (next !== undefined) yield await next;
  }
  await body.nothingMore();
  for (const raw of ahead) yield await raw;
}

// The first save after a restore then finds what it need not upload again.
async function openAndRemember(frame: Buffer, chunk: LayerChunk, frames: KnownFrames): Promise<Buffer> {
  const raw = await openFrame(frame, chunk);
  frames.remember(await digestAside(raw), chunk);
  return raw;
}

export async function unpackArchive(
  body: Readable,
  stagings: readonly Staging[],
  rules: Rules,
  limits: ScanLimits,
): Promise<Unpacked> {
  const [staging] = stagings;
  if (staging === undefined) throw new Error('An archive needs a folder to go to.');
  const unpacking = new CheckedUnpacking(freshIn(staging), rules, limits);
  const raw = gunzipped(body);
  try {
    for await (const bytes of raw as AsyncIterable<Buffer>) await unpacking.write(bytes);
    // What the workspace's own folder is like is not the bundle's business.
    return { ...(await unpacking.finish()), topModes: [] };
  } catch (error) {
    await unpacking.abort();
    throw isZlibError(error) ? new EntryRefused('The archive', 'it is no gzip, or it is cut off') : error;
  } finally {
    body.unpipe(raw);
  }
}

// Not `pipeline`: it would destroy the body, and with it the connection that the refusal has to go
// out on.
function gunzipped(body: Readable): Gunzip {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const cut = () => gunzip.destroy(new ContentRefused('The connection was cut before the archive was whole'));
  body.once('error', cut);
  body.once('close', () => body.readableEnded || cut());
  return body.pipe(gunzip);
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
