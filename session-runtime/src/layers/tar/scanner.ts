// Owns walking through a tar stream as it passes: which entries it holds and where it ends, at any
// boundaries, in bounded memory.
import { EntryRefused } from '../refusal.ts';
import { BLOCK, parseHeader, parsePax, type Header } from './header.ts';
import { MAX_SPARSE_BYTES, sparseIn, SparseMap, type Sparse } from './sparse.ts';

const EXTENSION_BYTES = 1024 * 1024;

export type EntryType = 'file' | 'directory' | 'symlink' | 'hardlink' | 'fifo' | 'device';

export interface TarEntry {
  /** As it stands in the archive; latin1, so any bytes are carried unchanged. */
  name: string;
  type: EntryType;
  /** How long the content is in the archive. */
  size: number;
  mode: number;
  target: string | null;
  /** Set for a file with holes: its content here begins with their map. */
  sparse: Sparse | null;
}

export interface TarSink {
  /**
   * Throws to refuse the archive: nothing of this entry has been passed on yet. `head`: its header
   * blocks, if `wantsHeads`.
   */
  entry(entry: TarEntry, head: Buffer): void;
  wantsHeads?: boolean;
  /** A part of the content of the entry before. */
  data?(bytes: Buffer): void;
  /** All of that content has come. */
  dataEnd?(): void;
  /** What fills the last block of the content. */
  padding?(bytes: Buffer): void;
}

export interface ScanLimits {
  entries: number;
  bytes: number;
}

const TYPES: Record<string, EntryType> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '3': 'device',
  '4': 'device',
  '5': 'directory',
  '6': 'fifo',
};

const EXTENSIONS: Record<string, 'name' | 'target' | 'pax' | 'global'> = {
  L: 'name',
  K: 'target',
  x: 'pax',
  g: 'global',
};

/** What extension headers said of the entry that follows them. */
interface Pending {
  name?: string;
  target?: string;
  pax?: Map<string, string>;
}

/**
 * Threat: tar reads the archive another way than it was checked. Property: bytes are scanned before
 * they are passed on, and what is ambiguous (two names for one entry, content behind a link, old
 * kinds of sparse files, unknown types, bytes behind the end) is refused.
 */
export class TarScanner {
  entries = 0;
  bytes = 0;
  #sparseBytes = 0;
  #map: SparseMap | null = null;
  #head: Buffer[] = [];
  #state: 'header' | 'extension' | 'data' | 'padding' | 'ended' = 'header';
  #left = BLOCK;
  #padding = 0;
  readonly #block = Buffer.alloc(BLOCK);
  /** Whether what is being read belongs to an extended header. */
  #inExtension = false;
  #extension: { kind: 'name' | 'target' | 'pax' | 'global'; parts: Buffer[] } | null = null;
  #pending: Pending = {};

  constructor(
    readonly sink: TarSink,
    readonly limits: ScanLimits = { entries: Infinity, bytes: Infinity },
  ) {}

  write(bytes: Buffer): void {
    this.bytes += bytes.length;
    if (this.bytes > this.limits.bytes) {
      throw new EntryRefused('The archive', `it unpacks to more than ${this.limits.bytes} bytes`);
    }
    for (let at = 0; at < bytes.length;) {
      const part = this.#state === 'ended' ? bytes.subarray(at) : bytes.subarray(at, at + this.#left);
      at += part.length;
      this.#take(part);
    }
  }

