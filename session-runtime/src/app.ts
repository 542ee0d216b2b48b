// Owns what the runtime serves: each operation of openapi/runtime.yaml and what answers it,
// previews, and the contract itself.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RuntimeHealth } from '../generated/schemas.ts';
import { operations } from '../generated/operations.ts';
import { jobOperations } from './exec/operations.ts';
import type { Handlers } from './handlers.ts';
import { answer, answerProblem } from './http/answers.ts';
import { BODY_STALL_SECONDS, watchArrival } from './http/arrival.ts';
import { Plane } from './http/plane.ts';
import { layerOperations } from './layers/operations.ts';
import { logPart } from './log-part.ts';
import { PreviewProxy, isPreview } from './preview/proxy.ts';
import { Problem } from './problems.ts';
import type { Session } from './session.ts';

/** After the host, where one is in between: its answer tells whose fault it was. */
const LATER_SECONDS = 15;

function handlersOf(session: Session, health: () => RuntimeHealth): Handlers {
  const { app, health: appHealth, ports, terminals } = session;
  return {
    getRuntimeHealth: () => health(),
    bootstrapRuntime: ({ body }) => session.applyBootstrap(body),
    recordLifecycle: ({ body }) => session.recordLifecycle(body),
    listPorts: async ({ query: { since, waitSeconds } }, { signal }) => {
      if (since !== undefined) await ports.changedSince(since, waitSeconds * 1000, signal);
      return ports.list();
    },
    getPresence: () => session.presence(),
    getApp: () => appHealth.report(),
    restartApp: () => session.restartApp(),
    readAppLog: async ({ query: { offset, waitSeconds } }, { signal }) => {
      const asked = offset ?? app.log.start;
      if (asked >= app.log.end) await app.logged.wait(waitSeconds * 1000, signal);
      return logPart(app.log, asked);
    },
    listTerminals: () => ({ items: terminals.list() }),
    closeTerminal: ({ params: { terminalId } }) => {
      terminals.close(terminalId);
      return null;
    },
    connectTerminal: async ({ query: { terminalId, cols, rows, epoch, offset, inputId } }, { upgrade }) => {
      terminals.checkRoom(terminalId);
      if (upgrade?.request.headers.upgrade?.toLowerCase() !== 'websocket') throw new Problem('upgrade_required');
      const resume = epoch !== undefined && offset !== undefined ? { epoch, offset } : null;
      await terminals.attach(upgrade, { terminalId, cols, rows, resume, inputId });
      return null;
    },
    ...jobOperations(session),
    ...layerOperations(session),
  };
}

/** Everything but the health of the first moments: requests and upgrades, previews included. */
export function createApp(session: Session, health: () => RuntimeHealth) {
  const plane = new Plane(operations, handlersOf(session, health));
  const preview = new PreviewProxy(session);
  return {
    async request(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const url = request.url ?? '';
      watchArrival(request, BODY_STALL_SECONDS + LATER_SECONDS, () => stalled(request, response));
      if (isPreview(url)) await preview.request(request, response);
      else if (request.method === 'GET' && url === '/openapi.json') await sendContract(response);
      else await plane.request(request, response);
    },
    async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
      if (isPreview(request.url ?? '')) await preview.upgrade(request, socket, head);
      else await plane.upgrade(request, socket, head);
    },
    close: () => preview.close(),
  };
}

/** Behind an answer that has begun, nothing can be said any more. */
function stalled(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) request.destroy();
  else answerProblem(request, response, new Problem('request_timeout'));
}

async function sendContract(response: ServerResponse): Promise<void> {
  const { default: contract } = await import('../../openapi/generated/runtime.json', { with: { type: 'json' } });
  answer(response, 200, 'application/json', JSON.stringify(contract));
}
