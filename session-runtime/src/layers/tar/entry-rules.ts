// Owns which entries of an archive may be unpacked: inside the given folders, and so that nothing
// is ever written through a link.
import { RESERVED } from '../left-behind.ts';
import { EntryRefused } from '../refusal.ts';
import type { TarEntry } from './scanner.ts';

/** The kernel takes paths of 4,096 bytes with their end. */
export const MAX_NAME_BYTES = 4095;

export interface Rules {
  /** The folders that entries may lie in, as the archive names them; '' is all of it. */
  roots: readonly string[];
  /** Where the archive's top is in the session: what absolute link targets are measured against. */
  base: string;
  /** What becomes of symlinks that lead out of the roots. */
  outwardLinks: 'refuse' | 'keep';
  fifos: 'refuse' | 'keep';
  sparse: 'refuse' | 'keep';
}

/**
 * Threat: an archive that writes outside of its folders, by its names, or through a link that it
 * brings itself. Property: each name is relative, free of `..` and in a root; no entry lies at or
 * below a link of the same archive; a hard link's target is held to the same.
 */
export class EntryRules {
  readonly #links = new Set<string>();

  constructor(readonly rules: Rules) {}

  /**
   * The entry's name in its normal form, without a slash at the end; '' for the top itself. Throws
   * if it is not taken.
   */
  check({ name, type, target, sparse }: TarEntry): string {
    const refuse = (reason: string) => new EntryRefused(name, reason);
    if (type === 'device') throw refuse('it is a device');
    if (type === 'fifo' && this.rules.fifos === 'refuse') throw refuse('it is a named pipe');
    if (sparse !== null && this.rules.sparse === 'refuse') throw refuse('it is a sparse file');
    const path = this.#place(name, name);
    if (this.#isRoot(path)) {
      if (type !== 'directory') throw refuse('it stands where a folder has to be');
    } else if (this.#through(path) || this.#links.has(path))
      throw refuse('it lies at or below a link of the same archive');
    if (type === 'symlink') this.#checkSymlink(name, path, target ?? '');
    if (type === 'hardlink') this.#checkHardLink(name, path, target ?? '');
    return path;
  }

  #checkSymlink(name: string, path: string, target: string): void {
    if (target === '' || target.includes('\0') || target.length > 4095)
      throw new EntryRefused(name, 'it is a link to nowhere');
    this.#links.add(path);
    if (this.rules.outwardLinks === 'refuse' && !this.#leadsInside(path, target)) {
      throw new EntryRefused(name, 'it is a link that leads out');
    }
  }

  #checkHardLink(name: string, path: string, target: string): void {
    const original = this.#place(target, name, 'the name of what it links to');
    if (this.#isRoot(original) || this.#through(original))
      throw new EntryRefused(name, 'it is a hard link that leads out');
    if (this.#links.has(original)) this.#links.add(path);
  }

  #place(name: string, entry: string, what = 'its name'): string {
    const refuse = (reason: string) => new EntryRefused(entry, reason);
    if (name === '' || name.includes('\0')) throw refuse(`${what} is no proper one`);
    if (name.startsWith('/')) throw refuse(`${what} is absolute`);
    const parts = name.split('/').filter((part) => part !== '' && part !== '.');
    if (parts.includes('..')) throw refuse(`${what} holds “..”`);
    if (name.length > MAX_NAME_BYTES || parts.some((part) => part.length > 255)) throw refuse(`${what} is too long`);
    const path = parts.join('/');
    const root = this.rules.roots.find((root) => isWithin(path, root));
    if (root === undefined) throw refuse('it lies outside of the folders that may be written');
    const inside = root === '' ? path : path.slice(root.length + 1);
    if (inside === RESERVED || inside.startsWith(`${RESERVED}/`)) throw refuse(`${RESERVED} belongs to the runtime`);
    return path;
  }

  #isRoot(path: string): boolean {
    return this.rules.roots.includes(path);
  }

  #through(path: string): boolean {
    if (this.#links.size === 0) return false;
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (this.#links.has(path.slice(0, slash))) return true;
    }
    return false;
  }

  // Folders above an entry are real ones, so leading `..` can be reckoned without looking. Behind a
  // name, which may be another link, they cannot: `a/b/..` is `a` only if `b` is no link.
  #leadsInside(path: string, target: string): boolean {
    const parts = target.split('/').filter((part) => part !== '' && part !== '.');
    const ups = parts.findIndex((part) => part !== '..');
    const up = ups < 0 ? parts.length : ups;
    const rest = parts.slice(up);
    if (rest.includes('..')) return false;
    const at = target.startsWith('/') ? (up > 0 ? null : []) : climb(this.#inSession(path).slice(0, -1), up);
    if (at === null) return false;
    const place = [...at, ...rest].join('/');
    return this.rules.roots.some((root) => isWithin(place, this.#inSession(root).join('/')));
  }

  #inSession(path: string): string[] {
    return `${this.rules.base}/${path}`.split('/').filter((part) => part !== '');
  }
}

const climb = (folder: string[], up: number) => (up > folder.length ? null : folder.slice(0, folder.length - up));

const isWithin = (path: string, root: string) => root === '' || path === root || path.startsWith(`${root}/`);
