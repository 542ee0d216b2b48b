// Owns a session's disk: a folder under the data folder with what the session sees as /workspace,
// /home/dev, /tmp and /run/burstflare, and beside them, out of its reach, the host's own record.
// What the session writes is in a volume of its own where limits/ can make one.
import { chmod, chown, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Exit } from '../generated/host-schemas.ts';
import { writeJsonFile } from '../src/json-file.ts';
import { isRoot, type Account } from './accounts.ts';
import { filesIn, type Volumes } from './limits/volumes.ts';

const run = promisify(execFile);

/** What the host remembers of an instance, so that a daemon that starts later can tell. */
export interface DiskRecord {
  sessionId: string;
  instanceId: string;
  kind: string;
  account: Account;
  startedAt: string;
  exit: Exit | null;
}

export interface Disk {
  folder: string;
  workspace: string;
  home: string;
  tmp: string;
  run: string;
  etc: string;
}

export class Disks {
  readonly #instances: string;
  readonly #trash: string;

  constructor(
    dataDir: string,
    readonly volumes: Volumes | null = null,
  ) {
    this.#instances = join(dataDir, 'instances');
    this.#trash = join(dataDir, 'trash');
  }

  /**
   * Makes the folders, ends half-done removals, and answers the disks that an earlier daemon left.
   */
  async open(): Promise<DiskRecord[]> {
    for (const folder of [this.#instances, this.#trash]) {
      await mkdir(folder, { recursive: true });
      // Sessions without bubblewrap, as users of their own, reach their disk through here, and can
      // list nothing.
      await chmod(folder, isRoot ? 0o711 : 0o700);
    }
    await removeTrees(...(await readdir(this.#trash)).map((name) => join(this.#trash, name)));
    const records: DiskRecord[] = [];
    for (const sessionId of await readdir(this.#instances)) {
      const record = await this.#read(sessionId);
      if (record === null) await this.wipe(sessionId);
      else {
        // A disk that cannot be read fails the start that wants it, with the reason; all others go
        // on.
        await this.volumes?.mount(this.paths(sessionId).folder).catch((error: unknown) => {
          process.stderr.write(`The disk of session ${sessionId} cannot be mounted: ${String(error)}\n`);
        });
        records.push(record);
      }
    }
    return records;
  }

  paths(sessionId: string): Disk {
    const folder = join(this.#instances, sessionId);
    const files = filesIn(folder);
    return {
      folder,
      workspace: join(files, 'workspace'),
      home: join(files, 'home'),
      tmp: join(files, 'tmp'),
      run: join(files, 'run'),
      etc: join(folder, 'etc'),
    };
  }

  /**
   * Makes the disk if there is none. Only a fresh one is written to: on a kept one everything is
   * the session's own, links included.
   */
  async prepare(record: DiskRecord, hostname: string, bytes: number | null): Promise<Disk> {
    const { folder } = this.paths(record.sessionId);
    const fresh = (await readdir(folder).catch(() => null)) === null;
    if (fresh) await this.#make(folder, record.account, bytes);
    const disk = this.paths(record.sessionId);
    if (!fresh) await this.#emptyRun(disk, record.account);
    await Promise.all([writeEtc(disk.etc, record.account, hostname), this.write(record)]);
    this.volumes?.keep(folder);
    return disk;
  }

  async exists(sessionId: string): Promise<boolean> {
    return (await readdir(this.paths(sessionId).folder).catch(() => null)) !== null;
  }

  write(record: DiskRecord): Promise<void> {
    return writeJsonFile(join(this.paths(record.sessionId).folder, 'record.json'), record);
  }

  /**
   * Removes all of it. Renamed first, so that a daemon that dies halfway leaves no half disk under
   * the session's name.
   */
  async wipe(sessionId: string): Promise<void> {
    const doomed = join(this.#trash, `${sessionId}.${randomUUID()}`);
    await this.volumes?.release(this.paths(sessionId).folder);
    try {
      await rename(this.paths(sessionId).folder, doomed);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
      throw error;
    }
    await this.volumes?.unmount(doomed);
    await removeTrees(doomed);
  }

  // The socket of the last start is in the way of the next; nothing else of this folder is worth
  // keeping.
  async #emptyRun(disk: Disk, account: Account): Promise<void> {
    await removeTrees(disk.run);
    await mkdir(disk.run, { mode: 0o700 });
    await own(disk.run, account);
  }

  async #make(folder: string, account: Account, bytes: number | null): Promise<void> {
    const name = `.${randomUUID()}`;
    try {
      if ((await this.volumes?.take(this.paths(name).folder, bytes)) !== true)
        await mkdir(this.paths(name).folder, { mode: 0o711 });
      await this.#furnish(this.paths(name), account);
      await rename(this.paths(name).folder, folder);
    } catch (error) {
      await this.wipe(name); // It holds room of the machine's.
      throw error;
    }
  }

  async #furnish(draft: Disk, account: Account): Promise<void> {
    const folders = [draft.workspace, draft.home, draft.tmp, draft.run].map(async (folder) => {
      await mkdir(folder, { mode: 0o700 });
      await own(folder, account);
    });
    await Promise.all([...folders, mkdir(draft.etc, { mode: 0o755 })]);
    const files = Object.entries(HOME_FILES).map(async ([name, text]) => {
      await writeFile(join(draft.home, name), text, { mode: 0o644 });
      await own(join(draft.home, name), account);
    });
    await Promise.all(files);
  }

  async #read(sessionId: string): Promise<DiskRecord | null> {
    try {
      // The host alone writes this file, whole or not at all.
      return JSON.parse(await readFile(join(this.paths(sessionId).folder, 'record.json'), 'utf8')) as DiskRecord;
    } catch {
      return null;
    }
  }
}

async function own(path: string, { uid, shared }: Account): Promise<void> {
  if (!shared) await chown(path, uid, uid);
}

/**
 * Threat: the tree was the session's, so it may hold links that lead out and folders without
 * permissions. Property: `rm` follows no link, and no process of the session is left that could
 * swap a folder for one.
 */
async function removeTrees(...paths: string[]): Promise<void> {
  if (paths.length === 0) return;
  // Without root, a folder that its owner may not write has to be opened first; chmod -R follows no
  // link that it meets either.
  if (!isRoot) await run('chmod', ['-R', '--', 'u+rwX', ...paths]).catch(() => undefined);
  await run('rm', ['-rf', '--one-file-system', '--', ...paths]);
}

const HOME_FILES = {
  '.bash_profile': `# Login shells read this one file.
[ -n "$BURSTFLARE_PATH" ] && export PATH="$BURSTFLARE_PATH"
[ -f ~/.bashrc ] && . ~/.bashrc
`,
  '.bashrc': `[[ $- == *i* ]] || return
HISTSIZE=5000
shopt -s checkwinsize histappend
PS1='\\[\\e[38;5;208m\\]\\u@\\h\\[\\e[0m\\]:\\[\\e[38;5;75m\\]\\w\\[\\e[0m\\]\\$ '
alias ls='ls --color=auto' ll='ls -alF' grep='grep --color=auto'
`,
};

// No `tty` group: an unprivileged sshd would try to give each PTY to it, and fail.
async function writeEtc(folder: string, { uid, shared }: Account, hostname: string): Promise<void> {
  const id = shared ? DEV_ID : uid;
  const files = {
    passwd: `root:x:0:0:root:/root:/usr/sbin/nologin\ndev:x:${id}:${id}:dev:/home/dev:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n`,
    group: `root:x:0:\ndev:x:${id}:\nnogroup:x:65534:\n`,
    hostname: `${hostname}\n`,
    hosts: `127.0.0.1 localhost ${hostname}\n::1 localhost ip6-localhost\n`,
    profile: `[ -n "$BURSTFLARE_PATH" ] && export PATH="$BURSTFLARE_PATH"\numask 022\n`,
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text, { mode: 0o644 })));
}

/** The folder above `path` that keeps other users out; null if there is none. */
export function closedFolder(path: string): string | null {
  for (let folder = dirname(path); folder !== '/'; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return folder;
  }
  return null;
}

/** The id that a session sees itself as where bubblewrap maps it from the daemon's own. */
export const DEV_ID = 1000;
