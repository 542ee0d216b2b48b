// The process host beside the gateway: one child that runs the sessions. It ends when its stdin closes, so it cannot outlive this process.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface HostSettings {
  readonly daemon: string;
  readonly runtime: string;
  readonly dataDir: string;
  readonly secret: string;
  readonly gatewayUrl: string;
  log(line: string, level: string): void;
  /** Another process has taken the host's place. */
  onRestart(pid: number): void;
}

export interface HostProcess {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const readyLimitMs = 20_000;
const pauseMs = 1_000;

export async function startHost(settings: HostSettings): Promise<HostProcess> {
  let stopping = false;
  const first = await launch(settings, 0);
  const { port } = first;
  let { child } = first;
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
        // the same port: the gateway was told its address once, at its own start
        ({ child } = await launch(settings, port));
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
    get url() {
      return `http://127.0.0.1:${port}`;
    },
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

async function launch(settings: HostSettings, port: number): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, ['--enable-source-maps', settings.daemon], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // a group of its own: Ctrl-C is for the platform, which stops the host in its turn
    detached: true,
    env: {
      ...process.env,
      HOST_PORT: String(port),
      HOST_SECRET: settings.secret,
      HOST_DATA_DIR: settings.dataDir,
      HOST_GATEWAY_URL: settings.gatewayUrl,
      HOST_RUNTIME: settings.runtime,
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
      const ready = readyLine(line);
      if (ready === undefined) return settings.log(line, 'info');
      clearTimeout(limit);
      child.removeAllListeners('exit');
      resolve({ child, port: ready });
    });
  });
}

function readyLine(line: string): number | undefined {
  if (!line.startsWith('{"ready":true')) return undefined;
  // the daemon's one line of protocol
  return (JSON.parse(line) as { port: number }).port;
}