  /** The stream is over: throws if it was cut. */
  end(): void {
    if (this.#state !== 'ended')
      throw new EntryRefused('The archive', this.bytes === 0 ? 'it is empty' : 'it is cut off');
  }

  #take(part: Buffer): void {
    this.#left -= part.length;
    switch (this.#state) {
      case 'header':
        return this.#takeHeader(part);
      case 'extension':
        this.#extension?.parts.push(Buffer.from(part)); // The stream's own buffer may be used again.
        this.#keepHead(part);
        if (this.#left === 0) this.#endExtension();
        return;
      case 'data':
        this.#map?.write(part);
        this.sink.data?.(part);
        if (this.#left === 0) this.#endData();
        return;
      case 'padding':
        if (this.#inExtension) this.#keepHead(part);
        else this.sink.padding?.(part);
        if (this.#left === 0) this.#expect('header', BLOCK);
        return;
      case 'ended':
        if (part.some((byte) => byte !== 0)) throw new EntryRefused('The archive', 'something follows its end');
    }
  }

  #takeHeader(part: Buffer): void {
    let block = part;
    if (part.length < BLOCK) {
      part.copy(this.#block, BLOCK - this.#left - part.length);
      block = this.#block;
    }
    if (this.#left > 0) return;
    const header = parseHeader(block);
    if (header === null) return this.#endArchive();
    this.#keepHead(block);
    const kind = EXTENSIONS[header.type];
    if (kind !== undefined) return this.#startExtension(kind, header);
    this.#startEntry(header);
  }

  #endArchive(): void {
    if (Object.keys(this.#pending).length > 0) throw new EntryRefused('The archive', 'it is cut off');
    this.#state = 'ended';
  }

  #startExtension(kind: 'name' | 'target' | 'pax' | 'global', { name, size }: Header): void {
    if (size === 0 || size > EXTENSION_BYTES) throw new EntryRefused(name, 'its extended header is empty or too long');
    this.#extension = { kind, parts: [] };
    this.#inExtension = true;
    this.#expect('extension', size);
    this.#padding = (BLOCK - (size % BLOCK)) % BLOCK;
  }

  #endExtension(): void {
    const { kind, parts } = this.#extension ?? { kind: 'global', parts: [] };
    const bytes = Buffer.concat(parts);
    this.#extension = null;
    if (kind === 'global') checkGlobal(parsePax(bytes, 'The archive'));
    else {
      if (this.#pending[kind] !== undefined) throw new EntryRefused('The archive', 'an entry has two extended headers');
      if (kind === 'pax') this.#pending.pax = parsePax(bytes, 'The archive');
      else this.#pending[kind] = untilNul(bytes);
    }
    this.#pad();
  }

  #startEntry(header: Header): void {
    const entry = resolve(header, this.#pending);
    this.#pending = {};
    this.#inExtension = false;
    const head = Buffer.concat(this.#head);
    this.#head = [];
    this.entries += 1;
    if (this.entries > this.limits.entries) {
      throw new EntryRefused('The archive', `it holds more than ${this.limits.entries} entries`);
    }
    this.#checkSparse(entry);
    this.sink.entry(entry, head);
    this.#padding = (BLOCK - (entry.size % BLOCK)) % BLOCK;
    if (entry.size > 0) this.#expect('data', entry.size);
    else this.#endData();
  }

  #checkSparse({ name, size, sparse }: TarEntry): void {
    this.#map = sparse === null ? null : new SparseMap(name, size, sparse.realSize);
    this.#sparseBytes += sparse?.realSize ?? 0;
    if (this.#sparseBytes > MAX_SPARSE_BYTES) {
      throw new EntryRefused(name, `the archive's sparse files are longer than ${MAX_SPARSE_BYTES} bytes`);
    }
  }

  // Copied: the stream's own buffer, or the block that parts of one are gathered in, may be used
  // again.
  #keepHead(bytes: Buffer): void {
    if (this.sink.wantsHeads === true) this.#head.push(Buffer.from(bytes));
  }

  #endData(): void {
    this.#map?.end();
    this.sink.dataEnd?.();
    this.#pad();
  }

  #pad(): void {
    if (this.#padding > 0) this.#expect('padding', this.#padding);
    else this.#expect('header', BLOCK);
  }

  #expect(state: 'header' | 'extension' | 'data' | 'padding', length: number): void {
    this.#state = state;
    this.#left = length;
  }
}

function resolve(header: Header, pending: Pending): TarEntry {
  const pax = pending.pax ?? new Map<string, string>();
  const sparse = sparseIn(pax, header.name);
  const name = one(header.name, pending.name, sparse?.name ?? pax.get('path'), header.name);
  const target = one(header.name, pending.target, pax.get('linkpath'), header.target);
  const size = pax.get('size');
  if (size !== undefined && !/^\d{1,15}$/.test(size)) throw new EntryRefused(name, 'its size is no number');
  const known = TYPES[header.type];
  if (known === undefined)
    throw new EntryRefused(name, `it is of a type that is not taken (${JSON.stringify(header.type)})`);
  // The slash is how old archives, and tar still, tell a folder.
  const type = known === 'file' && name.endsWith('/') ? 'directory' : known;
  const entry = { name, type, size: size === undefined ? header.size : Number(size), mode: header.mode };
  if (type !== 'file' && sparse !== null) throw new EntryRefused(name, `it is a sparse ${type}`);
  if (type !== 'file' && entry.size > 0) throw new EntryRefused(name, `it is a ${type} with content`);
  return { ...entry, sparse, target: type === 'symlink' || type === 'hardlink' ? target : null };
}

function one(entry: string, gnu: string | undefined, pax: string | undefined, plain: string): string {
  if (gnu !== undefined && pax !== undefined) throw new EntryRefused(entry, 'it has two names');
  return gnu ?? pax ?? plain;
}

/**
 * Git writes its commit into a global header; one that renames or resizes what follows is no
 * harmless comment.
 */
function checkGlobal(records: Map<string, string>): void {
  for (const key of records.keys()) {
    if (['path', 'linkpath', 'size'].includes(key) || key.startsWith('GNU.')) {
      throw new EntryRefused('The archive', `its global header sets ${key}`);
    }
  }
}

function untilNul(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
}
