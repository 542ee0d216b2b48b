// Owns one pass over the session's files: tar's stream cut into chunks, each chunk a frame in the spool, in bounded memory.
import { createHash } from 'node:crypto';
import { lstat, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayerChunk, LayerManifest } from '../../generated/schemas.ts';
import { Chunker } from './chunker.ts';
import { FileList } from './file-list.ts';
import { digestAside, packFrame, type KnownFrames } from './frames.ts';
import { inArchive, outermost, type Places } from './places.ts';
import { isNoSpace, NoSpace } from './refusal.ts';
import { EntryRules, RESERVED } from './tar/entry-rules.ts';
import { Packer } from './tar/process.ts';
import { SaveWarnings } from './save-warnings.ts';
import { TarScanner } from './tar/scanner.ts';

/** Chunks in work at once: enough for two cores while the next one is being read, and at most some 20 MB. */
const IN_FLIGHT = 4;

export interface CaptureRequest {
  paths: readonly string[];
  normalise: boolean;
  /** Frames that need not be made again. */
  known: ReadonlySet<string>;
}

interface Surroundings {
  places: Places;
  frames: KnownFrames;
  /** A folder of its own for this capture. */
  spool: string;
  frameReady: () => void;
}

export class Capture {
  rawBytes = 0;
  /** Those that can be read, in the order in which they came to be. */
  readonly frames: LayerChunk[] = [];
  readonly warnings = new SaveWarnings();
  readonly #chunks: LayerChunk[] = [];
  readonly #spooled = new Map<string, Promise<void>>();
  readonly #ready = new Set<string>();
  #unchangedRawBytes = 0;
  #packer: Packer | null = null;
  #cancelled = false;

  constructor(
    readonly request: CaptureRequest,
    readonly around: Surroundings,
  ) {}

  /** Where a frame lies, if it is there already. */
  frame(digest: string): string | null {
    return this.#ready.has(digest) ? this.#file(digest) : null;
  }

  cancel(): void {
    this.#cancelled = true;
    this.#packer?.kill();
  }

  async run(): Promise<LayerManifest> {
    const paths = await this.#look();
    await mkdir(this.around.spool, { recursive: true, mode: 0o700 });
    if (this.#cancelled) throw new Error('The save was deleted while it ran');
    const packer = (this.#packer = new Packer(packArguments(paths, this.request.normalise, this.around.places)));
    const rules = { roots: paths.map(inArchive), base: '/', outwardLinks: 'keep', fifos: 'keep' } as const;
    const list = new FileList(new EntryRules(rules));
    try {
      const tarDigest = await this.#read(packer, list);
      this.warnings.addWords(await packer.finish());
      return this.#manifest(paths, list, tarDigest);
    } finally {
      packer.kill();
    }
  }

  // A folder that is not there is left out, so that a restore leaves alone what is there by then.
  async #look(): Promise<string[]> {
    const paths: string[] = [];
    for (const path of outermost(this.request.paths)) {
      const stat = await lstat(this.around.places.real(path)).catch(() => null);
      if (stat === null) this.warnings.add('missing', path, 'The folder is not there');
      else if (!stat.isDirectory()) throw new Error(`${path} is no folder, and only folders are saved`);
      else paths.push(path);
    }
    return paths;
  }

  async #read(packer: Packer, list: FileList): Promise<string> {
    const tarHash = createHash('sha256');
    const scanner = new TarScanner(list);
    const chunker = new Chunker();
    const work = new Pool(IN_FLIGHT);
    try {
      // A pipe yields Buffers as long as nobody sets an encoding on it.
      for await (const bytes of packer.output as AsyncIterable<Buffer>) {
        tarHash.update(bytes);
        scanner.write(bytes);
        for (const raw of chunker.push(bytes)) await work.add(this.#keep(raw));
        this.rawBytes = scanner.bytes;
      }
      await packer.finish(); // Says why, where the stream ended before its time.
      scanner.end();
      const rest = chunker.rest();
      if (rest !== null) await work.add(this.#keep(rest));
      await work.done();
    } catch (error) {
      packer.kill();
      await work.settled(); // Whoever removes the spool must not be overtaken by a chunk.
      throw this.#cancelled
        ? new Error('The save was deleted while it ran')
        : isNoSpace(error)
          ? new NoSpace('the save')
          : error;
    }
    return `sha256:${tarHash.digest('hex')}`;
  }

  #keep(raw: Buffer<ArrayBuffer>): Promise<void> {
    const index = this.#chunks.length;
    const { frames } = this.around;
    const place: LayerChunk = { digest: '', bytes: 0, rawBytes: raw.length };
    this.#chunks.push(place);
    const work = async () => {
      const rawDigest = await digestAside(raw);
      const before = frames.get(rawDigest);
      if (before !== undefined && this.request.known.has(before.digest)) {
        this.#unchangedRawBytes += raw.length;
        this.#chunks[index] = before;
        return;
      }
      const { chunk, frame } = await packFrame(raw);
      this.#chunks[index] = chunk;
      await this.#spool(chunk, frame);
      frames.remember(rawDigest, chunk);
    };
    return work();
  }

  async #spool(chunk: LayerChunk, frame: Buffer): Promise<void> {
    const { digest } = chunk;
    const written = this.#spooled.get(digest) ?? writeFile(this.#file(digest), frame, { mode: 0o600 });
    this.#spooled.set(digest, written);
    await written;
    if (this.#ready.has(digest)) return;
    this.#ready.add(digest);
    this.frames.push(chunk);
    this.around.frameReady();
  }

  #file(digest: string): string {
    return join(this.around.spool, digest.slice('sha256:'.length));
  }

