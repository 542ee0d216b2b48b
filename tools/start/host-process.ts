// The process host beside the gateway: one child that runs the sessions. It ends when its stdin
// closes, so it cannot outlive this process.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface HostSettings {
  readonly daemon: string;
  readonly runtime: string;
  readonly dataDir: string;
  /** Where its socket is: a folder that nobody else may enter. */
  readonly runDir: string;
  readonly secret: string;
  readonly gatewayUrl: string;
  /** What sessions may reach beyond the internet. */
  readonly egressAllow: string;
  /**
   * How long the body of a request may bring nothing; undefined: as long as the host takes for
   * right.
   */
  readonly bodyStallSeconds: string | undefined;
  log(line: string, level: string): void;
  /** Another process has taken the host's place. */
  onRestart(pid: number): void;
}

/** In the folder `runDir`. */
export const hostSocket = 'host.sock';

export interface HostProcess {
  readonly pid: number;
  stop(): Promise<void>;
}

const readyLimitMs = 20_000;
const pauseMs = 1_000;

export async function startHost(settings: HostSettings): Promise<HostProcess> {
  let stopping = false;
  let child = await launch(settings);
  watch();

  function watch(): void {
    child.once('exit', (code, signal) => {
      if (stopping) return;
      settings.log(
        `The process host ended (${signal ?? `code ${code}`}), and its sessions with it. Starting it again; sessions can be started again from the console.`,
        'error',
      );
      void restart();
    });
  }

  async function restart(): Promise<void> {
    while (!stopping) {
      try {
        child = await launch(settings);
        watch();
        if (stopping) child.stdin?.end();
        else settings.onRestart(child.pid ?? 0);
        return;
      } catch (error) {
        settings.log(`The process host does not start: ${error instanceof Error ? error.message : error}`, 'error');
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  return {
    get pid() {
      return child.pid ?? 0;
    },
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin?.end();
      const limit = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(limit);
    },
  };
}

async function launch(settings: HostSettings): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--enable-source-maps', settings.daemon], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // a group of its own: Ctrl-C is for the platform, which stops the host in its turn
    detached: true,
    // the socket's path is relative: it may have 107 bytes at most
    cwd: settings.runDir,
    env: {
      ...process.env,
      HOST_SOCKET: hostSocket,
      HOST_SECRET: settings.secret,
      HOST_DATA_DIR: settings.dataDir,
      HOST_GATEWAY_URL: settings.gatewayUrl,
      HOST_RUNTIME: settings.runtime,
      HOST_EGRESS_ALLOW: settings.egressAllow,
      HOST_BODY_STALL_SECONDS: settings.bodyStallSeconds,
      // names are resolved in these threads, and files are read in them: see the host's resolver
      UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '16',
    },
  });
  // a host that dies while it is written to is reported by its exit
  child.stdin.on('error', () => {});
  createInterface({ input: child.stderr }).on('line', (line) => settings.log(line, 'info'));
  return await new Promise((resolve, reject) => {
    const limit = setTimeout(() => child.kill('SIGKILL'), readyLimitMs);
    child.once('exit', (code, signal) => {
      clearTimeout(limit);
      reject(new Error(`it ended before it was ready (${signal ?? `code ${code}`}); see the log`));
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      // the daemon's one line of protocol
      if (!line.startsWith('{"ready":true')) return settings.log(line, 'info');
      clearTimeout(limit);
      child.removeAllListeners('exit');
      resolve(child);
    });
  });
}
