// Owns the archive of a session's files as one stream: what tar reads of them, in order, without
// what could not come back.
import { open } from 'node:fs/promises';
import type { FileList } from './file-list.ts';
import { EntryRefused } from './refusal.ts';
import { BLOCK } from './tar/header.ts';
import { Packer } from './tar/process.ts';
import { withMode, withoutProcessId } from './tar/rewrite.ts';
import { TarScanner, type TarEntry, type TarSink } from './tar/scanner.ts';
import { nameOf, placeOf, type Listed, type Tree } from './view/find.ts';

/** tar fills its last record; with other lengths all layers would get new digests. */
const RECORD = 20 * BLOCK;
const PIECE_BYTES = 256 * 1024;
/**
 * 1980-01-02, in seconds: what zip writes begins with 1980, in any time zone. The CLI's bundles
 * have the same.
 */
const NORMAL_TIME = 315_619_200;
const READ_ERROR = /^(.*): Read error at byte/;

export interface Aside {
  /** An archive of entries that were read before. */
  file: string;
  /** Where in it each of them is, headers included. */
  parts: ReadonlyMap<Listed, { at: number; length: number }>;
}

export interface Packing {
  trees: readonly Tree[];
  /** All times become the same. */
  normalise: boolean;
  /** In the order of the archive. */
  entries: readonly Listed[];
  aside: Aside | null;
  list: FileList;
  out: (bytes: Buffer) => Promise<void>;
  /** An entry was read that no restore would take. */
  refused: (name: string, reason: string) => void;
}

export class ArchiveStream {
  /** What was listed and tar did not read: it went away, or may not be read. */
  readonly unread: Listed[] = [];
  readonly #packer: Packer;
  readonly #writer: Writer;
  #next = 0;

  constructor(readonly packing: Packing) {
    const { trees, normalise, entries, aside } = packing;
    const now = entries.filter((entry) => aside?.parts.has(entry) !== true);
    this.#packer = new Packer(packArguments(trees, normalise, '-'), now.map(placeFromTop));
    this.#writer = new Writer(packing);
  }

  kill(): void {
    this.#packer.kill();
  }

  /** Returns the names of files that the disk did not give whole. */
  async run(): Promise<string[]> {
    const recorder = new Recorder();
    const scanner = new TarScanner(recorder);
    try {
      // A pipe yields Buffers as long as nobody sets an encoding on it.
      for await (const bytes of this.#packer.output as AsyncIterable<Buffer>) {
        scanner.write(bytes);
        for (const event of recorder.take()) {
          if ('entry' in event) await this.#before(event.entry);
          this.#writer.take(event);
        }
        await this.#writer.flush();
      }
      const words = await this.#packer.finish(); // Says why, where the stream ended before its time.
      scanner.end();
      await this.#upTo(this.packing.entries.length);
      await this.#writer.end();
      return words.flatMap((line) => READ_ERROR.exec(line)?.[1] ?? []);
    } finally {
      this.#packer.kill();
    }
  }

  /** What comes before this entry and tar was not asked for, or did not read. */
  async #before({ name }: TarEntry): Promise<void> {
    const { entries } = this.packing;
    const plain = name.endsWith('/') ? name.slice(0, -1) : name;
    let index = this.#next;
    for (; ; index++) {
      const entry = entries[index];
      if (entry === undefined) throw new Error(`tar packed ${name}, which it was not asked for`);
      if (nameOf(entry) === plain) break;
    }
    await this.#upTo(index);
    this.#next = index + 1;
  }

  async #upTo(index: number): Promise<void> {
    const { entries, aside } = this.packing;
    for (const entry of entries.slice(this.#next, index)) {
      const part = aside?.parts.get(entry);
      if (aside === null || part === undefined) this.unread.push(entry);
      else await this.#copy(aside.file, part, entry.mode);
    }
    this.#next = index;
  }

  async #copy(file: string, { at, length }: { at: number; length: number }, mode: number): Promise<void> {
    const recorder = new Recorder(mode);
    const scanner = new TarScanner(recorder);
    const handle = await open(file, 'r');
    try {
      for (let done = 0; done < length;) {
        const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, length - done));
        const { bytesRead } = await handle.read(piece, 0, piece.length, at + done);
        if (bytesRead === 0) throw new Error('What was read while the session was paused is gone');
        done += bytesRead;
        scanner.write(piece.subarray(0, bytesRead));
        for (const event of recorder.take()) this.#writer.take(event);
        await this.#writer.flush();
      }
    } finally {
      await handle.close();
    }
  }
}