  #manifest(paths: string[], list: FileList, tarDigest: string): LayerManifest {
    return {
      format: 'burstflare.snapshot.v3',
      paths,
      chunks: this.#chunks,
      files: list.files,
      fileCount: list.count,
      filesTruncated: list.truncated,
      totalRawBytes: this.#chunks.reduce((sum, { rawBytes }) => sum + rawBytes, 0),
      totalBytes: this.#chunks.reduce((sum, { bytes }) => sum + bytes, 0),
      tarDigest,
      unchangedRawBytes: this.#unchangedRawBytes,
    };
  }
}

/** A few tasks at once; the first that fails fails all. */
class Pool {
  readonly #running = new Set<Promise<void>>();
  #failure: { error: unknown } | null = null;

  constructor(readonly size: number) {}

  async add(task: Promise<void>): Promise<void> {
    const watched: Promise<void> = task
      .catch((error: unknown) => void (this.#failure ??= { error }))
      .finally(() => this.#running.delete(watched));
    this.#running.add(watched);
    while (this.#running.size >= this.size && this.#failure === null) await Promise.race(this.#running);
    this.#check();
  }

  async done(): Promise<void> {
    await this.settled();
    this.#check();
  }

  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  #check(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }
}

/**
 * The same tree gives the same bytes: sorted, without access and change times, without a process id in the names of extended headers, and
 * without owners, which differ with each start of a session and mean nothing in the next. No `--sparse`: it writes the process id.
 */
function packArguments(paths: readonly string[], normalise: boolean, places: Places): string[] {
  const real = paths.map((path) => [path, places.real(path)] as const);
  const reserved = real.map(([, folder]) => folder).concat(places.workspace);
  const leftOut = [...reserved.map((folder) => join(folder, RESERVED)), places.spool];
  return [
    ...['-c', '-f', '-', '-C', '/', '--sort=name', '--format=posix', '--owner=0', '--group=0', '--numeric-owner'],
    '--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime',
    ...(normalise ? ['--mtime=@0'] : []),
    ...real.filter(([path, folder]) => path !== folder).map(([path, folder]) => rename(folder, path)),
    ...['--anchored', '--no-wildcards', '--no-wildcards-match-slash'],
    ...leftOut.map((path) => `--exclude=${path.slice(1)}`),
    // With nothing to pack, tar wants to be told so.
    ...(real.length === 0 ? ['-T', '/dev/null'] : ['--', ...real.map(([, folder]) => folder.slice(1))]),
  ];
}

/** The name that the session sees, where the folder has another one on this machine; targets of symlinks stay. */
function rename(folder: string, path: string): string {
  const pattern = folder.slice(1).replaceAll(/[.*[\]\\^$,]/g, '\\$&');
  const replacement = path.slice(1).replaceAll(/[\\&,]/g, '\\$&');
  return `--transform=flags=rhS;s,^${pattern}\\(/\\|$\\),${replacement}\\1,`;
}
