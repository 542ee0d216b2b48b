// The whole platform as one object: data folder, process host, gateway and sweeps, started in that order and stopped in the other.
import { createServer } from 'node:net';
import { built, versionId } from './builds.ts';
import { type DataDir, openDataDir } from './data-dir.ts';
import { type HostProcess, startHost } from './host-process.ts';
import { openLog, type PlatformLogFile } from './log-file.ts';
import type { Settings } from './settings.ts';
import { startSweeps } from './sweeps.ts';
import { waitUntil } from './wait.ts';
import { startWorker } from './worker.ts';

export interface Platform {
  readonly url: string;
  readonly port: number;
  readonly hostPid: number | undefined;
  readonly data: DataDir;
  /** Does at once what is done every minute. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

export class PortInUse extends Error {}

/** `onFatal` is called when the platform cannot go on by itself. */
export async function startPlatform(settings: Settings, onFatal: (reason: string) => void): Promise<Platform> {
  const data = await openDataDir(settings.dataDir);
  const undo: (() => void | Promise<void>)[] = [() => data.release()];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const log = openLog(data.log);
    const port = await freePort(settings.host, settings.port);
    const url = `http://localhost:${port}`;
    const running = { url, port, pid: process.pid };
    const host = await hostFor(data, port, log, (pid) => data.announce({ ...running, hostPid: pid }));
    undo.push(() => host.stop());
    const worker = await startWorker({
      host: settings.host,
      port,
      state: data.state,
      bindings: bindingsOf(settings, data, port, host),
      log: (line, level) => log.write('gateway', line, level),
    });
    undo.push(() => worker.dispose());
    await checkHealth(port, data.log);
    const sweeps = startSweeps(worker, (error) => {
      log.write('sweeps', error instanceof Error ? (error.stack ?? error.message) : String(error), 'error');
      if (isRuntimeGone(error)) onFatal('workerd cannot be started again');
    });
    undo.push(() => sweeps.stop());
    data.announce({ ...running, hostPid: host.pid });
    return { url, port, hostPid: host.pid, data, sweep: () => sweeps.sweep(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A wrong setting is told by the gateway with its first request: `ready` is not said before it has answered one well. */
async function checkHealth(port: number, log: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(30_000) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`The gateway answers ${response.status} to a health request; why is in ${log}.`);
}

function hostFor(
  data: DataDir,
  port: number,
  log: PlatformLogFile,
  onRestart: (pid: number) => void,
): Promise<HostProcess> {
  return startHost({
    daemon: built.hostDaemon,
    runtime: built.runtime,
    dataDir: data.host,
    secret: data.hostSecret,
    gatewayUrl: `http://127.0.0.1:${port}`,
    log: (line, level) => log.write('host', line, level),
    onRestart,
  });
}

function bindingsOf(settings: Settings, data: DataDir, port: number, host: HostProcess): Record<string, string> {
  return {
    BASE_URL: `http://localhost:${port}`,
    PREVIEW_DOMAIN: `preview.localhost:${port}`,
    VERSION_ID: versionId(),
    RUNTIME_HOST: 'process',
    PROCESS_HOST_URL: host.url,
    ...settings.vars,
    SERVER_KEY: data.serverKey,
    HOST_SECRET: data.hostSecret,
  };
}

/** A port left by a platform that was just killed is given a moment to become free. */
export async function freePort(host: string, port: number): Promise<number> {
  let found = 0;
  let problem: NodeJS.ErrnoException | undefined;
  const tryIt = () =>
    new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once('error', (error: NodeJS.ErrnoException) => {
        problem = error;
        resolve(false);
      });
      server.listen(port, host, () => {
        const address = server.address();
        if (address && typeof address === 'object') found = address.port;
        server.close(() => resolve(true));
      });
    });
  await waitUntil(tryIt, 2_000, 'the port').catch(() => {
    const why = problem?.code === 'EADDRINUSE' ? 'another program listens there' : (problem?.message ?? 'unknown');
    throw new PortInUse(
      `Port ${port} on ${host} cannot be used: ${why}.\nChoose another one: PORT=${port + 1} npm start`,
    );
  });
  return found;
}

const isRuntimeGone = (error: unknown) =>
  error instanceof Error && 'code' in error && ['ERR_RUNTIME_FAILURE', 'ERR_DISPOSED'].includes(String(error.code));
