// Owns running the system's GNU tar: the JavaScript ones change or refuse absolute symlinks and
// lose hard links.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { isOwn } from '../../processes/table.ts';
import { EntryRefused, NoSpace } from '../refusal.ts';

const run = promisify(execFile);
const WORDS_BYTES = 16 * 1024;
// The session's own PATH may lead to another tar, and its TAR_OPTIONS to other archives.
export const ENV = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };

/** A tar process, and what it says. */
class Tar {
  readonly ended: Promise<number | null>;
  readonly child: ChildProcess;
  #words = '';

  constructor(args: string[], stdin: 'ignore' | 'pipe', stdout: 'ignore' | 'pipe') {
    this.child = spawn('tar', args, { cwd: '/', env: ENV, stdio: [stdin, stdout, 'pipe'] });
    isOwn(this.child);
    this.child.stderr?.on('data', (bytes: Buffer) => {
      if (this.#words.length < WORDS_BYTES) this.#words += bytes.toString('utf8');
    });
    this.ended = new Promise((resolve) => {
      this.child.once('error', (error) => {
        this.#words += `tar: ${error.message}\n`;
        resolve(null);
      });
      this.child.once('close', (code) => resolve(code));
    });
  }

  get words(): string[] {
    const lines = this.#words.split('\n').filter((line) => line !== '');
    return lines.map((line) => line.replace(/^tar: /, '').slice(0, 500));
  }

  get fullDisk(): boolean {
    // The last write that fits in part is known by its length alone.
    return /No space left on device|Disk quota exceeded|Wrote only \d+ of \d+ bytes/.test(this.#words);
  }
}

/** Packs the entries of these names, and nothing below them. What it cannot read it leaves out. */
export class Packer {
  readonly #tar: Tar;

  /** `names` from `/`, latin1. */
  constructor(args: string[], names: readonly string[]) {
    this.#tar = new Tar(args, 'pipe', 'pipe');
    const { stdin } = this.#tar.child;
    stdin?.on('error', () => undefined); // It ended early; `finish` tells why.
    stdin?.end(Buffer.from(names.map((name) => `${name}\0`).join(''), 'latin1'));
  }

  get output(): Readable {
    const { stdout } = this.#tar.child;
    if (stdout === null) throw new Error('tar was started without its output.');
    return stdout;
  }

  /**
   * What tar says; throws if it was ended from outside. It ends with 1 when files changed while it
   * read them, with 2 when there were some that it could not read; where it gave up, the archive
   * ends before its time.
   */
  async finish(): Promise<string[]> {
    const code = await this.#tar.ended;
    if (code !== null) return this.#tar.words;
    throw new Error(`tar did not end by itself: ${this.#tar.words.slice(0, 5).join('; ')}`);
  }

  kill(): void {
    this.#tar.child.kill('SIGKILL');
  }
}

/** Unpacks what is written to it into a folder. */
export class Unpacker {
  readonly #tar: Tar;

  constructor(folder: string) {
    const args = ['-x', '-f', '-', '-C', folder, '--no-same-owner', '--same-permissions', '--keep-directory-symlink'];
    this.#tar = new Tar(
      [...args, '--delay-directory-restore', '--no-selinux', '--no-acls', '--no-xattrs'],
      'pipe',
      'ignore',
    );
    this.#tar.child.stdin?.on('error', () => undefined); // It ended early; `finish` tells why.
  }

  async write(bytes: Buffer): Promise<void> {
    const { stdin } = this.#tar.child;
    if (stdin === null || stdin.destroyed) return this.#fail();
    if (!stdin.write(bytes)) await Promise.race([once(stdin, 'drain').catch(() => undefined), this.#tar.ended]);
    if (stdin.destroyed) await this.#fail();
  }

  /** Throws if not all was unpacked. */
  async finish(): Promise<void> {
    this.#tar.child.stdin?.end();
    if ((await this.#tar.ended) !== 0) await this.#fail();
  }

  async kill(): Promise<void> {
    this.#tar.child.kill('SIGKILL');
    await this.#tar.ended;
  }

  async #fail(): Promise<never> {
    const code = await this.#tar.ended;
    if (this.#tar.fullDisk) throw new NoSpace('what is unpacked');
    const words = this.#tar.words.slice(0, 5).join('; ');
    // Not begun, or ended from outside: that says nothing of the archive.
    if (code === null) throw new Error(`tar did not end by itself: ${words}`);
    throw new EntryRefused('The archive', `tar could not unpack it: ${words}`);
  }
}

/**
 * Removes trees whose folders may have lost their permissions. Neither command follows a link that
 * it meets.
 */
export async function removeTrees(...paths: string[]): Promise<void> {
  if (paths.length === 0) return;
  const remove = () => runOwn('rm', ['-rf', '--one-file-system', '--', ...paths]);
  try {
    await remove();
  } catch {
    await runOwn('chmod', ['-R', '--', 'u+rwX', ...paths]).catch(() => undefined);
    await remove();
  }
}

async function runOwn(file: string, args: string[]): Promise<void> {
  const running = run(file, args, { env: ENV });
  isOwn(running.child);
  await running;
}
