// Owns one save of the session's files: what is in it, read into chunks in bounded memory, and what
// it does not hold as it stood.
import { access, constants, lstat, mkdir } from 'node:fs/promises';
import type { LayerManifest, SaveWarning } from '../../generated/schemas.ts';
import { ChunkSpool, Cutter } from './chunk-spool.ts';
import { FileList } from './file-list.ts';
import type { KnownFrames } from './frames.ts';
import { ArchiveStream } from './pack.ts';
import { inArchive, outermost, type Places } from './places.ts';
import { isNoSpace, NoSpace } from './refusal.ts';
import { SaveWarnings } from './save-warnings.ts';
import type { ProcessTable } from '../processes/table.ts';
import { EntryRules } from './tar/entry-rules.ts';
import { nameOf, placeOf, type Listed, type Tree } from './view/find.ts';
import { changedSince, look, type Still } from './view/still.ts';

/** How often a save reads what changes while it is read, and how long it begins anew for that. */
const ROUNDS = 3;
const AGAIN_WITHIN_MS = 60_000;

export interface CaptureRequest {
  paths: readonly string[];
  normalise: boolean;
  /** Frames that need not be made again. */
  known: ReadonlySet<string>;
  /** How long the session's processes may stand still at a time. */
  maxPauseMs: number;
}

interface Surroundings {
  places: Places;
  frames: KnownFrames;
  processes: ProcessTable;
  /** A folder of its own for this capture. */
  spool: string;
  frameReady: () => void;
}

export class Capture {
  readonly warnings = new SaveWarnings();
  readonly spool: ChunkSpool;
  /** How long the session's processes stood still, in all. */
  pauseMs = 0;
  #cutter: Cutter;
  #stream: ArchiveStream | null = null;
  readonly #cancelling = new AbortController();

  constructor(
    readonly request: CaptureRequest,
    readonly around: Surroundings,
  ) {
    const { frames, frameReady, spool } = around;
    this.spool = new ChunkSpool({ folder: spool, frames, known: request.known, frameReady });
    this.#cutter = new Cutter(this.spool);
  }

  /** How much of the archive is done. */
  get rawBytes(): number {
    return this.#cutter.bytes;
  }

  cancel(): void {
    this.#cancelling.abort();
    this.#stream?.kill();
  }

  async run(): Promise<LayerManifest> {
    const { signal } = this.#cancelling;
    try {
      const trees = await this.#trees();
      await mkdir(this.around.spool, { recursive: true, mode: 0o700 });
      return await this.#rounds(trees);
    } catch (error) {
      await this.#cutter.settled(); // Whoever removes the spool must not be overtaken by a chunk.
      if (signal.aborted) throw new Error('The save was deleted while it ran', { cause: error });
      throw isNoSpace(error) ? new NoSpace('the save') : error;
    }
  }

  /** What changed while it was read is read once more, with the session standing still for it. */
  async #rounds(trees: Tree[]): Promise<LayerManifest> {
    const { places, spool, processes } = this.around;
    const { normalise, maxPauseMs } = this.request;
    const restless = new Set<string>();
    const asked = {
      ...{ trees, workspace: places.workspace, leaveOut: [places.spool], spool, normalise, processes, maxPauseMs },
      ...{ restless, signal: this.#cancelling.signal },
    };
    const began = performance.now();
    for (let round = 1; ; round++) {
      const still = await look(asked);
      this.pauseMs += still.pauseMs;
      const { manifest, leftOut, damaged } = await this.#read(trees, still);
      const changed = await changedSince(still, asked);
      const isLast = round === ROUNDS || still.ranOut || performance.now() - began > AGAIN_WITHIN_MS;
      if (changed.length > 0 && !isLast) {
        for (const entry of changed) restless.add(nameOf(entry));
        continue;
      }
      for (const { name, reason } of leftOut) this.#warn('left_out', name, reason);
      for (const name of damaged) this.#warn('changed', name, 'The disk did not give all of it; what lacks is zeros');
      const lost = new Set(leftOut.map(({ name }) => name));
      const why = `It was written to while it was read${still.ranOut ? ', and the session could not be paused for long enough' : ''}`;
      for (const name of changed.map(nameOf)) if (!lost.has(name)) this.#warn('changed', name, why);
      return manifest;
    }
  }

  // A folder that is not there is left out, so that a restore leaves alone what is there by then.
  async #trees(): Promise<Tree[]> {
    const trees: Tree[] = [];
    for (const path of outermost(this.request.paths)) {
      const folder = this.around.places.real(path);
      const stat = await lstat(folder).catch(() => null);
      if (stat === null) this.warnings.add('missing', path, 'The folder is not there');
      else if (!stat.isDirectory()) throw new Error(`${path} is no folder, and only folders are saved`);
      else trees.push({ folder, name: inArchive(path) });
    }
    return trees;
  }

  async #read(trees: Tree[], { packed, leftOut, aside }: Still) {
    this.#cancelling.signal.throwIfAborted();
    const lost = leftOut.map(({ entry, reason }) => ({ name: nameOf(entry), reason }));
    const roots = trees.map(({ name }) => name);
    const rules = { roots, base: '/', outwardLinks: 'keep', fifos: 'keep', sparse: 'keep' } as const;
    const files = new FileList(new EntryRules(rules));
    const cutter = (this.#cutter = new Cutter(this.spool));
    const stream = (this.#stream = new ArchiveStream({
      ...{ trees, normalise: this.request.normalise, entries: packed, aside, list: files },
      out: (bytes) => cutter.write(bytes),
      refused: (name, reason) => void lost.push({ name, reason: `${reason[0]?.toUpperCase()}${reason.slice(1)}` }),
    }));
    const damaged = await stream.run();
    const tarDigest = await cutter.end();
    for (const entry of stream.unread) lost.push({ name: nameOf(entry), reason: await whyUnread(entry) });
    const manifest: LayerManifest = {
      format: 'burstflare.snapshot.v3',
      paths: roots.map((name) => `/${readable(name)}`),
      chunks: cutter.chunks,
      files: files.files,
      fileCount: files.count,
      filesTruncated: files.truncated,
      totalRawBytes: cutter.bytes,
      totalBytes: cutter.chunks.reduce((sum, { bytes }) => sum + bytes, 0),
      tarDigest,
      unchangedRawBytes: cutter.unchangedBytes,
    };
    return { manifest, leftOut: lost, damaged };
  }

  #warn(kind: SaveWarning['kind'], name: string, reason: string): void {
    this.warnings.add(kind, `/${readable(name)}`, reason);
  }
}

const readable = (latin1: string) => Buffer.from(latin1, 'latin1').toString('utf8');

async function whyUnread(entry: Listed): Promise<string> {
  const path = Buffer.from(placeOf(entry), 'latin1');
  if ((await lstat(path).catch(() => null)) === null) return 'It was removed while the files were read';
  const isReadable = await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
  return isReadable ? 'It could not be read' : 'Its permissions keep the session’s user from reading it';
}
