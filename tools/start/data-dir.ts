// The data folder of a local platform: its lock, its keys, where each part keeps its data, and
// platform.json, which says who runs.
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { waitUntil } from './wait.ts';

/**
 * What platform.json says while a platform runs; it outlives a crash, so a reader checks the pid.
 */
export interface RunningPlatform {
  readonly url: string;
  readonly apiUrl: string;
  readonly port: number;
  readonly pid: number;
  readonly hostPid: number | undefined;
}

export interface DataDir {
  readonly path: string;
  /** Miniflare's persistence; `wrangler … --persist-to <data>/state` looks into `v3` below it. */
  readonly state: string;
  readonly host: string;
  /**
   * The Unix sockets between the platform's parts: a folder of its owner's, where nobody else can
   * connect or take a name.
   */
  readonly run: string;
  readonly log: string;
  /** Signs and derives everything that the control plane hands out. */
  readonly serverKey: string;
  /** Shared by the gateway and the process host, nobody else. */
  readonly hostSecret: string;
  announce(running: RunningPlatform): void;
  release(): void;
}

export class DataDirInUse extends Error {}

export async function openDataDir(path: string): Promise<DataDir> {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const lock = await lockDataDir(path);
  await waitForCrashedHost(path);
  const inside = (name: string) => {
    mkdirSync(join(path, name), { recursive: true, mode: 0o700 });
    return join(path, name);
  };
  const keys = inside('keys');
  const announcement = join(path, 'platform.json');
  return {
    path,
    state: inside('state/v3'),
    host: inside('host'),
    run: inside('run'),
    log: join(inside('logs'), 'platform.log'),
    serverKey: keyIn(join(keys, 'server.key')),
    hostSecret: keyIn(join(keys, 'host.key')),
    announce(running) {
      writeFileSync(`${announcement}.new`, `${JSON.stringify(running)}\n`, { mode: 0o600 });
      renameSync(`${announcement}.new`, announcement);
    },
    release() {
      rmSync(announcement, { force: true });
      lock.close();
    },
  };
}

/**
 * The lock is a listening abstract socket, named for the folder's inode: the kernel gives it to one
 * process and takes it back when that process ends in any way. A file with a pid would need a guess
 * about stale ones.
 */
async function lockDataDir(path: string): Promise<Server> {
  const { dev, ino } = statSync(realpathSync(path));
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      const holder = readAnnouncement(path);
      const who = holder ? `process ${holder.pid}, ${holder.url}` : 'a platform that is starting';
      reject(
        new DataDirInUse(
          `The data folder ${path} is in use by ${who}.\n` +
            `Stop that one${holder ? ` (kill ${holder.pid})` : ''}, or give this one a folder of its own: BURSTFLARE_DATA_DIR=… npm start`,
        ),
      );
    });
    server.listen(`\0burstflare-${dev}-${ino}`, resolve);
  });
  server.unref();
  return server;
}

export function readAnnouncement(path: string): RunningPlatform | undefined {
  const file = join(path, 'platform.json');
  if (!existsSync(file)) return undefined;
  // this program wrote the file, by rename, so it is whole
  return JSON.parse(readFileSync(file, 'utf8')) as RunningPlatform;
}

/**
 * After a crash the old process host ends by itself, once its stdin closes; the new one must not
 * meet it in the same folder.
 */
async function waitForCrashedHost(path: string): Promise<void> {
  const pid = readAnnouncement(path)?.hostPid;
  if (!pid) return;
  const isOurs = () => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('host/daemon');
    } catch {
      return false;
    }
  };
  await waitUntil(() => !isOurs(), 15_000, `the process host ${pid} of the platform that crashed to end`);
}

/** Made once; losing it signs everybody out and makes stored secrets unreadable. */
function keyIn(file: string): string {
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, randomBytes(32).toString('base64url'), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, 'utf8').trim();
}
