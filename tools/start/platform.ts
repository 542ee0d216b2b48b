// The whole platform as one object: data folder, sockets, process host, gateway and sweeps, started
// in that order. It stops from the inside out: the sessions go before the gateway, and the gateway
// before the sockets, so that nothing of ours ever speaks to a stranger.
import { closeSync, openSync, rmSync } from 'node:fs';
import { built, versionId } from './builds.ts';
import { type DataDir, openDataDir } from './data-dir.ts';
import { type HostProcess, startHost } from './host-process.ts';
import { type Listening, listenOn } from './listening.ts';
import { openLog, type PlatformLogFile } from './log-file.ts';
import type { Settings } from './settings.ts';
import { startSweeps } from './sweeps.ts';
import { startWorker } from './worker.ts';

/** What the ready message shows of the gateway's health. */
export interface SessionsHealth {
  readonly available: boolean;
  readonly reason: string | null;
  readonly isolation: string | null;
  readonly limits: readonly {
    readonly name: 'memory' | 'processes' | 'processor' | 'disk' | 'systemCalls';
    readonly scope: 'session' | 'process' | 'none';
    readonly reason: string | null;
  }[];
}

export interface Platform {
  /** Where people open the console. */
  readonly url: string;
  /** For programs: only browsers find the names below `.localhost`. */
  readonly apiUrl: string;
  readonly port: number;
  /**
   * Where the front door is: both loopbacks, unless the machine has one only, and what HOST adds.
   */
  readonly addresses: readonly string[];
  readonly hostPid: number | undefined;
  readonly data: DataDir;
  /** Whether sessions can run, and within which limits. */
  readonly sessions: SessionsHealth;
  /** Does at once what is done every minute. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A name of the console's own: cookies know no ports, so on `localhost` itself every other program
 * would share them.
 */
export const consoleUrl = (port: number) => `http://burstflare.localhost:${port}`;

/**
 * Right below `localhost`: browsers let no page set a cookie for that, as for `com`, so no preview
 * reaches another one with cookies.
 */
export const previewDomain = (port: number) => `localhost:${port}`;

/** `onFatal` is called when the platform cannot go on by itself. */
export async function startPlatform(settings: Settings, onFatal: (reason: string) => void): Promise<Platform> {
  const data = await openDataDir(settings.dataDir);
  const undo: (() => void | Promise<void>)[] = [() => data.release()];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const log = openLog(data.log);
    const { front, doors, backstagePath } = await openDoors(settings, data);
    undo.push(() => front.close());
    const { port } = front;
    const url = consoleUrl(port);
    const apiUrl = `http://localhost:${port}`;
    const running = { url, apiUrl, port, pid: process.pid };
    const host = await hostFor(settings, data, port, log, (pid) => data.announce({ ...running, hostPid: pid }));
    undo.push(() => host.stop());
    const worker = await startWorker({
      doors,
      backstagePath,
      folder: data.run,
      state: data.state,
      bindings: bindingsOf(settings, data, port),
      log: (line, level) => log.write('gateway', line, level),
      onGone: () => onFatal('workerd cannot be started again'),
    });
    // below the host's step: it comes after that
    undo.splice(-1, 0, () => worker.stop());
    // What is under way goes on with the next start, as after a crash; with the gateway at work it
    // would fail for want of a host.
    undo.push(() => worker.freeze());
    const { sessions } = await checkHealth(port, data.log);
    const sweeps = startSweeps(worker.backstage, (error) => {
      log.write('sweeps', error instanceof Error ? (error.stack ?? error.message) : String(error), 'error');
    });
    undo.push(() => sweeps.stop());
    data.announce({ ...running, hostPid: host.pid });
    return {
      url,
      apiUrl,
      port,
      addresses: front.addresses,
      hostPid: host.pid,
      data,
      sessions,
      sweep: () => sweeps.sweep(),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openDoors(settings: Settings, data: DataDir) {
  // By way of a descriptor the paths are short, wherever the data folder is: a socket's path may
  // have 107 bytes at most.
  const folder = openSync(data.run, 'r');
  const path = (name: string) => `/proc/self/fd/${folder}/${name}`;
  const paths = [path('backstage.sock'), path('closed.sock')] as const;
  const listening = await listenOn(settings.host, settings.port, paths).catch((error: unknown) => {
    closeSync(folder);
    throw error;
  });
  // Without its name nobody can connect to it.
  rmSync(paths[1]);
  const count = listening.addresses.length;
  const [backstage = -1, closed = -1] = listening.descriptors.slice(count);
  const front: Listening = {
    ...listening,
    close: () => {
      listening.close();
      closeSync(folder);
    },
  };
  return {
    front,
    doors: { front: listening.descriptors.slice(0, count), backstage, closed },
    backstagePath: paths[0],
  };
}

/**
 * The gateway reports a wrong setting with its first request: `ready` is not said before it has
 * answered one well.
 */
async function checkHealth(port: number, log: string): Promise<{ sessions: SessionsHealth }> {
  const response = await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(30_000) });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`The gateway answers ${response.status} to a health request; why is in ${log}.`);
  }
  // the gateway's own answer, which the tests hold against the contract
  return (await response.json()) as { sessions: SessionsHealth };
}

function hostFor(
  settings: Settings,
  data: DataDir,
  port: number,
  log: PlatformLogFile,
  onRestart: (pid: number) => void,
): Promise<HostProcess> {
  return startHost({
    daemon: built.hostDaemon,
    runtime: built.runtime,
    dataDir: data.host,
    runDir: data.run,
    secret: data.hostSecret,
    gatewayUrl: `http://127.0.0.1:${port}`,
    egressAllow: settings.egressAllow,
    // one setting for every hop: the gateway reads the same
    bodyStallSeconds: settings.vars.BODY_STALL_SECONDS,
    log: (line, level) => log.write('host', line, level),
    onRestart,
  });
}

function bindingsOf(settings: Settings, data: DataDir, port: number): Record<string, string> {
  return {
    BASE_URL: consoleUrl(port),
    PREVIEW_DOMAIN: previewDomain(port),
    VERSION_ID: versionId(),
    RUNTIME_HOST: 'process',
    ...settings.vars,
    SERVER_KEY: data.serverKey,
    HOST_SECRET: data.hostSecret,
  };
}
