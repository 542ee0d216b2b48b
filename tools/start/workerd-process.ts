// How Miniflare's workerd is started: with the sockets that the platform keeps, with none of
// Miniflare's own doors, and bound to our life.
import childProcess, { type ChildProcess, type SpawnOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { findTool } from './system-tools.ts';

export interface WorkerdSettings {
  /**
   * workerd's paths of Unix sockets are relative to it: a socket's path may have 107 bytes at most.
   */
  readonly folder: string;
  /** Names of sockets in Miniflare's configuration, with the descriptors that they get. */
  readonly sockets: ReadonlyMap<string, number>;
  onExit(): void;
}

export interface WorkerdProcess {
  /** It does nothing any more, not even fail; connections wait. */
  freeze(): void;
  /** Miniflare starts workerd as Node would again. */
  release(): void;
}

/**
 * What Miniflare's sockets take from whoever knows the name: a CONNECT that opens every handler of
 * the Worker, queue and cron among them, and a header that says what the Worker believes of its
 * client (`request.cf`).
 */
const openNames = ['miniflare-unsafe-internal-capnp-connect', 'MF-CF-Blob'];

/**
 * Miniflare offers no way to hand descriptors to workerd, or to leave out a socket. So its one call
 * of spawn is met here. Threat: its entry socket serves objects of R2 to everybody on this machine
 * who knows a key, and each socket obeys two names that stand in Miniflare's source. Property: the
 * entry socket is one that nobody can connect to, and the names are secrets.
 */
export function prepareWorkerd({ folder, sockets, onExit }: WorkerdSettings): WorkerdProcess {
  endWorkerdWithUs();
  const original = childProcess.spawn;
  const descriptors = [...sockets.values()];
  let workerd: ChildProcess | undefined;
  const spawn = (command: string, args: readonly string[], options: SpawnOptions): ChildProcess => {
    if (args[0] !== 'serve') return original(command, args, options);
    const own = Array.isArray(options.stdio) ? options.stdio : [];
    const inherited = [...sockets.keys()].map((name, index) => `--socket-fd=${name}=${own.length + index}`);
    const kept = args.slice(1, -1).filter((arg) => !arg.startsWith('--socket-addr='));
    workerd = original(command, ['serve', ...kept, ...inherited, ...args.slice(-1)], {
      ...options,
      cwd: folder,
      stdio: [...own, ...descriptors],
    });
    hideOpenNames(workerd);
    workerd.once('exit', onExit);
    return workerd;
  };
  Object.assign(childProcess, { spawn });
  return {
    freeze: () => void workerd?.kill('SIGSTOP'),
    release: () => void Object.assign(childProcess, { spawn: original }),
  };
}

/**
 * The configuration goes to workerd's stdin in one piece; a text of the same length in its place
 * leaves its form alone.
 */
function hideOpenNames({ stdin }: ChildProcess): void {
  if (!stdin) throw new Error('workerd has no stdin to take its configuration from.');
  const write = stdin.write.bind(stdin);
  stdin.write = (configuration: Uint8Array) => {
    const hidden = Buffer.from(configuration);
    for (const name of openNames) {
      const secret = randomBytes(name.length).toString('hex').slice(0, name.length);
      for (let at = hidden.indexOf(name); at >= 0; at = hidden.indexOf(name)) hidden.write(secret, at);
    }
    return write(hidden);
  };
}

function endWorkerdWithUs(): void {
  if (process.platform !== 'linux' || !findTool('setpriv')) return;
  const require = createRequire(import.meta.url);
  // the package's default export is the path of its binary
  const workerd = createRequire(require.resolve('miniflare'))('workerd') as { default: string };
  process.env.BURSTFLARE_WORKERD = workerd.default;
  process.env.MINIFLARE_WORKERD_PATH = fileURLToPath(new URL('workerd.sh', import.meta.url));
}
