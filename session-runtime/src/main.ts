// Owns the runtime's process: it answers health at once from what is here, then loads the rest; and
// ends all when the host says so.
import { chmodSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RuntimeHealth } from '../generated/schemas.ts';
import { MAX_HEADER_BYTES } from './http/headers.ts';
import { outliveErrors, report, withinExchange } from './http/last-net.ts';
import { readSettings } from './settings.ts';

const settings = readSettings(process.env);
const startedAt = new Date().toISOString();

type Loaded = Awaited<ReturnType<typeof loadRest>>;
let rest: Promise<Loaded> | null = null;
let loaded: Loaded | null = null;

async function loadRest() {
  const [{ Session }, { createApp }] = await Promise.all([import('./session.ts'), import('./app.ts'), openEgress()]);
  const session = new Session(settings);
  return { session, app: createApp(session, health) };
}

/** Before anything of the session runs: its programs take the way out for granted. */
async function openEgress(): Promise<void> {
  if (settings.egressSocket === null) return;
  const [{ openBridge }, { egressEnv }] = await Promise.all([
    import('./egress/bridge.ts'),
    import('./egress/environment.ts'),
  ]);
  Object.assign(settings.baseEnv, egressEnv(settings.sessionId));
  await openBridge(settings.egressSocket);
}

function load(): Promise<Loaded> {
  rest ??= loadRest().then((parts) => (loaded = parts));
  return rest;
}

function health(): RuntimeHealth {
  return {
    status: 'ok',
    version: settings.version,
    sessionId: settings.sessionId,
    instanceId: settings.instanceId,
    bootstrapId: loaded?.session.bootstrap?.bootstrapId ?? null,
    terminalReady: loaded !== null,
    isolation: settings.isolation,
    startedAt,
    uptimeSeconds: Math.round(process.uptime() * 1000) / 1000,
  };
}

const options = { requestTimeout: 0, keepAliveTimeout: 120_000, maxHeaderSize: MAX_HEADER_BYTES };
const server = createServer(options, (request, response) => {
  if (loaded === null && request.method === 'GET' && request.url === '/health') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(health()));
    response.once('finish', () => setImmediate(load));
    return;
  }
  const giveUp = () => void response.destroy();
  withinExchange(giveUp, () =>
    load()
      .then(({ app }) => app.request(request, response))
      .catch((error: unknown) => fail(error, giveUp)),
  );
});

server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
  socket.on('error', () => undefined); // Node has let go of it: an error that nobody listens for would end the runtime.
  const giveUp = () => void socket.destroy();
  withinExchange(giveUp, () =>
    load()
      .then(({ app }) => app.upgrade(request, socket, head))
      .catch((error: unknown) => fail(error, giveUp)),
  );
});

function fail(error: unknown, giveUp: () => void): void {
  report(error);
  giveUp();
}

let ending: Promise<void> | null = null;
function end(): void {
  ending ??= (async () => {
    server.close();
    await loaded?.session.end();
    process.exit(0);
  })();
}

process.on('SIGTERM', end);
process.on('SIGINT', end);
if (settings.endWithStdin) process.stdin.on('end', end).on('error', end).resume();

server.once('listening', outliveErrors);
if ('socket' in settings.listen) {
  const { socket } = settings.listen;
  server.listen(socket, () => chmodSync(socket, 0o600));
} else server.listen(settings.listen.port, '0.0.0.0');
