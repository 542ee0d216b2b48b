// npm run dev: for working on BurstFlare. `wrangler dev` rebuilds the gateway and Vite the console
// on every change; the process host runs beside them. Slower than npm start (about an eighth of the
// requests per second), on the same data folder.
import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { buildForDev, built, versionId } from './builds.ts';
import { type DataDir, openDataDir } from './data-dir.ts';
import { onEndSignals } from './end-signals.ts';
import { failureText } from './failure-text.ts';
import { hostSocket, startHost } from './host-process.ts';
import { freePort } from './listening.ts';
import { openLog } from './log-file.ts';
import { consoleUrl, previewDomain } from './platform.ts';
import { readSettings, root } from './settings.ts';
import { startSweeps } from './sweeps.ts';
import { waitUntil } from './wait.ts';

const children: ChildProcess[] = [];
const undo: (() => void | Promise<void>)[] = [];
let ending = false;
onEndSignals(() => void end(0));

try {
  await serve();
} catch (error) {
  if (!ending) {
    console.error(failureText(error));
    await end(1);
  }
}

async function serve(): Promise<void> {
  const settings = readSettings(process.env);
  const port = await freePort(settings.host, settings.port);
  const consolePort = await freePort('127.0.0.1', settings.consolePort);
  const gatewayUrl = `http://127.0.0.1:${port}`;
  const viteUrl = `http://localhost:${consolePort}`;

  await buildForDev();
  const data = await openDataDir(settings.dataDir);
  undo.push(() => data.release());
  const log = openLog(data.log);
  const host = await startHost({
    daemon: built.hostDaemon,
    runtime: built.runtime,
    dataDir: data.host,
    runDir: data.run,
    secret: data.hostSecret,
    gatewayUrl,
    bodyStallSeconds: settings.vars.BODY_STALL_SECONDS,
    egressAllow: settings.egressAllow,
    log: (line, level) => log.write('host', line, level),
    onRestart: () => {},
  });
  undo.push(() => host.stop());

  const env = {
    WRANGLER_SEND_METRICS: 'false',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    // it shows the whole database to whoever asks, on the origins of previews as well
    X_LOCAL_EXPLORER: 'false',
    BURSTFLARE_URL: gatewayUrl,
  };
  const state = ['--persist-to', join(data.path, 'state')];
  const migrate = ['d1', 'migrations', 'apply', 'burstflare', '--local', ...state];
  await finished(run('wrangler', migrate, { ...env, CI: 'true' }));
  const variables = variablesFile(data, {
    // the page's origin: what cookies and the Origin check go by
    BASE_URL: consoleUrl(consolePort),
    PREVIEW_DOMAIN: previewDomain(port),
    VERSION_ID: versionId(),
    PROCESS_HOST_URL: await hostRelay(join(data.path, 'run', hostSocket)),
    ...settings.vars,
  });
  const listen = ['--ip', settings.host, '--port', String(port)];
  run('wrangler', ['dev', ...listen, ...state, '--env-file', variables], env);
  const strict = ['--port', String(consolePort), '--strictPort'];
  run('npm', ['run', 'dev', '-w', '@burstflare/console', '--', ...strict], env);
  await waitUntil(
    // the slower one first: wrangler prints a line for each request
    async () => ending || ((await answers(viteUrl)) && (await answers(`${gatewayUrl}/api/health`))),
    120_000,
    'both servers',
  );
  if (ending) return;
  const sweeps = startSweeps({ scheduled: (cron) => sweepByWrangler(gatewayUrl, cron) }, (error) => {
    log.write('sweeps', String(error), 'error');
  });
  undo.push(() => sweeps.stop());
  console.log(
    `\n  Console  ${consoleUrl(consolePort)}   (hot reload)\n  Gateway  ${gatewayUrl}   (rebuilt on change)\n  Data     ${data.path}\n`,
  );
}

/**
 * wrangler dev cannot reach a Unix socket. This port is ours for as long as we run, so no stranger
 * gets the host's secret when the host dies; a request then fails at once.
 */
function hostRelay(path: string): Promise<string> {
  const server = createServer((socket) => {
    const onward = connect(path);
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      from.on('error', () => to.destroy()).pipe(to);
    }
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      // it listens on TCP
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    }),
  );
}

/** wrangler's own way to call the scheduled handler. */
async function sweepByWrangler(gatewayUrl: string, cron: string): Promise<string> {
  const url = `${gatewayUrl}/cdn-cgi/local/scheduled?${new URLSearchParams({ cron })}`;
  return await fetch(url, { signal: AbortSignal.timeout(60_000) }).then((response) => response.text());
}

/** A file, so that no secret shows in the list of processes. */
function variablesFile(data: DataDir, variables: Record<string, string>): string {
  const values = { ...variables, SERVER_KEY: data.serverKey, HOST_SECRET: data.hostSecret };
  const file = join(data.path, 'keys/dev.env');
  const lines = Object.entries(values).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  return file;
}

function run(command: string, args: string[], env: Record<string, string>): ChildProcess {
  // whatever starts now would be left behind
  if (ending) throw new Error('The end has begun.');
  const child = spawn(command, args, {
    cwd: root,
    // a group of its own: both tools start children that a signal to the tool alone does not reach
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  children.push(child);
  child.once('exit', (code) => {
    if (ending || code === 0) return;
    console.error(`\n${command} ${args[0]} ended with code ${code}; stopping.`);
    void end(1);
  });
  return child;
}

function finished(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.once('exit', resolve));
}

async function answers(url: string): Promise<boolean> {
  return await fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

async function end(code: number): Promise<void> {
  if (ending) process.exit(1);
  ending = true;
  const running = children.filter((child) => child.exitCode === null && child.signalCode === null);
  for (const { pid } of running) if (pid) process.kill(-pid, 'SIGTERM');
  await Promise.all(running.map(finished));
  for (const step of undo.splice(0).reverse()) await step();
  process.exit(code);
}