type Event = { entry: TarEntry; head: Buffer } | { data: Buffer } | { padding: Buffer } | { dataEnd: true };

/** Keeps what a scan finds, for whoever has to wait between two of them. */
class Recorder implements TarSink {
  readonly wantsHeads = true;
  #events: Event[] = [];

  /** `mode`: what the header has to say, where tar saw another one. */
  constructor(readonly mode: number | null = null) {}

  take(): Event[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  entry(entry: TarEntry, head: Buffer): void {
    if (entry.sparse !== null) withoutProcessId(head, entry.sparse.name);
    if (this.mode !== null && this.mode !== entry.mode) withMode(head, this.mode);
    this.#events.push({ entry: { ...entry, mode: this.mode ?? entry.mode }, head });
  }

  data(data: Buffer): void {
    this.#events.push({ data });
  }

  dataEnd(): void {
    this.#events.push({ dataEnd: true });
  }

  padding(padding: Buffer): void {
    this.#events.push({ padding });
  }
}

class Writer {
  #parts: Buffer[] = [];
  #bytes = 0;
  #skips = false;
  readonly #skipped = new Set<string>();

  constructor(readonly packing: Pick<Packing, 'list' | 'out' | 'refused'>) {}

  take(event: Event): void {
    const { list } = this.packing;
    if ('entry' in event) {
      this.#skips = !this.#lists(event.entry);
      this.#put(event.head);
    } else if ('data' in event) {
      if (!this.#skips) list.data(event.data);
      this.#put(event.data);
    } else if ('padding' in event) this.#put(event.padding);
    else if (!this.#skips) list.dataEnd();
  }

  async flush(): Promise<void> {
    const [first] = this.#parts;
    if (first === undefined) return;
    const bytes = this.#parts.length === 1 ? first : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#bytes += bytes.length;
    await this.packing.out(bytes);
  }

  /** The two empty blocks that end an archive, and what fills the record. */
  async end(): Promise<void> {
    const length = Math.ceil((this.#bytes + 2 * BLOCK) / RECORD) * RECORD;
    await this.packing.out(Buffer.alloc(length - this.#bytes));
  }

  #lists(entry: TarEntry): boolean {
    try {
      if (entry.type === 'hardlink' && this.#skipped.has(entry.target ?? '')) {
        throw new EntryRefused(entry.name, 'it is another name of a file that is left out');
      }
      this.packing.list.entry(entry);
      return true;
    } catch (error) {
      if (!(error instanceof EntryRefused)) throw error;
      this.#skipped.add(entry.name);
      this.packing.refused(entry.name, error.reason);
      return false;
    }
  }

  #put(bytes: Buffer): void {
    if (!this.#skips && bytes.length > 0) this.#parts.push(bytes);
  }
}

/** As tar is given it, and finds it from `/`. */
const placeFromTop = (entry: Listed) => placeOf(entry).slice(1);

/** Reads entries into an archive of their own, as they are now. */
export function packAside(
  file: string,
  trees: readonly Tree[],
  normalise: boolean,
  entries: readonly Listed[],
): Packer {
  return new Packer(packArguments(trees, normalise, file), entries.map(placeFromTop));
}

/**
 * The same tree gives the same bytes: in a given order, without access and change times, without a
 * process id in the names of extended headers, and without owners, which differ with each start of
 * a session and mean nothing in the next. Holes stay holes, and are not read.
 */
function packArguments(trees: readonly Tree[], normalise: boolean, file: string): string[] {
  return [
    ...['-c', '-f', file, '-C', '/', '--format=posix', '--owner=0', '--group=0', '--numeric-owner'],
    '--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime',
    ...['--sparse', '--sparse-version=1.0', '--hole-detection=seek'],
    ...(normalise ? [`--mtime=@${NORMAL_TIME}`] : []),
    ...trees.flatMap(rename),
    ...['--null', '--no-recursion', '-T', '-'],
  ];
}

/**
 * The name that the session sees, where the folder has another one on this machine; targets of
 * symlinks stay.
 */
function rename({ folder, name }: Tree): string[] {
  const seen = Buffer.from(name, 'latin1').toString('utf8');
  if (folder === `/${seen}`) return [];
  const pattern = folder.slice(1).replaceAll(/[.*[\]\\^$,]/g, '\\$&');
  const replacement = seen.replaceAll(/[\\&,]/g, '\\$&');
  return [`--transform=flags=rhS;s,^${pattern}\\(/\\|$\\),${replacement}\\1,`];
}
