// Owns the list of what goes into a bundle, in an order that does not depend on the disk, and what
// is wrong with it.
import { isUtf8 } from 'node:buffer';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, Failure } from '../failures.ts';
import { type GitFiles, gitFiles } from './git.ts';
import { IgnoreRules } from './ignore-rules.ts';

export type Entry = { path: string } & (
  { type: 'file'; bytes: number; executable: boolean } | { type: 'directory' } | { type: 'symlink'; target: string }
);

export interface Listing {
  folder: string;
  entries: readonly Entry[];
  /** Of all files, before compression. */
  bytes: number;
  /** What was left out, or might better be, one sentence each. */
  remarks: readonly string[];
}

/** The most that a session's runtime unpacks. */
const MAX_ENTRIES = 200_000;
const SHOWN = 10;

export async function listFiles(folder: string): Promise<Listing> {
  const walk = new Walk(folder);
  const git = await gitFiles(folder);
  await walk.enter('', IgnoreRules.of(folder, git));
  if (walk.unnamed.length > 0) throw namesUnreadable(walk.unnamed);
  if (walk.outside.length > 0) throw linksLeadOut(walk.outside);
  const files = walk.entries.filter((entry) => entry.type === 'file');
  return {
    folder,
    entries: walk.entries,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    remarks: remarksOn(walk, git),
  };
}

class Walk {
  readonly entries: Entry[] = [];
  readonly outside: string[] = [];
  readonly special: string[] = [];
  /** Names that are no text in UTF-8, which nothing behind this could carry. */
  readonly unnamed: string[] = [];
  /** Files of secrets that a rule leaves out. */
  readonly secretsLeft: string[] = [];

  constructor(readonly folder: string) {}

  async enter(base: string, above: IgnoreRules): Promise<void> {
    const rules = above.within(join(this.folder, base), base);
    const options = { withFileTypes: true, encoding: 'buffer' } as const;
    const entries = await readdir(join(this.folder, base), options).catch((error: unknown) => {
      throw unreadable(base === '' ? this.folder : base, error);
    });
    const names = entries.map((found) => ({ found, name: found.name.toString() }));
    // By code units: a locale's order would differ from machine to machine.
    for (const { found, name } of names.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${base}${name}`;
      if (rules.ignores(path, found.isDirectory())) {
        if (found.isFile() && isSecret(path)) this.secretsLeft.push(path);
        continue;
      }
      if (this.entries.length >= MAX_ENTRIES) throw tooMany();
      if (!isUtf8(found.name)) {
        this.unnamed.push(`${base}${inBytes(found.name)}`);
        continue;
      }
      if (found.isDirectory()) {
        this.entries.push({ path, type: 'directory' });
        await this.enter(`${path}/`, rules);
      } else if (found.isSymbolicLink()) await this.#link(path);
      else if (found.isFile()) await this.#file(path);
      else this.special.push(path);
    }
  }

  async #file(path: string): Promise<void> {
    const { size, mode } = await lstat(join(this.folder, path));
    // Of the permissions only this one is the project's; the others are the umask's.
    this.entries.push({ path, type: 'file', bytes: size, executable: (mode & 0o100) !== 0 });
  }

  async #link(path: string): Promise<void> {
    const bytes = await readlink(join(this.folder, path), { encoding: 'buffer' });
    if (!isUtf8(bytes)) {
      this.unnamed.push(`${path} → ${inBytes(bytes)}`);
      return;
    }
    const target = bytes.toString().replaceAll('\\', '/');
    if (leadsInside(path, target)) this.entries.push({ path, type: 'symlink', target });
    else this.outside.push(`${path} → ${target}`);
  }
}

/**
 * Threat: a link out of the folder is a file of this machine for whoever reads the folder here, and
 * a file of the session's there.
 * Property: only links that stay inside by their words go in. `..` behind a name is no such: the
 * name may itself be a link.
 */
export function leadsInside(path: string, target: string): boolean {
  if (target === '' || target.startsWith('/') || /^[A-Za-z]:/.test(target)) return false;
  const parts = target.split('/').filter((part) => part !== '' && part !== '.');
  const ups = parts.findIndex((part) => part !== '..');
  const up = ups < 0 ? parts.length : ups;
  return up <= path.split('/').length - 1 && !parts.slice(up).includes('..');
}

/** `caf\xe9.txt`: a name of another encoding, as shells write it. */
const inBytes = (name: Buffer) =>
  [...name]
    .map((byte) =>
      byte < 0x20 || byte > 0x7e ? `\\x${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte),
    )
    .join('');

const isSecret = (path: string) => /(^|\/)\.env(\.(?!example|sample|template)[^/]*)?$/.test(path);

function remarksOn({ entries, special, secretsLeft }: Walk, git: GitFiles): string[] {
  const secret = entries.filter(({ path, type }) => type === 'file' && isSecret(path));
  const [first] = secretsLeft;
  return [
    ...(!git.asked && git.reason !== null
      ? [`git could not be asked what it ignores, so only .gitignore is heeded: ${git.reason}`]
      : []),
    ...(first !== undefined
      ? [
          `Left out, as git ignores it: ${shown(secretsLeft)}. Sessions see the project without it: ` +
            `a line !${first} in .flareignore sends it, and \`env\` in burstflare.yaml is for values that are not secret.`,
        ]
      : []),
    ...(special.length > 0 ? [`Left out, since they are no files: ${shown(special)}`] : []),
    ...(secret.length > 0
      ? [`${shown(secret.map(({ path }) => path))} goes along; name it in .flareignore if it holds secrets.`]
      : []),
  ];
}

const shown = (paths: readonly string[]) =>
  paths.slice(0, SHOWN).join(', ') + (paths.length > SHOWN ? ` and ${paths.length - SHOWN} more` : '');

function linksLeadOut(links: readonly string[]): Failure {
  return new Failure({
    code: 'links_lead_out',
    title: 'The folder has links that lead out of it',
    detail: [...links.slice(0, SHOWN), ...(links.length > SHOWN ? [`and ${links.length - SHOWN} more`] : [])].join(
      '\n',
    ),
    next: 'Copy what they lead to into the folder, use relative links, or exclude them in .flareignore.',
    exitCode: EXIT.usage,
  });
}

function namesUnreadable(names: readonly string[]): Failure {
  return new Failure({
    code: 'names_unreadable',
    title: 'The folder has names that are not UTF-8',
    detail: [...names.slice(0, SHOWN), ...(names.length > SHOWN ? [`and ${names.length - SHOWN} more`] : [])].join(
      '\n',
    ),
    next: 'Rename them, or exclude them in .flareignore (a ? stands for such a character).',
    exitCode: EXIT.usage,
  });
}

function tooMany(): Failure {
  return new Failure({
    code: 'bundle_too_large',
    title: `The folder has more than ${MAX_ENTRIES} entries`,
    next: 'Exclude what a session does not need in .flareignore.',
    exitCode: EXIT.usage,
  });
}

export function unreadable(path: string, error: unknown): Failure {
  return new Failure({
    code: 'unreadable',
    title: `${path} cannot be read`,
    detail: error instanceof Error ? error.message : String(error),
    next: 'Make it readable, or exclude it in .flareignore.',
    exitCode: EXIT.usage,
  });
}
